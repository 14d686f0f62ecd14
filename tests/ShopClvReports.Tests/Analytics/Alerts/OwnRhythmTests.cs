using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class OwnRhythmTests
{
    static readonly DateOnly Start = new(2024, 1, 1);

    static AlertRule Rule(double quantile = 0.9, int? days = null) => new(new HighValue(HighValueBy.Percent, 100), days, quantile);

    /// <summary>One customer each, with an order of a euro at noon on the first of January 2024 and after each of these gaps of days.</summary>
    static Ledger Shop(params IEnumerable<int>[] customers) => Some.LedgerOf(customers.SelectMany((gaps, c) =>
        gaps.Prepend(0).Select((_, i) => Row(c + 1, i, gaps.Take(i).Sum()))));

    static LedgerOrder Row(int customer, int number, int day) =>
        Some.Row(customer * 1000 + number, customer, $"{Start.AddDays(day):yyyy-MM-dd}T12:00:00Z", 1_00);

    static QuietCustomer[] Check(Ledger ledger, AlertRule rule, int day) =>
        QuietCheck.Compute(ledger, Some.DutchShop, AsOf.Parse($"{Start.AddDays(day):yyyy-MM-dd}", Some.DutchShop.TimeZone), Some.Everything, rule).Customers;

    static int?[] After(Ledger ledger, double quantile = 0.9, int day = 5000) => [.. Check(ledger, Rule(quantile), day).Select(c => c.QuietAfterDays)];

    [Fact]
    public void Who_buys_every_week_is_quiet_after_the_eighth_day()
    {
        // 22 gaps of 7 days: 21 errors of nothing, so exp(log 7 + sd × 0) = 7, and the first day beyond is the eighth.
        var ledger = Shop(Enumerable.Repeat(7, 22));
        Assert.Equal([8], After(ledger));
        Assert.False(Check(ledger, Rule(), 22 * 7 + 7).Single().IsQuiet);
        Assert.True(Check(ledger, Rule(), 22 * 7 + 8).Single().IsQuiet);
    }

    [Fact]
    public void Each_is_held_to_an_own_rhythm()
    {
        // Errors of nothing again; the customers differ so much that next to nothing is shrunk.
        int?[] after = After(Shop(Enumerable.Repeat(7, 30), Enumerable.Repeat(90, 30)));
        Assert.Equal([8, 91], after);
    }

    [Fact]
    public void Who_bought_once_is_held_to_the_shops_gaps_from_a_first_day_to_a_second()
    {
        // Gaps of 10, 20, …, 200 days after a first order, and one customer without: nine tenths of twenty are 18 gaps, the eighteenth is 180.
        var ledger = Shop([.. Enumerable.Range(1, 20).Select(i => (IEnumerable<int>)[10 * i]), []]);

        Assert.Equal(181, After(ledger, 0.9)[20]);
        Assert.Equal(101, After(ledger, 0.5)[20]);
        Assert.Equal(191, After(ledger, 0.91)[20]);
        // No gap has one before it, so nobody knows how well a gap foretells the next.
        Assert.All(After(ledger)[..20], Assert.Null);
    }

    [Fact]
    public void With_too_few_gaps_the_rhythm_calls_nobody_quiet_and_the_days_alone_do()
    {
        var ledger = Shop([.. Enumerable.Range(1, 19).Select(i => (IEnumerable<int>)[10 * i]), []]);

        Assert.All(After(ledger), Assert.Null);
        Assert.All(Check(ledger, Rule(), 5000), c => Assert.False(c.IsQuiet));
        Assert.All(Check(ledger, Rule(days: 10), 5000), c => Assert.False(c.IsQuiet));
        Assert.All(Check(ledger, Rule() with { Quantile = null, QuietDays = 10 }, 5000), c => Assert.True(c.IsQuiet));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, false)]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void With_days_and_rhythm_both_must_hold(int silent, bool quiet) =>
        Assert.Equal(quiet, Check(Shop(Enumerable.Repeat(7, 22)), Rule(days: 20), 22 * 7 + silent).Single().IsQuiet);

    [Fact]
    public void Orders_of_one_day_are_one_purchase()
    {
        var ledger = Shop(Enumerable.Repeat(7, 22));
        var doubled = Some.LedgerOf(Enumerable.Range(0, 23).SelectMany(i => (LedgerOrder[])[Row(1, i, 7 * i), Row(1, 100 + i, 7 * i) with { ProcessedAt = Row(1, 0, 7 * i).ProcessedAt + 3600 }]));

        Assert.Equal(After(ledger), After(doubled));
    }

    [Fact]
    public void The_bound_is_the_one_worked_out_by_the_plain_formula()
    {
        IEnumerable<int>[] shop = [[3, 5, 4, 6, 3, 8, 5, 4, 30], [20, 35, 28, 14, 60], [90, 45, 120], [7, 7, 14, 7, 7, 21, 7], [400], [2, 9, 1, 1, 1]];

        foreach (var quantile in (double[])[0.5, 0.75, 0.9, 0.99])
            Assert.Equal(PlainRhythm.After(shop, quantile), After(Shop(shop), quantile));
    }

    [Fact]
    public void A_silence_that_lasts_longer_is_never_less_quiet()
    {
        var ledger = LeavingShop.Leaving(customers: 60, seed: 5).Ledger;
        var before = Check(ledger, Rule(), 1500);
        for (var day = 1501; day < 2500; day += 37)
        {
            var now = Check(ledger, Rule(), day);
            Assert.DoesNotContain(before.Zip(now), pair => pair.First.IsQuiet && !pair.Second.IsQuiet);
            before = now;
        }

        Assert.Contains(before, c => c.IsQuiet);
    }

    [Fact]
    public void Who_buys_today_is_not_quiet_and_who_does_not_keeps_the_own_silence()
    {
        for (var customer = 1; customer <= 40; customer++)
        {
            var ledger = LeavingShop.Leaving(customers: 40, seed: 6).Ledger;
            var with = ledger.With(new LedgerChanges(2, ["EUR"], ["web"], [Row(customer, 999, 1500)], []));
            var (before, after) = (Check(ledger, Rule(), 1500), Check(with, Rule(), 1500));

            Assert.False(after[customer - 1].IsQuiet);
            Assert.Equal(
                before.Select(c => (c.LastOrder, c.DaysSince)).Where((_, i) => i != customer - 1),
                after.Select(c => (c.LastOrder, c.DaysSince)).Where((_, i) => i != customer - 1));
        }
    }

    [Fact]
    public void Of_the_gaps_that_come_next_a_tenth_is_beyond_the_bound()
    {
        var (ledger, next) = LeavingShop.Regulars(customers: 3000, seed: 11);
        var beyond = After(ledger, day: 29_000).Zip(next).Count(c => c.Second >= c.First);
        Assert.InRange(beyond / 3000.0, 0.08, 0.13);
    }
}
