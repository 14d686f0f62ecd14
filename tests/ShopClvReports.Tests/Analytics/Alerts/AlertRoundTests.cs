using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class AlertRoundTests
{
    static readonly AlertRule Wish = new(new HighValue(HighValueBy.Amount, 50), QuietDays: 60);
    static readonly Alert Firing = new(1, 7, new CustomerId(5), AlertState.Firing, Some.Seconds("2026-01-09T12:00:00Z"), Some.Noon, Some.Noon, Some.Noon);
    static readonly LedgerOrder Before = Some.Row(1, 5, "2026-01-09T12:00:00Z", 500_00);

    static IReadOnlyList<AlertChange> Check(Ledger ledger, params Alert[] open)
    {
        var (query, now) = (new ReportQuery(Period.All), AsOf.Now(Some.Noon, Some.Amsterdam));
        return AlertRound.Check(ledger, ValuePolicy.Paid, QuietCheck.Compute(ledger, Some.DutchShop, now, query, Wish), open, 7, Wish, Some.Noon);
    }

    [Fact]
    public void An_order_dated_in_the_future_is_no_return_yet()
    {
        var ledger = Some.LedgerOf([Before, Some.Row(2, 5, "2026-06-02T12:00:00Z", 10_00)], Some.Account(5));
        Assert.Empty(Check(ledger, Firing));
        Assert.Empty(AlertRound.Hear(ledger, _ => ValuePolicy.Paid, [Firing], Some.Noon));
        Assert.Equal(AlertState.CameBack, AlertRound.Hear(ledger, _ => ValuePolicy.Paid, [Firing], Some.Noon.AddDays(2)).Single().After.State);
    }

    [Fact]
    public void An_order_that_was_cancelled_with_nothing_kept_is_no_return() => Assert.Empty(AlertRound.Hear(
        Some.LedgerOf([Before, Some.Row(2, 5, "2026-05-02T12:00:00Z", 0, cancelled: true)], Some.Account(5)), _ => ValuePolicy.Paid, [Firing], Some.Noon));

    [Fact]
    public void Nobody_is_told_of_who_was_erased() => Assert.Empty(Check(Some.LedgerOf([Before], Some.Account(5, deleted: true))));

    [Fact]
    public void Who_was_merged_into_another_is_dropped_and_the_other_is_watched_instead()
    {
        var changes = Check(Some.LedgerOf([Before], Some.Account(5, mergedInto: 6), Some.Account(6)), Firing);
        Assert.Equal([("dropped: removed or merged with another", 5L), ("pending", 6L)], changes.Select(c => (c.What, c.After.Customer.Value)));
    }

    [Fact]
    public void New_alerts_come_by_what_is_at_stake() => Assert.Equal(
        [6L, 5L], Check(Some.LedgerOf([Before, Some.Row(2, 6, "2026-01-09T12:00:00Z", 700_00)], Some.Account(5), Some.Account(6))).Select(c => c.After.Customer.Value));
}
