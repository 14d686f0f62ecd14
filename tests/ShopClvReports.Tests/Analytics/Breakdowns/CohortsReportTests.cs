using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class CohortsReportTests
{
    /// <summary>
    /// March 2026: Anna 10.00, again in April twice (5.00 and 5.00), and in June 20.00; Bram 30.00, and back in May 6.00. May: Cees 8.00.
    /// Nobody: 2.00 in April.
    /// </summary>
    static readonly Ledger Small = Some.LedgerOf(
    [
        Some.Row(1, 11, "2026-03-05T12:00:00Z", 10_00), Some.Row(2, 11, "2026-04-05T12:00:00Z", 5_00), Some.Row(3, 11, "2026-04-20T12:00:00Z", 5_00),
        Some.Row(4, 11, "2026-06-05T12:00:00Z", 20_00), Some.Row(5, 12, "2026-03-31T12:00:00Z", 30_00), Some.Row(6, 12, "2026-05-01T12:00:00Z", 6_00),
        Some.Row(7, 13, "2026-05-10T12:00:00Z", 8_00), Some.Row(8, 0, "2026-04-01T12:00:00Z", 2_00),
    ]);

    static ReportSection Section(
        Ledger ledger, ReportQuery? query = null, string asOf = "2026-06-30", CohortSpan span = CohortSpan.Month, int margin = 100, Func<DateOnly, long?>? cac = null) =>
        CohortsReport.Build(
            ledger, Some.DutchShop, AsOf.Parse(asOf, Some.DutchShop.TimeZone), query ?? Some.Everything, ShopTerms.Unsaid with { MarginPercent = margin }, span, cac).Sections.Single();

    [Fact]
    public void Each_cohort_has_a_row_for_each_age_it_has_got_to()
    {
        var section = Section(Small, margin: 40);

        Assert.Equal(["2026-03+0", "2026-03+1", "2026-03+2", "2026-03+3", "2026-05+0", "2026-05+1"], section.ShownIds());
        Assert.Equal([2, 2, 2, 2, 1, 1], section.Shown("customers"));
        Assert.Equal([2, 1, 1, 1, 1, 0], section.Shown("active_customers"));
        Assert.Equal([1.0, 0.5, 0.5, 0.5, 1.0, 0.0], section.Shown("retention"));
        Assert.Equal([2, 2, 1, 1, 1, 0], section.Shown("orders"));
        Assert.Equal([40_00L, 10_00L, 6_00L, 20_00L, 8_00L, 0L], section.Shown("revenue"));
        // Over both customers of March, whoever bought.
        Assert.Equal([20_00L, 25_00L, 28_00L, 38_00L, 8_00L, 8_00L], section.Shown("revenue_per_customer"));
        Assert.Equal([8_00L, 10_00L, 11_20L, 15_20L, 3_20L, 3_20L], section.Shown("margin_per_customer"));
        Assert.All(section.Shown("state"), state => Assert.Equal("finished", state));
        Assert.Equal(new ReportTotals(3, new Tally(8, 86_00), new Tally(7, 84_00), default, new Tally(1, 2_00)), section.Totals);
        Assert.Equal(3, section.ShownCustomers);
    }

    [Fact]
    public void What_is_not_finished_has_no_figure_to_compare()
    {
        var section = Section(Small, asOf: "2026-06-29");

        Assert.Equal(["finished", "finished", "finished", "unfinished", "finished", "unfinished"], section.Shown("state"));
        Assert.Equal([1.0, 0.5, 0.5, null, 1.0, null], section.Shown("retention").Select(v => v is double.NaN ? null : v));
        Assert.Equal([20_00L, 25_00L, 28_00L, null, 8_00L, null], section.Shown("revenue_per_customer"));
        // What came in is counted all the same.
        Assert.Equal(20_00L, section.Shown("revenue")[3]);
        var heat = Assert.IsType<Chart.Heat>(section.Chart);
        Assert.Equal(["2026-03", "2026-05", "together"], heat.Names);
        Assert.Equal([1, 0.5, 0.5, double.NaN], heat.Shares[0]);
        Assert.Equal([1, double.NaN], heat.Shares[1]);
        // At age 1 only March has finished: May's two customers fewer do not count against it.
        Assert.Equal([1, 0.5, 0.5, double.NaN], heat.Shares[2]);
    }

    [Fact]
    public void Quarters_are_counted_as_months_are()
    {
        var section = Section(Small, span: CohortSpan.Quarter);

        Assert.Equal(["2026-Q1+0", "2026-Q1+1", "2026-Q2+0"], section.ShownIds());
        Assert.Equal([2, 2, 1], section.Shown("active_customers"));
        Assert.Equal([40_00L, 36_00L, 8_00L], section.Shown("revenue"));
    }

    [Fact]
    public void The_period_says_which_cohorts_are_listed_and_the_others_stay_in_the_totals()
    {
        var section = Section(Small, new ReportQuery(Period.Parse("2026-04-01..2026-06-30")));

        Assert.Equal(["2026-05+0", "2026-05+1"], section.ShownIds());
        Assert.Equal((1, new Tally(6, 76_00)), (section.ShownCustomers, section.Totals.Others));
        Assert.Equal(["2026-05", "together"], Assert.IsType<Chart.Heat>(section.Chart).Names);
    }

    [Fact]
    public void A_day_belongs_to_the_month_of_the_shops_own_zone()
    {
        // In Amsterdam it is May already.
        Assert.Equal(["2026-05+0", "2026-05+1"], Section(Some.LedgerOf([Some.Row(1, 1, "2026-04-30T22:30:00Z", 1_00)])).ShownIds());
    }

    [Fact]
    public void A_cancelled_order_of_which_nothing_was_kept_begins_no_cohort()
    {
        var section = Section(Some.LedgerOf([Some.Row(1, 1, "2026-04-10T12:00:00Z", 0, cancelled: true), Some.Row(2, 1, "2026-06-10T12:00:00Z", 3_00)]));

        Assert.Equal(["2026-06+0"], section.ShownIds());
        Assert.Equal(new Tally(1, 3_00), section.Totals.Total);
    }

    [Fact]
    public void Payback_is_the_first_age_at_which_the_margin_reaches_the_cost()
    {
        var query = new ReportQuery(Period.All, Columns: ["cac", "payback"]);
        var section = Section(Small, query, margin: 50, cac: month => month.Month == 3 ? 12_50 : null);

        // Margin per customer of March: 10.00, then 12.50.
        Assert.Equal([12_50L, 12_50L, 12_50L, 12_50L, null, null], section.Shown("cac"));
        Assert.Equal([1, 1, 1, 1, null, null], section.Shown("payback"));
        Assert.All(Section(Small, query, margin: 50, cac: _ => 100_00).Shown("payback"), Assert.Null);
        Assert.All(Section(Small, query).Shown("cac"), Assert.Null);
    }

    [Fact]
    public void A_shop_that_changed_its_currency_has_cohorts_in_each()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR", "USD"], ["web"],
            [Some.Row(1, 1, "2026-04-10T12:00:00Z", 3_00), Some.Row(2, 1, "2026-05-10T12:00:00Z", 4_00) with { Currency = 1 }], []));
        var sections = CohortsReport.Build(ledger, Some.DutchShop, Some.EndOfJune, Some.Everything, ShopTerms.Unsaid).Sections;

        // Who came in April with euro is no newcomer in May with dollars.
        Assert.Equal(["EUR 2026-04+0 2026-04+1 2026-04+2", "USD 2026-04+0 2026-04+1 2026-04+2"], sections.Select(s => $"{s.Currency} {string.Join(' ', s.ShownIds())}"));
    }

    [Fact]
    public void A_shop_without_orders_has_no_cohorts_to_show()
    {
        var section = Section(Ledger.Empty);

        Assert.Empty(section.Rows);
        Assert.Null(section.Chart);
    }
}
