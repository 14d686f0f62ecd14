using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class QuietCheckTests
{
    /// <summary>Customers 1 to 10, who spent 10.00 to 100.00 on the first of June; in EUR.</summary>
    static readonly Ledger Ten = Some.LedgerOf(Enumerable.Range(1, 10).Select(c => Some.Row(c, c, "2026-06-01T12:00:00Z", c * 10_00)));

    static readonly AlertRule Days30 = new(new HighValue(HighValueBy.Top, 1000), QuietDays: 30);

    static QuietCustomer[] Check(Ledger ledger, AlertRule rule, string asOf = "2026-06-30", ReportQuery? query = null, Shop? shop = null) =>
        QuietCheck.Compute(ledger, shop ?? Some.DutchShop, AsOf.Parse(asOf, Some.DutchShop.TimeZone), query ?? Some.Everything, rule).Customers;

    static int[] HighValueOf(Ledger ledger, HighValue who, ReportQuery? query = null) =>
        [.. Check(ledger, Days30 with { Who = who }, query: query).Index().Where(c => c.Item.IsHighValue).Select(c => c.Index + 1)];

    [Theory]
    [InlineData(HighValueBy.Amount, "80", null, new[] { 8, 9, 10 })]
    [InlineData(HighValueBy.Amount, "80.01", null, new[] { 9, 10 })]
    [InlineData(HighValueBy.Amount, "1000", null, new int[0])]
    [InlineData(HighValueBy.Top, "1", null, new[] { 10 })]
    [InlineData(HighValueBy.Top, "3", null, new[] { 8, 9, 10 })]
    [InlineData(HighValueBy.Top, "99", null, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(HighValueBy.Percent, "10", null, new[] { 10 })]
    [InlineData(HighValueBy.Percent, "10.1", null, new[] { 9, 10 })]
    [InlineData(HighValueBy.Percent, "0.01", null, new[] { 10 })]
    [InlineData(HighValueBy.Tier, "0", "high", new[] { 9, 10 })]
    [InlineData(HighValueBy.Tier, "0", "medium", new[] { 6, 7, 8 })]
    [InlineData(HighValueBy.Tier, "0", "low", new[] { 1, 2, 3, 4, 5 })]
    public void High_value_is_by_amount_by_place_by_share_or_by_tier(HighValueBy by, string number, string? tier, int[] expected) =>
        Assert.Equal(expected, HighValueOf(Ten, new HighValue(by, decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), tier)));

    [Fact]
    public void Who_spent_as_much_as_the_last_one_counts_too_and_is_in_one_tier_only()
    {
        // 50 50 50 40 40 40 40 30 20 10: the second place and the fourth share their amount with others.
        int[] spent = [50, 50, 50, 40, 40, 40, 40, 30, 20, 10];
        var ledger = Some.LedgerOf(spent.Select((euro, i) => Some.Row(i + 1, i + 1, "2026-06-01T12:00:00Z", euro * 100)));

        Assert.Equal([1, 2, 3], HighValueOf(ledger, new HighValue(HighValueBy.Top, 2)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], HighValueOf(ledger, new HighValue(HighValueBy.Percent, 40)));
        Assert.Equal([1, 2, 3], HighValueOf(ledger, new HighValue(HighValueBy.Tier, 0, "high")));
        Assert.Equal([4, 5, 6, 7], HighValueOf(ledger, new HighValue(HighValueBy.Tier, 0, "medium")));
        Assert.Equal([8, 9, 10], HighValueOf(ledger, new HighValue(HighValueBy.Tier, 0, "low")));
    }

    [Fact]
    public void Who_spent_nothing_or_less_is_not_high_value_however_few_there_are()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 1, "2026-06-01T12:00:00Z", 0), Some.Row(2, 2, "2026-06-01T12:00:00Z", -5)]);
        Assert.Empty(HighValueOf(ledger, new HighValue(HighValueBy.Percent, 100)));
        Assert.All(Check(ledger, Days30), c => Assert.False(c.StaysHighValue));
    }

    [Fact]
    public void A_tenth_below_the_bar_is_enough_to_stay()
    {
        long[] spent = [100_00, 90_00, 89_99];
        var ledger = Some.LedgerOf(spent.Select((value, i) => Some.Row(i + 1, i + 1, "2026-06-01T12:00:00Z", value)));
        var customers = Check(ledger, Days30 with { Who = new HighValue(HighValueBy.Amount, 100) });

        Assert.Equal([true, false, false], customers.Select(c => c.IsHighValue));
        Assert.Equal([true, true, false], customers.Select(c => c.StaysHighValue));
    }

    [Fact]
    public void The_period_the_policy_and_the_shops_currency_decide_what_was_spent()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR", "USD"], ["web"],
            [
                Some.Row(1, 1, "2025-03-01T12:00:00Z", 500_00), Some.Row(2, 1, "2026-06-01T12:00:00Z", 5_00),
                Some.Row(3, 2, "2026-06-01T12:00:00Z", 10_00) with { Ordered = 400_00 },
                Some.Row(4, 3, "2026-06-01T12:00:00Z", 900_00) with { Currency = 1 },
            ],
            []));
        var bar = new HighValue(HighValueBy.Amount, 100);

        Assert.Equal([1], HighValueOf(ledger, bar));
        Assert.Empty(HighValueOf(ledger, bar, new ReportQuery(Period.Parse("last-12-months"))));
        Assert.Equal([1, 2], HighValueOf(ledger, bar, new ReportQuery(Period.All, ValuePolicy.Ordered)));
        var dollars = Check(ledger, Days30 with { Who = bar }, shop: Some.DutchShop with { Currency = new Currency("USD") });
        Assert.Equal([false, false, true], dollars.Select(c => c.IsHighValue));
        Assert.Equal([0L, 0L, 900_00L], dollars.Select(c => c.AtStake));
        Assert.All(Check(ledger, Days30, shop: Some.DutchShop with { Currency = new Currency("GBP") }), c => Assert.False(c.IsHighValue));
    }

    [Fact]
    public void At_stake_is_what_was_spent_in_the_year_up_to_the_last_order()
    {
        var ledger = Some.LedgerOf(
        [
            Some.Row(1, 1, "2024-06-01T12:00:00Z", 1_00), Some.Row(2, 1, "2024-06-01T12:00:01Z", 20_00), Some.Row(3, 1, "2025-06-01T12:00:00Z", 300_00),
            Some.Row(4, 1, "2026-12-01T12:00:00Z", 4_000_00),
        ]);
        Assert.Equal(320_00, Check(ledger, Days30).Single().AtStake);
    }

    [Theory]
    [InlineData("2026-06-30", 29, false)]
    [InlineData("2026-07-01", 30, true)]
    [InlineData("2026-06-01T12:00:00Z", 0, false)]
    [InlineData("2026-05-31", 0, false)]
    public void Days_count_in_the_shops_calendar_from_the_last_order_before_the_moment(string asOf, int since, bool quiet)
    {
        var customer = Check(Some.LedgerOf([Some.Row(1, 1, "2026-06-01T11:59:59Z", 1_00)]), Days30, asOf).Single();
        Assert.Equal((since, quiet), (customer.DaysSince, customer.IsQuiet));
    }

    [Theory]
    // 23:30 of 28 March in Amsterdam; the day after has 23 hours.
    [InlineData("2026-03-28T22:30:00Z", "2026-03-29", 1)]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-29", 0)]
    [InlineData("2026-03-28T23:30:00Z", "2026-03-30", 1)]
    // The day of 25 hours.
    [InlineData("2026-10-24T21:59:59Z", "2026-10-25", 1)]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-26", 1)]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26", 0)]
    public void A_day_on_which_clocks_change_is_one_day(string order, string asOf, int since) =>
        Assert.Equal(since, Check(Some.LedgerOf([Some.Row(1, 1, order, 1_00)]), Days30, asOf).Single().DaysSince);

    [Fact]
    public void An_order_that_was_cancelled_whole_breaks_no_silence_and_one_in_another_currency_does()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR", "USD"], ["web"],
            [
                Some.Row(1, 1, "2026-03-01T12:00:00Z", 9_00), Some.Row(2, 1, "2026-06-20T12:00:00Z", 0, cancelled: true),
                Some.Row(3, 2, "2026-03-01T12:00:00Z", 9_00), Some.Row(4, 2, "2026-06-20T12:00:00Z", 9_00) with { Currency = 1 },
                Some.Row(5, 3, "2026-06-20T12:00:00Z", 0, cancelled: true),
            ],
            []));
        var customers = Check(ledger, Days30);

        Assert.Equal([true, false, false], customers.Select(c => c.IsQuiet));
        Assert.Equal(Some.Seconds("2026-03-01T12:00:00Z"), customers[0].LastOrder);
        Assert.Equal(0u, customers[2].LastOrder);
    }

    [Fact]
    public void A_shop_without_orders_has_nobody_to_be_quiet()
    {
        Assert.Empty(Check(Ledger.Empty, Days30 with { Quantile = 0.9 }));
        var known = Check(Some.LedgerOf([], Some.Account(1)), new AlertRule(new HighValue(HighValueBy.Percent, 100), 1, 0.9)).Single();
        Assert.Equal(default, known);
    }

    [Fact]
    public void Rules_that_share_their_work_say_what_each_says_alone()
    {
        var checks = new QuietChecks(Ten, Some.DutchShop, Some.EndOfJune);
        foreach (var days in (int[])[10, 29, 30])
            foreach (var policy in Enum.GetValues<ValuePolicy>())
                foreach (var period in (string[])["all", "last-30-days", "last-month"])
                {
                    var (query, rule) = (new ReportQuery(Period.Parse(period), policy), Days30 with { QuietDays = days });
                    Assert.Equal(Check(Ten, rule, query: query), checks.Of(query, rule).Customers);
                }
    }

    [Theory]
    [InlineData(HighValueBy.Amount, 0, null, 30, null, "expected an amount above 0")]
    [InlineData(HighValueBy.Top, 0, null, 30, null, "expected a whole number of customers from 1")]
    [InlineData(HighValueBy.Top, 2.5, null, 30, null, "expected a whole number of customers from 1")]
    [InlineData(HighValueBy.Percent, 0, null, 30, null, "expected a percentage above 0 and up to 100")]
    [InlineData(HighValueBy.Percent, 101, null, 30, null, "expected a percentage above 0 and up to 100")]
    [InlineData(HighValueBy.Tier, 0, "gold", 30, null, "'gold' does not say who is high-value; expected high, medium, low")]
    [InlineData(HighValueBy.Top, 5, null, null, null, "expected a number of days, the own rhythm, or both")]
    [InlineData(HighValueBy.Top, 5, null, 0, null, "expected at least 1")]
    [InlineData(HighValueBy.Top, 5, null, null, 0.49, "expected 50% to 99%")]
    [InlineData(HighValueBy.Top, 5, null, null, 0.991, "expected 50% to 99%")]
    [InlineData(HighValueBy.Top, 5, null, null, double.NaN, "expected 50% to 99%")]
    public void A_rule_that_cannot_be_is_refused_with_what_is_expected(HighValueBy by, double number, string? tier, int? days, double? quantile, string expected)
    {
        var rule = new AlertRule(new HighValue(by, (decimal)number, tier), days, quantile);
        Assert.Contains(expected, Assert.Throws<FormatException>(rule.Check).Message);
        Assert.Throws<FormatException>(() => Check(Ten, rule));
    }
}
