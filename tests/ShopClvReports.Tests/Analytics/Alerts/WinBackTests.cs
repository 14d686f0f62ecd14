using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class WinBackTests
{
    static readonly DateTimeOffset March = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Now = March.AddDays(75);

    static readonly Shop Shop = new(1, "a.myshopify.com", Some.Amsterdam, Some.Euro);

    static Alert Fired(long customer, DateTimeOffset at, int? backAfter = null, int? contactedAfter = null, AlertState? state = null) => new(
        customer, 7, new CustomerId(customer), state ?? (backAfter is null ? AlertState.Firing : AlertState.CameBack), (uint)at.AddDays(-60).ToUnixTimeSeconds(), at, at, at,
        ContactedAt: contactedAfter is { } c ? at.AddDays(c) : null, ReturnedAt: backAfter is { } b ? at.AddDays(b) : null);

    static IReadOnlyList<WinBack> Of(Ledger ledger, params Alert[] alerts) => WinBack.Of(ledger, Shop, alerts, _ => ValuePolicy.Paid, Now);

    [Fact]
    public void A_return_counts_within_the_days_that_have_passed_for_everybody()
    {
        var month = Of(Ledger.Empty, Fired(1, March, backAfter: 20), Fired(2, March, backAfter: 45), Fired(3, March), Fired(4, March.AddDays(19), backAfter: 50)).Single();
        Assert.Equal((new DateOnly(2026, 3, 1), 4), (month.Month, month.Fired));
        // Nobody fired 90 days ago; the fourth fired 56 days ago, so not 60.
        Assert.Equal([new ReturnRate(30, 4, 1), new ReturnRate(60, 3, 2), new ReturnRate(90, 0, 0)], month.Others.Returns);
        Assert.False(month.Others.Returns[0].Tells);
    }

    [Fact]
    public void Who_was_contacted_after_coming_back_did_not_come_back_because_of_it()
    {
        var month = Of(Ledger.Empty, Fired(1, March, backAfter: 5, contactedAfter: 2), Fired(2, March, backAfter: 5, contactedAfter: 6)).Single();
        Assert.Equal((1, 1), (month.Contacted.Fired, month.Others.Fired));
    }

    [Fact]
    public void What_was_withdrawn_or_dropped_is_left_out()
    {
        Assert.Empty(Of(Ledger.Empty, Fired(1, March, state: AlertState.Withdrawn), Fired(2, March, state: AlertState.Dropped)));
        Assert.Empty(Of(Ledger.Empty, new Alert(1, 7, new CustomerId(1), AlertState.Pending, 0, March)));
    }

    [Fact]
    public void Revenue_is_of_the_orders_since_the_return_alone()
    {
        var ledger = Some.LedgerOf(
            [Some.Row(1, 5, "2026-01-09T12:00:00Z", 500_00), Some.Row(2, 5, "2026-03-20T12:00:00Z", 70_00), Some.Row(3, 5, "2026-04-20T12:00:00Z", 30_00)], Some.Account(5));
        Assert.Equal(100_00, Of(ledger, Fired(5, March, backAfter: 10)).Single().Others.Revenue);
    }

    [Fact]
    public void A_month_is_of_the_shops_calendar()
    {
        // Half past eleven in the evening of the last of February in UTC is March in Amsterdam.
        Assert.Equal(new DateOnly(2026, 3, 1), Of(Ledger.Empty, Fired(1, new DateTimeOffset(2026, 2, 28, 23, 30, 0, TimeSpan.Zero))).Single().Month);
    }
}
