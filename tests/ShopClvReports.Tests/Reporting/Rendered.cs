using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

/// <summary>Renders a report and reads it back with a reader that is not ours.</summary>
static class Rendered
{
    /// <summary>A text that a spreadsheet, a browser, a terminal or a parser might trip over.</summary>
    public static TheoryData<string> HostileNames =>
    [
        "=HYPERLINK(\"http://evil.example\",\"click\")", "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\u202Egnp.exe\u202C",
        "שלום עולם", new string('x', 10_000), "a\uD800b", "\uDC00", "|cmd /c calc", "tab\there", "two\r\nlines", "a\0b", "\u001b[31mred\u001b[0m",
        "[red]markup[/]", "quote\"comma,", "'", "😀 emoji", "_x0041_", "\uFFFE\u0001", "&amp;", " ", "",
    ];

    public static async Task<byte[]> BytesAsync(Report report, ReportFormat format, Language language = Language.En, RenderOptions? options = null)
    {
        using var output = new MemoryStream();
        await ReportRenderer.WriteAsync(report, format, language, output, options);
        return output.ToArray();
    }

    /// <summary>The lines of a CSV file, each a list of cells.</summary>
    public static async Task<List<string[]>> CsvAsync(Report report, Language language = Language.En)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(await BytesAsync(report, ReportFormat.Csv, language));
        return Lines(text);
    }

    /// <summary>RFC 4180, section 2, and nothing more: a quote within a bare cell or a lone CR or LF outside quotes fails the test.</summary>
    static List<string[]> Lines(string text)
    {
        List<string[]> lines = [];
        List<string> cells = [];
        for (var at = 0; at < text.Length;)
        {
            var cell = new StringBuilder();
            if (text[at] == '"')
                for (at++; text[at] != '"' || text[++at] == '"'; at++) cell.Append(text[at]);
            else
                for (; text[at] is not (',' or '\r'); at++) cell.Append(text[at] is '"' or '\n' ? throw new FormatException($"a bare {text[at]} at {at}") : text[at]);
            cells.Add(cell.ToString());
            if (text[at++] == ',') continue;
            Assert.Equal('\n', text[at++]);
            lines.Add([.. cells]);
            cells.Clear();
        }

        Assert.Empty(cells);
        return lines;
    }

    public static async Task<JsonElement> JsonAsync(Report report, Language language = Language.En) =>
        JsonDocument.Parse(await BytesAsync(report, ReportFormat.Json, language)).RootElement;

    public static async Task<IHtmlDocument> HtmlAsync(Report report, Language language = Language.En, RenderOptions? options = null)
    {
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, e) => errors.Add(e is HtmlErrorEvent error ? $"{error.Message} at {error.Position}" : e.Type);
        var page = await parser.ParseDocumentAsync(new MemoryStream(await BytesAsync(report, ReportFormat.Html, language, options)));
        Assert.Empty(errors);
        return page;
    }
}
