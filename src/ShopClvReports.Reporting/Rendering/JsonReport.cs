using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>One JSON object; amounts are strings, so that no reader rounds them.</summary>
static class JsonReport
{
#if DEBUG
    const int FlushAt = 64;
#else
    const int FlushAt = 1 << 16;
#endif

    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteAsync(Report report, Language language, Stream output, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        About(json, report, language);
        json.WriteStartArray("sections");
        foreach (var section in report.Sections)
        {
            json.WriteStartObject();
            json.WriteString("currency", section.Currency.Code);
            Totals(json, section);
            json.WriteStartArray("rows");
            JsonEncodedText[] names = [.. section.Columns.Select(c => JsonEncodedText.Encode(CamelCase(c.Key)))];
            foreach (var row in section.Rows)
            {
                Row(json, section, names, row);
                if (json.BytesPending >= FlushAt) await json.FlushAsync(cancel);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
        await output.WriteAsync("\n"u8.ToArray(), cancel);
    }

    static void About(Utf8JsonWriter json, Report report, Language language)
    {
        json.WriteString("report", report.Kind.Name());
        json.WriteString("shop", report.Shop.Domain);
        json.WriteString("asOf", report.AsOf.Instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("period");
        json.WriteString("name", report.Query.Period.Name);
        if (report.From is { } from) Date(json, JsonEncodedText.Encode("from"), from);
        else json.WriteNull("from");
        Date(json, JsonEncodedText.Encode("to"), report.To);
        json.WriteEndObject();
        json.WriteString("timeZone", report.Shop.TimeZone.Id);
        json.WriteString("valuePolicy", report.Query.Value.Name());
        var text = ReportText.Of(report, language);
        json.WriteString("definition", string.Join(' ', text.Definition));
        if (text.Remarks.Count == 0) return;
        json.WriteStartArray("remarks");
        foreach (var remark in text.Remarks) json.WriteStringValue(remark);
        json.WriteEndArray();
    }

    static void Totals(Utf8JsonWriter json, ReportSection section)
    {
        var totals = section.Totals;
        json.WriteStartObject("totals");
        json.WriteNumber("customers", totals.Customers);
        if (totals.Prospects > 0) json.WriteNumber("prospects", totals.Prospects);
        Tally(json, totals.Total, section.Currency);
        Part("shown", totals.Shown);
        Part("others", totals.Others);
        Part("withoutCustomer", totals.WithoutCustomer);
        json.WriteEndObject();

        void Part(string name, Tally part)
        {
            json.WriteStartObject(name);
            Tally(json, part, section.Currency);
            json.WriteEndObject();
        }
    }

    static void Tally(Utf8JsonWriter json, Tally tally, Currency currency)
    {
        json.WriteNumber("orders", tally.Orders);
        Amount(json, JsonEncodedText.Encode("spent"), new Money(tally.Spent, currency));
    }

    static void Row(Utf8JsonWriter json, ReportSection section, JsonEncodedText[] names, int row)
    {
        json.WriteStartObject();
        json.WriteString(CamelCase(section.Kind.RowKey()), section.Ids[row]);
        for (var i = 0; i < names.Length; i++)
            switch (section.Columns[i])
            {
                case { Key: var key } when key == section.Kind.RowKey(): break;
                case TextColumn text: json.WriteString(names[i], text.Values[row]); break;
                case MoneyColumn money: Amount(json, names[i], money.At(row)); break;
                case CountColumn count: Count(json, names[i], count.At(row)); break;
                case NumberColumn number: Share(json, names[i], number.Values[row]); break;
                case DateColumn date: Date(json, names[i], date.Values[row]); break;
                case ShareColumn share: Share(json, names[i], share.Values[row]); break;
                default: throw new InvalidOperationException($"no value for {section.Columns[i].GetType().Name}");
            }
        json.WriteEndObject();
    }

    static void Count(Utf8JsonWriter json, JsonEncodedText name, int? count)
    {
        if (count is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    static void Amount(Utf8JsonWriter json, JsonEncodedText name, Money? money)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (money is { } known) json.WriteString(name, utf8[..PlainNumber.Write(known, utf8)]);
        else json.WriteNull(name);
    }

    static void Share(Utf8JsonWriter json, JsonEncodedText name, double share)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        json.WritePropertyName(name);
        if (PlainNumber.Write(share, utf8) is var written and > 0) json.WriteRawValue(utf8[..written], skipInputValidation: true);
        else json.WriteNullValue();
    }

    static void Date(Utf8JsonWriter json, JsonEncodedText name, DateOnly day)
    {
        Span<byte> utf8 = stackalloc byte[10];
        day.TryFormat(utf8, out _, "O", CultureInfo.InvariantCulture);
        json.WriteString(name, utf8);
    }

    static string CamelCase(string key)
    {
        var words = key.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
