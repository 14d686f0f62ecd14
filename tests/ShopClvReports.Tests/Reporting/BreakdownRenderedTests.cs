using System.Globalization;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;
using Spectre.Console;

namespace ShopClvReports.Tests;

/// <summary>Reports whose rows are groups, in every format: words in the reader's language, and what nobody can tell yet.</summary>
public class BreakdownRenderedTests
{
    /// <summary>March: two customers, one of whom is back in June; nobody's order in May. As of 29 June, June is not finished.</summary>
    static readonly Ledger Small = Some.LedgerOf(
    [
        Some.Row(1, 11, "2026-03-05T12:00:00Z", 10_00), Some.Row(2, 12, "2026-03-06T12:00:00Z", 30_00), Some.Row(3, 11, "2026-06-05T12:00:00Z", 5_00),
        Some.Row(4, 0, "2026-05-01T12:00:00Z", 2_00),
    ]);

    static Report Report(ReportRequest request) => request.Build(new ReportSource(Small, Some.DutchShop, AsOf.Parse("2026-06-29", Some.DutchShop.TimeZone), ShopTerms.Unsaid));

    static readonly Report Cohorts = Report(new ReportRequest("cohorts"));
    static readonly Report Groups = Report(new ReportRequest("rfm"));

    [Fact]
    public async Task Csv_has_keys_and_leaves_empty_what_is_not_finished()
    {
        var lines = await Rendered.CsvAsync(Cohorts);

        Assert.Equal(["Cohort", "Age", "State", "Customers", "Customers who ordered", "Retention", "Number of orders", "Revenue", "Revenue per customer", "Margin per customer", "Currency"], lines[0]);
        Assert.Equal(["2026-03", "0", "finished", "2", "2", "1", "2", "40.00", "20.00", "20.00", "EUR"], lines[1]);
        Assert.Equal(["2026-03", "3", "unfinished", "2", "1", "", "1", "5.00", "", "", "EUR"], lines[4]);
        // So that the columns add up to the shop's totals.
        Assert.Equal(["Orders without a customer", "", "", "", "", "", "1", "2.00", "", "", "EUR"], lines[5]);
        Assert.Equal(6, lines.Count);
    }

    [Fact]
    public async Task Json_has_the_key_of_each_row_and_null()
    {
        var json = await Rendered.JsonAsync(Cohorts, Language.Nl);
        var row = json.GetProperty("sections")[0].GetProperty("rows")[3];

        Assert.Equal("cohorts", json.GetProperty("report").GetString());
        Assert.Equal(["cell", "cohort", "age"], row.EnumerateObject().Take(3).Select(p => p.Name));
        Assert.Equal(("2026-03+3", "unfinished"), (row.GetProperty("cell").GetString(), row.GetProperty("state").GetString()));
        Assert.All(["retention", "revenuePerCustomer", "marginPerCustomer"], key => Assert.Equal(JsonValueKind.Null, row.GetProperty(key).ValueKind));
        Assert.Equal("champions", (await Rendered.JsonAsync(Report(new ReportRequest("rfm", Columns: "customers")))).GetProperty("sections")[0].GetProperty("rows")[0].GetProperty("rfmGroup").GetString());
    }

    [Theory]
    [InlineData(Language.En, "Customer groups (RFM)", "Needs attention", "Groups, amounts in EUR", "Shopify does not publish its grid")]
    [InlineData(Language.Nl, "Klantgroepen (RFM)", "Vraagt aandacht", "Groepen, bedragen in EUR", "Shopify maakt de indeling niet openbaar")]
    public async Task The_page_speaks_the_readers_language_and_draws_a_bar_for_each_group(Language language, string title, string group, string caption, string grid)
    {
        var page = await Rendered.HtmlAsync(Groups, language);

        Assert.Contains(title, page.Title);
        Assert.Equal(caption, page.QuerySelector("caption")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("tbody th"), cell => cell.TextContent.Trim() == group);
        Assert.Equal(10, page.QuerySelectorAll(".chart-row").Length);
        Assert.Contains(page.QuerySelectorAll(".chart-bar rect"), bar => bar.GetAttribute("width") == "100%");
        Assert.Contains(grid, page.QuerySelector("footer")!.TextContent);
        Assert.Contains("€", page.QuerySelector(".chart")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task The_page_of_cohorts_has_a_cell_for_each_age_and_marks_what_is_not_finished()
    {
        var page = await Rendered.HtmlAsync(Cohorts);

        Assert.Equal(["100%", "0%", "0%", "…", "100%", "0%", "0%", "…"], page.QuerySelectorAll(".heat .on, .heat .off").Select(cell => cell.TextContent));
        Assert.Equal(2, page.QuerySelectorAll(".heat rect.unfinished").Length);
        Assert.Equal(["2026-03", "Together"], page.QuerySelectorAll(".heat .cohort").Select(name => name.TextContent));
        Assert.Contains("–", page.QuerySelectorAll("tbody tr")[^1].TextContent);
        Assert.Contains("Not finished yet", page.QuerySelectorAll("tbody tr")[^1].TextContent);
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public async Task A_tier_of_any_name_is_only_text(string name)
    {
        if (name.Length is 0 or > 40 || name.Any(c => char.IsControl(c) || c is ',' or '=') || string.IsNullOrWhiteSpace(name)) return;
        var page = await Rendered.HtmlAsync(Report(new ReportRequest("tiers", Tiers: $"{name}=50%,rest")));

        Assert.Empty(page.QuerySelectorAll("script, img"));
        Assert.Equal(2, page.QuerySelectorAll(".chart-row").Length);
    }

    [Fact]
    public async Task Excel_has_words_and_no_cell_where_nothing_is_known()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Rendered.BytesAsync(Cohorts, ReportFormat.Xlsx, Language.Nl)), isEditable: false);
        var sheet = book.WorkbookPart!.WorksheetParts.First(p => p.Worksheet!.InnerText.Contains("2026-03"));
        var cells = sheet.Worksheet!.Descendants<Cell>().ToDictionary(c => c.CellReference!.Value!, c => c.InnerText);

        Assert.Equal(("Voorbij", "Nog niet voorbij", "20.00"), (cells["C2"], cells["C5"], cells["I2"]));
        Assert.False(cells.ContainsKey("I5"));
    }

    [Fact]
    public async Task Excel_takes_more_columns_than_the_alphabet_has_letters()
    {
        var report = Report(new ReportRequest(Own: [.. Enumerable.Range(0, 20).Select(i => $"x{i} = {i} / 8")]));
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Rendered.BytesAsync(report, ReportFormat.Xlsx)), isEditable: false);
        var sheet = book.WorkbookPart!.WorksheetParts.First(p => p.Worksheet!.InnerText.Contains("x19"));

        Assert.Equal("2.375", sheet.Worksheet!.Descendants<Cell>().Single(c => c.CellReference == "AC2").InnerText);
        Assert.Equal("A1:AC3", sheet.Worksheet!.GetFirstChild<AutoFilter>()!.Reference!.Value);
    }

    [Fact]
    public void The_terminal_has_words_and_a_dash()
    {
        var written = new StringBuilder();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new StringWriter(written, CultureInfo.InvariantCulture)) });
        console.Profile.Width = 200;
        TerminalReport.Write(Cohorts, Language.En, console);

        Assert.Contains("Customer cohorts", written.ToString());
        Assert.Matches(@"│ 2026-03\s+│\s+3 │ Not finished yet\s+│\s+2 │\s+1 │\s+– │", written.ToString());
    }

    [Fact]
    public void Numbers_have_two_decimals_of_the_language()
    {
        var formats = ShopClvReports.Reporting.Formats.Of(Language.Nl);

        Assert.Equal("1.234,50", formats.Number(1234.5));
        Assert.Equal("–", formats.Number(double.NaN));
        Assert.Equal("–", formats.Cell(new MoneyColumn("cac", [MoneyColumn.Unknown], Some.Euro), 0, 10));
        Assert.Equal("Ja", formats.Cell(new WordColumn("quiet", ["yes"]), 0, 10));
        Assert.Equal("gold", formats.Cell(new WordColumn("tier", ["gold"]), 0, 10));
    }

    [Fact]
    public async Task A_number_beyond_all_counting_is_still_a_number()
    {
        var lines = await Rendered.CsvAsync(Report(new ReportRequest(Columns: "customer_id", Own: ["x = total_spent * 1e300"])));

        Assert.Equal(3e301, double.Parse(lines[1][1], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Prospects_are_named_in_the_table_and_counted_in_the_total()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 11, "2026-05-01T12:00:00Z", 10_00)], Some.Account(12), Some.Account(13));
        var report = new ReportRequest("rfm").Build(new ReportSource(ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid));
        var page = await Rendered.HtmlAsync(report, Language.Nl);

        Assert.Equal("Prospects", page.QuerySelectorAll("tbody th")[^1].TextContent.Trim());
        Assert.Equal(["1", "2", "3"], page.QuerySelectorAll("tfoot tr").Select(row => row.QuerySelector("td[data-label=Klanten]")!.TextContent));
        Assert.Contains("nooit bestelden", page.QuerySelector("footer")!.TextContent);
        Assert.Equal(2, (await Rendered.JsonAsync(report)).GetProperty("sections")[0].GetProperty("totals").GetProperty("prospects").GetInt32());
    }

    [Fact]
    public async Task Scores_in_a_file_look_like_no_date_to_a_spreadsheet() =>
        Assert.Matches("^[1-5]{3}$", (await Rendered.CsvAsync(Report(new ReportRequest(Columns: "rfm"))))[1][0]);
}
