using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Everything that is kept of a person, as files for the owner to hand on: one for machines, one to read.</summary>
public static class PersonDocument
{
    static readonly JsonWriterOptions s_json = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static IReadOnlyList<PrivacyExport> Of(Shop shop, PersonHoldings holdings, DateTimeOffset at) =>
        [Export("export.html", Html(shop, holdings, at), at), Export("export.json", Json(shop, holdings, at), at)];

    /// <summary>SHA-256 over the file's bytes, in hex.</summary>
    static PrivacyExport Export(string name, string text, DateTimeOffset at) =>
        new(name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), at);

    static string Json(Shop shop, PersonHoldings holdings, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_json))
        {
            json.WriteStartObject();
            json.WriteString("shop", shop.Domain);
            json.WriteString("made_at", Instant(at));
            Texts(json, "customer_ids", holdings.Ids.Select(id => id.Value.ToString(CultureInfo.InvariantCulture)));
            Texts(json, "emails", holdings.Emails);
            json.WriteStartObject("kept");
            foreach (var table in holdings.Tables) Table(json, table);
            json.WriteEndObject();
            json.WriteStartArray("reports");
            foreach (var run in holdings.Runs)
            {
                json.WriteStartObject();
                json.WriteNumber("run", run.Run);
                json.WriteString("report", run.Name);
                json.WriteString("at", Instant(run.At));
                Texts(json, "sent", run.SentTo);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    static void Table(Utf8JsonWriter json, HeldTable table)
    {
        json.WriteStartArray(table.Name);
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            foreach (var (column, value) in table.Columns.Zip(row))
                if (value is not null) json.WriteString(column, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static string Html(Shop shop, PersonHoldings holdings, DateTimeOffset at)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>What {Text(shop.Domain)} keeps of a customer</title>
            <style>body{"{"}font:14px sans-serif;margin:2em{"}"}table{"{"}border-collapse:collapse;margin-bottom:2em{"}"}td,th{"{"}border:1px solid #ccc;padding:4px 8px;text-align:left;vertical-align:top{"}"}</style></head><body>
            <h1>What {Text(shop.Domain)} keeps of a customer</h1>
            <p>{Text(string.Join(", ", holdings.Emails))} – made on {Instant(at)}. Times are in UTC.</p>

            """);
        foreach (var table in holdings.Tables) Table(page, table.Name.Replace('_', ' '), table.Columns.Select(c => c.Replace('_', ' ')), table.Rows);
        if (holdings.Runs.Count > 0)
            Table(page, "Reports that spoke of the customer", ["run", "report", "at", "sent"],
                holdings.Runs.Select(run => (IReadOnlyList<string?>)[run.Run.ToString(CultureInfo.InvariantCulture), run.Name, Instant(run.At), string.Join(", ", run.SentTo)]));
        if (holdings.IsEmpty) page.Append("<p>Nothing is kept.</p>\n");
        return page.Append("</body></html>\n").ToString();
    }

    static void Table(StringBuilder page, string title, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n<table><tr>{string.Concat(columns.Select(c => $"<th>{Text(c)}</th>"))}</tr>\n");
        foreach (var row in rows) page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(value => $"<td>{Text(value ?? "")}</td>"))}</tr>\n");
        page.Append("</table>\n");
    }

    static string Text(string text) => WebUtility.HtmlEncode(text);

    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
