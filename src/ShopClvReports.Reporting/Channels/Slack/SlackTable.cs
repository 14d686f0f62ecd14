using System.Text.Json.Nodes;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The best customers of one section as a table block.</summary>
/// <remarks>
/// Slack takes 100 rows of 20 cells, and refuses a message whose blocks are too long together (<c>msg_blocks_too_long</c>, seen
/// from some 13,000 characters on); a chat is glanced at, so there are few rows, and fewer when they are long.
/// </remarks>
static class SlackTable
{
    const int MostRows = 25;
    const int MostCells = 20;
    const int MostCharacters = 5_000;
    const int LongestCell = 80;

    /// <returns>The block, and how many rows of the section it has.</returns>
    public static (JsonObject Block, int Rows) Of(ReportSection section, Language language)
    {
        if (SummaryPart.Of(section, language) is { Count: > 0 } parts) return (Of(parts), section.Rows.Length);
        var (words, formats) = (Words.Of(language), Formats.Of(language));
        ReportColumn[] columns = [.. section.Columns.Take(MostCells - 1)];
        JsonArray rows = [Row(["#", .. columns.Select(c => words.Heading(c.Key))])];
        var (left, shown, place) = (MostCharacters, 0, 0);
        foreach (var row in section.Rows.Take(MostRows))
        {
            string[] cells = [section.IsBelow(row) ? "–" : formats.Count(++place), .. columns.Select(column => Cell(column, row, words, formats))];
            left -= cells.Sum(cell => cell.Length);
            if (left < 0) break;
            rows.Add(Row(cells));
            shown++;
        }

        return (new JsonObject { ["type"] = "table", ["column_settings"] = Settings(columns), ["rows"] = rows }, shown);
    }

    /// <summary>A message takes one table, so the parts stand below each other, each under its headings.</summary>
    static JsonObject Of(IReadOnlyList<SummaryPart> parts)
    {
        var columns = 1 + parts.Max(part => part.Headings.Count);
        IEnumerable<string> Padded(IEnumerable<string> cells) => cells.Concat(Enumerable.Repeat("–", columns)).Take(columns);
        return new JsonObject
        {
            ["type"] = "table",
            ["column_settings"] = new JsonArray([.. Enumerable.Range(0, columns).Select(i => new JsonObject { ["align"] = i == 0 ? "left" : "right" })]),
            ["rows"] = new JsonArray(
            [
                .. parts.SelectMany(part => part.Lines
                    .Select(line => Row(Padded([SlackText.Line(line.Name, LongestCell), .. line.Values])))
                    .Prepend(Row(Padded([part.Title, .. part.Headings])))),
            ]),
        };
    }

    static JsonArray Settings(ReportColumn[] columns) =>
    [
        new JsonObject { ["align"] = "right" },
        .. columns.Select(column => new JsonObject { ["align"] = column is TextColumn ? "left" : "right" }),
    ];

    static JsonArray Row(IEnumerable<string> cells) => [.. cells.Select(text => new JsonObject { ["type"] = "raw_text", ["text"] = text })];

    static string Cell(ReportColumn column, int row, Words words, Formats formats) => column switch
    {
        TextColumn text => SlackText.Line(words.Text(text, row), LongestCell).Trim() is { Length: > 0 } filled ? filled
            : text.Key == "name" ? words.NoName : "–",
        _ => formats.Cell(column, row, LongestCell),
    };
}
