using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class TiersTests
{
    /// <summary>Ten customers with one order each, of 100.00 down to 10.00, and nobody's 5.00.</summary>
    static readonly Ledger Ten = Some.LedgerOf(
        [.. Enumerable.Range(1, 10).Select(i => Some.Row(i, i, "2026-06-20T12:00:00Z", (11 - i) * 10_00)), Some.Row(11, 0, "2026-06-01T12:00:00Z", 5_00)]);

    static ReportSection Section(Ledger ledger, string? tiers = null, ReportQuery? query = null) => TiersReport.Build(
        ledger, Some.DutchShop, Some.EndOfJune, query ?? Some.Everything, tiers is null ? ShopTerms.Unsaid : new ShopTerms(100, Tiers.Parse(tiers))).Sections.Single();

    [Fact]
    public void Shares_are_counted_from_the_one_who_spent_most()
    {
        var section = Section(Ten);

        Assert.Equal(["high", "medium", "low"], section.ShownIds());
        Assert.Equal([2, 3, 5], section.Shown("customers"));
        Assert.Equal([0.2, 0.3, 0.5], section.Shown("share_of_customers"));
        Assert.Equal([2, 3, 5], section.Shown("orders"));
        Assert.Equal([190_00L, 210_00L, 150_00L], section.Shown("revenue"));
        Assert.Equal([190.0 / 555, 210.0 / 555, 150.0 / 555], section.Shown("share_of_revenue"));
        Assert.Equal([95_00L, 70_00L, 30_00L], section.Shown("average_order_value"));
        Assert.Equal([10, 10, 10], section.Shown("average_days_since"));
        Assert.Equal([90_00L, 60_00L, 10_00L], section.Shown("spent_from"));
        Assert.Equal(new ReportTotals(10, new Tally(11, 555_00), new Tally(10, 550_00), default, new Tally(1, 5_00)), section.Totals);
        Assert.Equal(10, section.ShownCustomers);
        var chart = Assert.IsType<Chart.Bars>(section.Chart);
        Assert.Equal(["high", "medium", "low"], chart.Names);
        Assert.Equal([190_00, 210_00, 150_00], chart.Values);
    }

    [Fact]
    public void Who_spent_as_much_as_the_last_one_of_a_tier_is_in_it()
    {
        // Five of 10.00: a fifth is one customer, and all five spent what that one did.
        var section = Section(Some.LedgerOf(Enumerable.Range(1, 5).Select(i => Some.Row(i, i, "2026-06-20T12:00:00Z", 10_00))));

        Assert.Equal([5, 0, 0], section.Shown("customers"));
        Assert.Equal([null, null], section.Shown("average_order_value")[1..]);
        Assert.Equal([null, null], section.Shown("average_days_since")[1..]);
    }

    [Fact]
    public void Amounts_say_the_least_and_whoever_spent_less_is_in_none()
    {
        var section = Section(Ten, "vip=100,good=50");

        Assert.Equal(["vip", "good", "none"], section.ShownIds());
        Assert.Equal([1, 5, 4], section.Shown("customers"));
        Assert.Equal([100_00L, 50_00L, null], section.Shown("spent_from"));
        Assert.Equal(["vip", "good"], Section(Ten, "vip=100,good").ShownIds());
        Assert.Equal([1, 9], Section(Ten, "vip=100,good").Shown("customers"));
    }

    [Fact]
    public void Who_got_back_more_than_was_paid_is_below_a_tier_from_nothing_on()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 1, "2026-06-20T12:00:00Z", 10_00), Some.Row(2, 2, "2026-06-20T12:00:00Z", -1)]);

        Assert.Equal([1, 1], Section(ledger, "all=0").Shown("customers"));
        Assert.Equal([2], Section(ledger, "all").Shown("customers"));
    }

    [Fact]
    public void A_shop_without_orders_has_no_tiers_to_show()
    {
        var section = Section(Ledger.Empty);

        Assert.Empty(section.Rows);
        Assert.Null(section.Chart);
        Assert.Equal(new ReportTotals(0, default, default, default, default), section.Totals);
    }

    [Fact]
    public void A_filter_leaves_the_others_in_the_totals()
    {
        var section = Section(Ten, query: new ReportQuery(Period.All, Where: "tier = 'high'"));

        Assert.Equal(["high"], section.ShownIds());
        Assert.Equal((2, new Tally(8, 360_00)), (section.ShownCustomers, section.Totals.Others));
        Assert.Equal(["high"], Assert.IsType<Chart.Bars>(section.Chart).Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("high=20%,high=50%")]
    [InlineData("high=20%,low=10%")]
    [InlineData("high=20%,low=20%")]
    [InlineData("high=500,low=500")]
    [InlineData("high=500,low=1000")]
    [InlineData("high=20%,low=500")]
    [InlineData("high,low")]
    [InlineData("high=x")]
    [InlineData("high=0%")]
    [InlineData("high=101%")]
    [InlineData("high=-5")]
    [InlineData("high=99999999999999")]
    [InlineData("=5%")]
    [InlineData("a\tb=5%")]
    public void What_cannot_be_is_refused_with_what_is_expected(string text) =>
        Assert.Matches("expected|name the best first", Assert.Throws<FormatException>(() => Tiers.Parse(text)).Message);

    [Fact]
    public void Twenty_one_tiers_are_too_many() =>
        Assert.Contains("at most 20", Assert.Throws<FormatException>(() => Tiers.Parse(string.Join(',', Enumerable.Range(1, 21).Select(i => $"t{i}={i}%")))).Message);

    [Fact]
    public void An_alert_can_watch_a_tier_of_ones_own()
    {
        var rule = new AlertRule(new HighValue(HighValueBy.Tier, 0, "vip", "vip=10%,rest"), QuietDays: 5);

        Assert.Equal([0], QuietCheck.Compute(Ten, Some.DutchShop, Some.EndOfJune, Some.Everything, rule).Customers.Index().Where(c => c.Item.IsHighValue).Select(c => c.Index));
        Assert.Contains("expected vip, rest", Assert.Throws<FormatException>(() => (rule with { Who = rule.Who with { Tier = "high" } }).Check()).Message);
    }
}
