using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;
using Spectre.Console;

namespace ShopClvReports.Tests;

/// <summary>The page for the owner, as it comes out: May brought 100 with two orders, June 65 with four.</summary>
public sealed class SummaryRenderedTests
{
    static readonly Ledger s_ledger = Some.LedgerOf(
        [
            Some.Row(1, 11, "2026-05-02T12:00:00Z", 40_00), Some.Row(2, 12, "2026-05-03T12:00:00Z", 60_00), Some.Row(3, 11, "2026-06-04T12:00:00Z", 30_00),
            Some.Row(4, 13, "2026-06-05T12:00:00Z", 20_00), Some.Row(5, 13, "2026-06-06T12:00:00Z", 10_00), Some.Row(6, 0, "2026-06-07T12:00:00Z", 5_00),
        ],
        new LedgerCustomer(11, CustomerKind.Account, null, "orders", null, 0, false), new LedgerCustomer(12, CustomerKind.Account, null, " ", null, 0, false));

    static Report Report(string kind, string? columns = null) => new ReportRequest(kind, "this-month", Columns: columns).Build(
        new ReportSource(s_ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid)
        {
            ReadLines = seen => seen(new OrderId(4), [new LineItem(1, new ProductId(7), "Trui", 1, 1, 20_00, false)]),
        });

    [Theory]
    [InlineData(Language.En, "What changed|This period|The period before|Change", "Revenue|€65.00|€100.00|-35.0%", "Orders|4|2|+100.0%")]
    [InlineData(Language.Nl, "Wat er veranderde|Deze periode|De periode ervoor|Verschil", "Omzet|€ 65,00|€ 100,00|-35,0%", "Bestellingen|4|2|+100,0%")]
    public async Task The_page_says_what_changed_against_before_and_has_no_total(Language language, string headings, string revenue, string orders)
    {
        var page = await Rendered.HtmlAsync(Report("summary"), language);

        string Cells(AngleSharp.Dom.IElement row) => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim()));
        var changed = page.QuerySelectorAll("table.part")[0];
        Assert.Equal([headings, revenue, orders], changed.QuerySelectorAll("tr").Take(3).Select(Cells));
        Assert.Equal(["width:65%", "width:100%"], changed.QuerySelectorAll("tbody tr:first-child .bar span").Select(bar => bar.GetAttribute("style")));
        Assert.Empty(page.QuerySelectorAll("tfoot"));
        // A customer may be called like a figure, or like nothing that can be seen.
        Assert.Equal(["orders|€70.00", language == Language.En ? "No name|€60.00" : "Geen naam|€60.00"], page.QuerySelectorAll("table.part")[1].QuerySelectorAll("tbody tr").Take(2)
            .Select(row => $"{row.Children[0].TextContent.Trim()}|{row.Children[1].TextContent.Trim().Replace("€ ", "€").Replace(',', '.')}"));
    }

    [Theory]
    [InlineData(Language.En, "What changed This period The period before Change", "Revenue €65.00 €100.00 -35.0%")]
    [InlineData(Language.Nl, "Wat er veranderde Deze periode De periode ervoor Verschil", "Omzet € 65,00 € 100,00 -35,0%")]
    public async Task A_mail_says_it_too_with_what_was_before(Language language, string headings, string revenue)
    {
        var mail = await RenderAsync(new EmailChannel(), "email:jan@x.nl?attach=none", language);

        Assert.Matches(Regex.Escape(headings).Replace(@"\ ", @"\s+"), mail.GetProperty("text").GetString());
        Assert.Matches(Regex.Escape(revenue).Replace(@"\ ", @"\s+"), mail.GetProperty("text").GetString());
        Assert.Contains("class=\"against\" width=\"100%\"", mail.GetProperty("html").GetString());
    }

    static async Task<JsonElement> RenderAsync(IChannel channel, string destination, Language language)
    {
        var driver = new ChannelDriver(channel, new Dictionary<string, string>());
        var name = await driver.RenderAsync(destination, new Content.OfReport(Report("summary"), []), language);
        return JsonDocument.Parse(driver.Artifacts[name].Bytes).RootElement;
    }

    [Fact]
    public async Task Slack_shows_the_parts_below_each_other_in_its_one_table()
    {
        var message = await RenderAsync(new SlackChannel(TimeProvider.System), "slack:#customers?attach=none", Language.En);
        var rows = message.GetProperty("blocks").EnumerateArray().Single(b => b.GetProperty("type").GetString() == "table").GetProperty("rows").EnumerateArray()
            .Select(row => string.Join('|', row.EnumerateArray().Select(cell => cell.GetProperty("text").GetString()))).ToList();

        Assert.Equal(["What changed|This period|The period before|Change", "Revenue|€65.00|€100.00|-35.0%"], rows[..2]);
        Assert.Contains("Who matters|Total spent|Number of orders|Share of revenue", rows);
    }

    [Fact]
    public void The_terminal_says_it_without_columns_of_dashes()
    {
        var written = new StringBuilder();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(new StringWriter(written, CultureInfo.InvariantCulture)) });
        console.Profile.Width = 160;
        TerminalReport.Write(Report("summary"), Language.En, console);

        Assert.Matches(@"│ Revenue\s+│\s+€65.00 │\s+€100.00 │\s+-35.0% │", written.ToString());
        Assert.DoesNotContain("Amount before", written.ToString());
    }

    [Fact]
    public async Task Columns_that_were_asked_for_are_a_table_and_a_change_has_no_bar()
    {
        var page = await Rendered.HtmlAsync(Report("summary", "what,change,share_of_revenue"));

        Assert.Empty(page.QuerySelectorAll("table.part"));
        Assert.Equal("-35.0%", page.QuerySelector("tbody tr td[data-label=Change]")!.InnerHtml);
        Assert.NotNull(page.QuerySelector("td[data-label='Share of revenue'] .bar"));
    }

    [Theory]
    [InlineData("forecast")]
    [InlineData("products")]
    [InlineData("summary")]
    public async Task There_is_no_total_where_the_rows_do_not_add_up_to_one(string kind)
    {
        var report = Report(kind);

        Assert.Empty((await Rendered.HtmlAsync(report)).QuerySelectorAll("tfoot"));
        Assert.Empty(TotalsLine.Of(report.Sections[0], Words.Of(Language.En)));
    }
}
