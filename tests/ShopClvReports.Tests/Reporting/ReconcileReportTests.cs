using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What the report on differences says, as it comes out.</summary>
public class ReconcileReportTests
{
    const string Evil = "<b>\u202Eevil\u001b[31m\n=1+1";

    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR"], ["web"], [Some.Row(1, 11, "2026-05-10T12:00:00Z", 60_00)], [new LedgerCustomer(11, CustomerKind.Account, null, Evil, "a@example.com", 0, false)]));

    static readonly CustomerDifference s_explained = new(
        new CustomerId(11), Some.Euro, new Tally(1, 60_00), new Tally(2, 72_50),
        [
            new DifferencePart(DifferenceCause.Cancelled, [new OrderDifference("#1002", new Tally(1, 0))], new Tally(1, 0)),
            new DifferencePart(DifferenceCause.Refunded, [new OrderDifference(Evil, new Tally(0, 12_50))], new Tally(0, 12_50)) { More = 3 },
        ]);

    static readonly Reconciliation s_last = new(
        Some.Noon, Some.Noon, 5, 4, 1, new DateOnly(2026, 4, 3), new DateOnly(2026, 6, 1),
        [
            new DayDifference(new DateOnly(2026, 5, 9), Some.Euro, new Tally(2, 30_00), new Tally(1, 20_00), [new DayOrder(new OrderId(3), "#1003", DayTrouble.Gone, new Tally(-1, -10_00))], true),
        ],
        500, new Tally(900, 9_000_00), 1, 0, [s_explained]);

    static Report Build(string kind, Reconciliation? last) =>
        new ReportRequest(kind, "all").Build(new ReportSource(s_ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid) { Reconciliation = () => last });

    [Fact]
    public async Task Customers_and_days_that_differ_are_listed_with_the_orders_that_explain_it()
    {
        var lines = await Rendered.CsvAsync(Build("reconcile", s_last));
        Assert.Equal(
            ["About", "Figure or name", "Ours", "Shopify's", "Difference", "Our orders", "Shopify's orders", "Orders between", "Explanation", "Which orders", "Currency"], lines[0]);
        Assert.Equal(["60.00", "72.50", "12.50", "1", "2", "1", "cancelled refunded"], lines[1][2..9]);
        Assert.Equal("customer", lines[1][0]);
        Assert.StartsWith("#1002 (+1, 0.00); ", lines[1][9]);
        Assert.EndsWith(" (+12.50), … +3", lines[1][9]);
        Assert.Equal(["day", "2026-05-09", "30.00", "20.00", "-10.00", "2", "1", "-1", "gone mended", "#1003 (-1, -10.00)", "EUR"], lines[2]);
    }

    [Theory]
    [InlineData(Language.En, "Connect the shop")]
    [InlineData(Language.Nl, "Koppel de winkel")]
    public async Task Who_has_connected_a_shop_that_was_never_compared_is_not_told_to_connect_it(Language language, string order) =>
        Assert.DoesNotContain(order, (await Rendered.HtmlAsync(Build("reconcile", null), language)).Body!.TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData(Language.En, "Cancelled; Refunded afterwards", "Deleted at Shopify; Mended")]
    [InlineData(Language.Nl, "Geannuleerd; Later terugbetaald", "Verwijderd bij Shopify; Hersteld")]
    public async Task People_read_it_in_their_language_and_nothing_from_outside_as_markup(Language language, string customer, string day)
    {
        var report = Build("reconcile", s_last);
        var page = (await Rendered.HtmlAsync(report, language)).Body!;
        Assert.Contains(customer, page.TextContent);
        Assert.Contains(day, page.TextContent);
        Assert.Empty(page.QuerySelectorAll("b"));
        Assert.DoesNotContain("\u202E", page.TextContent);
        foreach (var column in report.Sections[0].Columns) Assert.NotEqual(column.Key, Words.Of(language).Heading(column.Key));
        foreach (var format in Enum.GetValues<ReportFormat>()) Assert.NotEmpty(await Rendered.BytesAsync(report, format, language));
    }

    [Fact]
    public void Every_cause_and_trouble_has_words_in_every_language()
    {
        foreach (var cause in Enum.GetValues<DifferenceCause>())
        {
            var part = new DifferencePart(cause, [], new Tally(0, 1));
            var shown = (WordsColumn)Build("reconcile", s_last with { Differences = [s_explained with { Parts = [part] }] }).Sections[0].Columns.Single(c => c.Key == "explanation");
            foreach (var language in Enum.GetValues<Language>()) Assert.NotEqual(shown.Values[0], Words.Of(language).Text(shown, 0));
        }

        foreach (var trouble in Enum.GetValues<DayTrouble>())
        {
            var day = s_last.Days[0] with { Orders = [new DayOrder(new OrderId(3), "#1003", trouble, default)], Mended = false };
            var shown = (WordsColumn)Build("reconcile", s_last with { Differences = [], Days = [day] }).Sections[0].Columns.Single(c => c.Key == "explanation");
            foreach (var language in Enum.GetValues<Language>())
                Assert.DoesNotContain(shown.Values[0]!.Split(' '), word => Words.Of(language).Text(shown, 0)!.Split("; ").Contains(word));
        }
    }

    [Theory]
    [InlineData(500, 0, 0, "Agrees with Shopify on all 500 customers (reconciled on 1 Jun 2026).")]
    [InlineData(6000, 12, 0, "Agrees with Shopify on 99.8% of customers; 12 differ, all explained (reconciled on 1 Jun 2026).")]
    [InlineData(6000, 1, 1, "Agrees with Shopify on 99.9% of customers; 1 differs, 1 of them not explained: shopclv report reconcile shows which (reconciled on 1 Jun 2026).")]
    public void The_CLV_report_says_in_its_last_line_how_many_customers_agree(int customers, int differ, int unexplained, string expected)
    {
        var report = Build("clv", s_last with { Customers = customers, Differ = differ, Unexplained = unexplained });
        Assert.Equal(expected, ReportText.Of(report, Language.En).Definition[^1]);
        Assert.StartsWith("Komt voor ", ReportText.Of(report, Language.Nl).Definition[^1]);
    }

    [Fact]
    public void A_shop_that_was_never_reconciled_has_no_such_line_and_an_empty_report_that_says_so()
    {
        Assert.DoesNotContain(ReportText.Of(Build("clv", null), Language.En).Definition, line => line.Contains("Shopify", StringComparison.Ordinal));
        var report = Build("reconcile", null);
        Assert.Empty(Assert.Single(report.Sections).Rows);
        Assert.Contains("shopclv reconcile", Assert.Single(ReportText.Of(report, Language.En).Remarks));
    }
}
