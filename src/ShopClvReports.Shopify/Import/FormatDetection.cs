using System.Text;
using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>Tells what a file is by how it begins.</summary>
static class FormatDetection
{
    const int Looked = 64 << 10;

    /// <exception cref="ImportException">It is nothing that can be imported.</exception>
    public static ImportFormat Detect(ImportSource source, string file)
    {
        while (source.Buffered.Length < Looked && !source.BreaksOff && source.More()) { }
        var head = source.Buffered[..Math.Min(source.Buffered.Length, Looked)];
        return (head.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? OfJson(head) : OfCsv(source, file))
            ?? throw new ImportException($"{file} begins with {Beginning(head)}, which is {Guess(head)}; expected {Expected}");
    }

    static string Expected =>
        "orders as JSON, the result of a bulk operation, the CSV that the shop's admin exports under Orders "
        + $"({string.Join(", ", AdminCsv.Telling)}, …), or a CSV with {string.Join(", ", PlainCsv.Required)}.";

    /// <summary>By the first name that only one of them has: REST writes <c>total_price</c>, GraphQL <c>totalPriceSet</c>.</summary>
    static ImportFormat? OfJson(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            if (FirstTelling(head) is { } format) return format;
            // What cannot be read need not be the whole file.
            var line = head.IndexOf((byte)'\n');
            head = line < 0 ? [] : head[(line + 1)..];
        }

        return null;
    }

    static ImportFormat? FirstTelling(ReadOnlySpan<byte> head)
    {
        var json = new Utf8JsonReader(head, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true });
        try
        {
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName) continue;
                if (json.ValueSpan.ContainsAnyInRange((byte)'A', (byte)'Z')) return ImportFormat.Bulk;
                if (json.ValueSpan.Contains((byte)'_')) return ImportFormat.Webhook;
                if (!json.ValueTextEquals("id"u8) || !json.Read()) continue;
                if (json.TokenType == JsonTokenType.String && json.ValueSpan.StartsWith("gid:"u8)) return ImportFormat.Bulk;
            }
        }
        catch (JsonException)
        {
            // Broken, or cut off where the look ends.
        }

        return null;
    }

    static ImportFormat? OfCsv(ImportSource source, string file)
    {
        if (source.Buffered.IsEmpty) throw new ImportException($"{file} is empty; expected {Expected}");
        var header = CsvHeader.Peek(source, file);
        return header.Has(AdminCsv.Telling) ? ImportFormat.AdminCsv : header.Has(PlainCsv.Required) ? ImportFormat.PlainCsv : null;
    }

    static string Beginning(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 80)]).Split('\n')[0].TrimEnd('\r');
        return $"'{new string([.. text.Select(c => char.IsControl(c) ? '\uFFFD' : c)])}'";
    }

    static string Guess(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP file or an Excel workbook: unpack it, or save it as CSV",
        [(byte)'{' or (byte)'[', ..] => "JSON without orders",
        _ => "no format known here",
    };
}
