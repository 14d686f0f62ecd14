using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using Spectre.Console;

namespace ShopClvReports.Tests;

/// <summary>The report on quiet customers in every format, with figures that nobody can tell.</summary>
public class InactiveRenderedTests
{
    /// <summary>Anna bought twice, 40 days apart, Bram once; both are quiet by days, and there are too few gaps for a rhythm.</summary>
    static readonly Report Quiet = InactiveReport.Build(
        Some.LedgerOf(
            [Some.Row(1, 11, "2026-01-01T12:00:00Z", 10_00), Some.Row(2, 11, "2026-02-10T12:00:00Z", 20_00), Some.Row(3, 12, "2026-01-05T12:00:00Z", 90_00)],
            Some.Account(11) with { Name = "Anna" }, Some.Account(12) with { Name = "Bram" }),
        Some.DutchShop, Some.EndOfJune, Some.Everything, new AlertRule(new HighValue(HighValueBy.Amount, 12.5m), QuietDays: 30));

    [Fact]
    public async Task Csv_leaves_the_cell_empty()
    {
        var lines = await Rendered.CsvAsync(Quiet);
        Assert.Equal(["Customer name", "Usual gap (days)", "Quiet after (days)", "At stake"], (string[])[lines[0][0], .. lines[0][8..11]]);
        Assert.Equal(["Bram", "", "30", "90.00"], (string[])[lines[1][0], .. lines[1][8..11]]);
        Assert.Equal(["Anna", "40", "30", "30.00"], (string[])[lines[2][0], .. lines[2][8..11]]);
        Assert.All(lines, line => Assert.Equal(12, line.Length));
    }

    [Fact]
    public async Task Json_has_null()
    {
        var rows = (await Rendered.JsonAsync(Quiet)).GetProperty("sections")[0].GetProperty("rows");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rows[0].GetProperty("usualGap").ValueKind);
        Assert.Equal(40, rows[1].GetProperty("usualGap").GetInt32());
    }

    [Theory]
    [InlineData(Language.En, "Unusually quiet customers")]
    [InlineData(Language.Nl, "Ongewoon stille klanten")]
    public async Task Html_and_the_terminal_have_a_dash(Language language, string title)
    {
        var page = await Rendered.HtmlAsync(Quiet, language);
        Assert.Contains(title, page.Title);
        Assert.Equal(["–", "40"], page.QuerySelectorAll($"tbody td[data-label='{Words.Of(language).UsualGap}']").Select(cell => cell.TextContent.Trim()));

        var written = new StringBuilder();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new StringWriter(written, CultureInfo.InvariantCulture)) });
        console.Profile.Width = 240;
        TerminalReport.Write(Quiet, language, console);
        Assert.Contains(title, written.ToString());
        Assert.Matches(@"│\s+–\s+│\s+30\s+│", written.ToString());
    }

    [Fact]
    public async Task Excel_has_no_cell()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Rendered.BytesAsync(Quiet, ReportFormat.Xlsx)), isEditable: false);
        var sheet = book.WorkbookPart!.WorksheetParts.First(p => p.Worksheet!.InnerText.Contains("Bram"));
        var cells = sheet.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().ToDictionary(c => c.CellReference!.Value!, c => c.InnerText);
        Assert.False(cells.ContainsKey("I2"));
        Assert.Equal(("30", "40"), (cells["J2"], cells["I3"]));
    }

    [Theory]
    [InlineData(HighValueBy.Amount, "12.5", null, "who spent at least €12.50", "wie minstens € 12,50 uitgaf")]
    [InlineData(HighValueBy.Top, "1000", null, "the 1,000 who spent most", "de 1.000 die het meest uitgaven")]
    [InlineData(HighValueBy.Percent, "12.5", null, "the 12.5% of customers who spent most", "de 12,5% van de klanten die het meest uitgaf")]
    [InlineData(HighValueBy.Tier, "0", "high", "in the tier high", "in de groep high")]
    public void It_says_what_the_rule_was(HighValueBy by, string number, string? tier, string english, string dutch)
    {
        var report = Quiet with { Rule = new AlertRule(new HighValue(by, decimal.Parse(number, CultureInfo.InvariantCulture), tier), 60, 0.95) };

        Assert.Single(ReportText.Of(report, Language.En).Definition, s => s.Contains(english));
        Assert.Single(ReportText.Of(report, Language.Nl).Definition, s => s.Contains(dutch));
        Assert.Contains("Quiet: 60 days or more without an order.", ReportText.Of(report, Language.En).Definition);
        Assert.Single(ReportText.Of(report, Language.En).Definition, s => s.Contains("than 95.0% of the gaps"));
        Assert.DoesNotContain(ReportText.Of(report with { Rule = report.Rule with { Quantile = null } }, Language.En).Definition, s => s.Contains("gaps of a customer"));
    }
}
