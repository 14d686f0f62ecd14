using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class DataGuardTests
{
    static readonly DateTimeOffset s_monday = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    static DataGuard Guard(IEnumerable<DateTimeOffset> orders, DateTimeOffset now) =>
        DataGuard.Of(Some.LedgerOf(orders.Select((at, i) => new LedgerOrder(i + 1, i % 50, (uint)at.ToUnixTimeSeconds(), 1_00, 1_00, 1_00, 0, 0, false, false))), now);

    /// <summary>Days of the year before <see cref="s_monday"/>, latest last.</summary>
    static IEnumerable<DateTimeOffset> Year => Enumerable.Range(1, 364).Reverse().Select(back => s_monday.AddDays(-back));

    [Fact]
    public void A_busy_shop_whose_webhooks_stop_is_silent_after_a_day()
    {
        // An order an hour from 8 to 22.
        DateTimeOffset[] orders = [.. Year.SelectMany(day => Enumerable.Range(8, 15).Select(hour => day.AddHours(hour)))];
        var last = orders[^1];

        Assert.False(Guard(orders, last.AddHours(24)).IsSilent);
        Assert.True(Guard(orders, last.AddHours(24).AddSeconds(1)).IsSilent);
        Assert.Equal(new DataGuard(last, TimeSpan.FromHours(30), TimeSpan.FromDays(1)), Guard(orders, last.AddHours(30)));
        Assert.False(Guard([.. orders, last.AddHours(29)], last.AddHours(30)).IsSilent);
    }

    [Fact]
    public void A_shop_closed_at_weekends_may_be_silent_for_one_and_a_half_of_them()
    {
        // Monday to Friday at 9 and 17: from Friday 17:00 to Monday 9:00 are 64 hours.
        DateTimeOffset[] orders = [.. Year.Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).SelectMany(day => (DateTimeOffset[])[day.AddHours(9), day.AddHours(17)])];
        var friday = orders[^1];

        Assert.Equal(TimeSpan.FromHours(96), Guard(orders, friday).Allowed);
        Assert.False(Guard(orders, s_monday.AddHours(9)).IsSilent);
        Assert.True(Guard(orders, friday.AddHours(97)).IsSilent);
    }

    [Fact]
    public void A_shop_with_an_order_a_week_may_be_silent_for_a_week_and_a_half()
    {
        var orders = Year.Where(day => day.DayOfWeek == DayOfWeek.Monday).ToList();
        var guard = Guard(orders, orders[^1].AddDays(10.5));

        Assert.Equal(TimeSpan.FromDays(10.5), guard.Allowed);
        Assert.False(guard.IsSilent);
        Assert.True(Guard(orders, orders[^1].AddDays(10.6)).IsSilent);
    }

    [Fact]
    public void A_shop_that_closes_over_Christmas_is_silent_until_its_first_order_and_no_more_patient_after()
    {
        var reopened = new DateTimeOffset(2026, 1, 2, 9, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] before = [.. Year.Where(day => day < reopened.AddDays(-9)).SelectMany(day => (DateTimeOffset[])[day.AddHours(9), day.AddHours(19)])];

        Assert.True(Guard(before, reopened).IsSilent);
        Assert.Equal(new DataGuard(reopened, TimeSpan.Zero, TimeSpan.FromDays(1)), Guard([.. before, reopened], reopened));
        Assert.True(Guard([.. before, reopened], reopened.AddHours(25)).IsSilent);
    }

    [Fact]
    public void A_shop_without_two_orders_has_no_rhythm_and_is_not_silent()
    {
        Assert.Equal(new DataGuard(null, TimeSpan.Zero, null), DataGuard.Of(Ledger.Empty, s_monday));
        var guard = Guard([s_monday], s_monday.AddYears(3));
        Assert.Equal((s_monday, (TimeSpan?)null, false), (guard.NewestOrder, guard.Allowed, guard.IsSilent));
    }

    [Fact]
    public void An_order_of_tomorrow_is_not_heard_of_yet() =>
        Assert.Equal(s_monday, Guard([s_monday.AddDays(-1), s_monday, s_monday.AddDays(9)], s_monday.AddHours(1)).NewestOrder);
}
