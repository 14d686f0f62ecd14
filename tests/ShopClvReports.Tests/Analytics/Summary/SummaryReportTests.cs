using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class SummaryReportTests
{
    static readonly ReportQuery June = new(Period.Parse("this-month"));

    static Report Report(Ledger ledger, ReportQuery? query = null, params MarketingSpend[] spend) =>
        SummaryReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query ?? June, spend, ShopTerms.Unsaid);

    static object?[] Row(ReportSection section, string what) =>
        [.. section.Columns.Skip(2).Select(c => section.Shown(c.Key)[Array.IndexOf(section.Shown("what"), what)])];

    /// <summary>May: Anna new 40, Bram again 60. June: Anna again 30, Cees new 20 and 10, nobody 5.</summary>
    static readonly Ledger s_small = Some.LedgerOf(
    [
        Some.Row(1, 12, "2026-03-01T12:00:00Z", 100_00), Some.Row(2, 11, "2026-05-02T12:00:00Z", 40_00), Some.Row(3, 12, "2026-05-03T12:00:00Z", 60_00),
        Some.Row(4, 11, "2026-06-04T12:00:00Z", 30_00), Some.Row(5, 13, "2026-06-05T12:00:00Z", 20_00), Some.Row(6, 13, "2026-06-06T12:00:00Z", 10_00),
        Some.Row(7, 0, "2026-06-07T12:00:00Z", 5_00),
    ]);

    [Fact]
    public void What_changed_is_held_against_the_period_before()
    {
        var section = Report(s_small).Sections.Single();
        object? unknown = null;
        Assert.Equal([65_00L, 100_00L, null, null, -0.35, double.NaN], Row(section, "revenue"));
        Assert.Equal([unknown, unknown, 4, 2, 1.0, double.NaN], Row(section, "orders"));
        Assert.Equal([unknown, unknown, 1, 1, 0.0, double.NaN], Row(section, "new_customers"));
        Assert.Equal([unknown, unknown, 1, 1, 0.0, double.NaN], Row(section, "returning_customers"));
        Assert.Equal([16_25L, 50_00L, null, null, -0.675, double.NaN], Row(section, "average_order_value"));
    }

    [Fact]
    public void Who_matters_is_by_the_whole_history_and_the_tiers_add_up_to_the_period()
    {
        var section = Report(s_small).Sections.Single();
        Assert.Equal(["12", "11", "13"], section.Shown("what").Where((_, i) => (string?)section.Shown("part")[i] == "best_customers"));
        Assert.Equal([160_00L, null, 2, null, double.NaN, 160.0 / 265], Row(section, "12"));
        // Of three customers the best fifth is one, Bram, who bought nothing in June; the half is two.
        Assert.Equal([0L, null, 0, null, double.NaN, 0.0], Row(section, "high"));
        Assert.Equal([30_00L, null, 1, null, double.NaN, 30.0 / 65], Row(section, "medium"));
        Assert.Equal([30_00L, null, 1, null, double.NaN, 30.0 / 65], Row(section, "low"));
        Assert.Equal(new Tally(4, 65_00), section.Totals.Total);
        Assert.Equal(new Tally(3, 60_00), section.Totals.Shown);
        Assert.Equal(section.Totals.Total, section.Totals.Shown + section.Totals.Others + section.Totals.WithoutCustomer);
    }

    [Fact]
    public void Over_the_whole_history_there_is_nothing_to_hold_it_against() =>
        Assert.Equal([265_00L, null, null, null, double.NaN, double.NaN], Row(Report(s_small, Some.Everything).Sections.Single(), "revenue"));

    /// <summary>Twenty won in May who never came back, and one in June at half the price.</summary>
    static IEnumerable<LedgerOrder> Fading() =>
        [.. Enumerable.Range(1, 20).Select(i => Some.Row(i, i, "2026-05-10T12:00:00Z", 20_00)), Some.Row(99, 99, "2026-06-10T12:00:00Z", 10_00)];

    [Fact]
    public void What_to_do_follows_from_the_figures_the_most_urgent_first() => Assert.Equal(
        [
            new Advice.MendChannel("web", 0.1), new Advice.WinMoreCustomers(1, 20), new Advice.WinSecondOrders(20, 0),
            new Advice.RaiseOrderValue(new Money(10_00, Some.Euro), new Money(20_00, Some.Euro)),
        ],
        Report(Some.LedgerOf(Fading()), June, new MarketingSpend(new DateOnly(2026, 6, 1), "web", new Money(100_00, Some.Euro))).Remarks);

    [Fact]
    public void A_channel_that_pays_well_is_worth_more() => Assert.Contains(
        new Advice.SpendMoreOn("web", 5), Report(Some.LedgerOf(Fading()), June, new MarketingSpend(new DateOnly(2026, 6, 1), "web", new Money(2_00, Some.Euro))).Remarks);

    [Fact]
    public void Too_few_customers_tell_no_trend() => Assert.DoesNotContain(
        Report(Some.LedgerOf(Fading().Skip(1))).Remarks, remark => remark is Advice.WinMoreCustomers or Advice.WinSecondOrders or Advice.RaiseOrderValue);

    [Fact]
    public void Good_customers_who_are_quiet_come_first_and_the_one_with_most_at_stake_is_named()
    {
        // Thirty buy every ten days; Kees, the best, stopped in March.
        List<LedgerOrder> orders = [];
        for (var customer = 1; customer <= 30; customer++)
            for (var day = 0; day < (customer == 7 ? 80 : 180); day += 10)
                orders.Add(Some.Row(orders.Count + 1, customer, new DateTime(2026, 1, 2, 12, 0, 0).AddDays(day).ToString("s") + "Z", customer == 7 ? 500_00 : 10_00));
        var report = Report(Some.LedgerOf(orders, Some.Account(7, "kees@example.com")));
        var quiet = Assert.IsType<Advice.WriteToQuiet>(report.Remarks[0]);
        Assert.Equal((1, new Money(4_000_00, Some.Euro), "kees@example.com"), (quiet.Customers, quiet.AtStake, quiet.First));
        Assert.Contains("kees@example.com", report.Sections.Single().Shown("what").Where((_, i) => (string?)report.Sections.Single().Shown("part")[i] == "quiet"));
        Assert.InRange(report.Remarks.Count, 1, 5);
    }

    [Fact]
    public void An_empty_shop_is_told_to_import_and_a_calm_one_to_thank()
    {
        Assert.Equal([new Advice.ImportOrders()], Report(Ledger.Empty).Remarks);
        var calm = Some.LedgerOf([.. Enumerable.Range(1, 10).SelectMany(i => Enumerable.Range(5, 2).Select(month => Some.Row(i * 10 + month, i, $"2026-0{month}-{10 + i}T12:00:00Z", 10_00)))]);
        Assert.Equal([new Advice.ThankTheBest()], Report(calm).Remarks);
    }

    [Theory]
    [InlineData("this-month", "2026-06-15", "2026-05-01..2026-05-15")]
    [InlineData("this-month", "2026-06-30", "2026-05-01..2026-05-31")]
    [InlineData("this-month", "2026-03-30", "2026-02-01..2026-02-28")]
    [InlineData("last-month", "2026-03-15", "2026-01-01..2026-01-31")]
    [InlineData("last-30-days", "2026-03-30", "2026-01-30..2026-02-28")]
    [InlineData("this-year", "2026-03-15", "2025-01-01..2025-03-15")]
    [InlineData("last-year", "2026-03-15", "2024-01-01..2024-12-31")]
    [InlineData("last-12-months", "2026-03-15", "2024-03-16..2025-03-15")]
    [InlineData("2026-03-01..2026-03-10", "2026-06-01", "2026-02-19..2026-02-28")]
    [InlineData("all", "2026-06-30", null)]
    [InlineData("1970-01-01..1970-02-01", "2026-06-30", null)]
    public void The_period_before_is_as_long_or_the_same_part_of_its_month_or_year(string period, string day, string? before) =>
        Assert.Equal(before, Period.Parse(period).Before(DateOnly.Parse(day))?.Name);

    [Fact]
    public void An_average_is_exact_however_much_was_spent() =>
        Assert.Equal(9_007_199_254_740_993, new PeriodFigures(new Tally(1, 9_007_199_254_740_993), 1, 0, 0).AverageOrderValue);
}
