using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class AlertLifeTests
{
    const long Rule = 7;
    static readonly CustomerId Jan = new(11);
    static readonly AlertRule Wish = new(new HighValue(HighValueBy.Top, 10), QuietDays: 60);
    static readonly QuietCustomer Quiet = new(IsHighValue: true, StaysHighValue: true, IsQuiet: true, Some.Seconds("2026-03-01T12:00:00Z"), 92, null, 100_00);
    static readonly Alert Pending = new(1, Rule, Jan, AlertState.Pending, Quiet.LastOrder, Some.Noon);
    static readonly Alert Firing = Pending with { State = AlertState.Firing, FiredAt = Some.Noon, ToldAt = Some.Noon };

    static AlertChange? Checked(Alert? known, DateTimeOffset now, QuietCustomer? quiet = null, DateTimeOffset? returned = null, string? gone = null) =>
        AlertLife.Checked(known, Rule, new Sighting(Jan, quiet ?? Quiet, returned, gone), Wish, now);

    [Fact]
    public void A_silence_is_told_only_when_it_has_held_for_the_pending_time()
    {
        var begun = Checked(null, Some.Noon)!;
        Assert.Equal((AlertState.Pending, false), (begun.After.State, begun.Tells));
        Assert.Null(Checked(Pending, Some.Noon.AddHours(12)));
        var fired = Checked(Pending, Some.Noon.AddHours(24))!;
        Assert.Equal((AlertState.Firing, true, "fired"), (fired.After.State, fired.Tells, fired.What));
    }

    [Theory]
    [InlineData(23.9)] // the check of the next day came a little early
    [InlineData(23.0)] // the clocks went forward in between
    public void A_check_every_day_tells_on_the_second_day_and_not_on_the_third(double hours) =>
        Assert.True(Checked(Pending, Some.Noon.AddHours(hours))!.Tells);

    [Fact]
    public void A_clock_that_was_set_back_makes_a_pending_alert_wait_anew_and_not_for_ever()
    {
        var anew = Checked(Pending, Some.Noon.AddYears(-1))!;
        Assert.Equal((AlertState.Pending, Some.Noon.AddYears(-1)), (anew.After.State, anew.After.Since));
    }

    [Fact]
    public void Who_orders_while_it_is_pending_is_never_told_of()
    {
        var dropped = Checked(Pending, Some.Noon.AddHours(1), returned: Some.Noon)!;
        Assert.Equal((AlertState.Dropped, false), (dropped.After.State, dropped.Tells));
    }

    [Theory]
    [InlineData(AlertState.Firing)]
    [InlineData(AlertState.Snoozed)]
    [InlineData(AlertState.Contacted)]
    [InlineData(AlertState.Dismissed)]
    public void An_order_ends_every_silence_that_was_told(AlertState state)
    {
        var known = Firing with { State = state, SnoozedUntil = state == AlertState.Snoozed ? Some.Noon.AddDays(30) : null };
        Assert.Equal(AlertState.CameBack, Checked(known, Some.Noon.AddDays(1), returned: Some.Noon)!.After.State);
        Assert.Equal(AlertState.CameBack, AlertLife.Heard(known, new Sighting(Jan, default, Some.Noon), Some.Noon.AddDays(1))!.After.State);
    }

    [Fact]
    public void A_refund_that_leaves_nine_tenths_of_the_bar_is_neither_a_return_nor_an_end()
    {
        Assert.Null(Checked(Firing, Some.Noon.AddDays(1), Quiet with { IsHighValue = false }));
        Assert.Equal("dropped: no longer high-value", Checked(Firing, Some.Noon.AddDays(1), Quiet with { IsHighValue = false, StaysHighValue = false })!.What);
    }

    [Fact]
    public void A_rhythm_that_shifts_ends_no_alert_that_was_told()
    {
        Assert.Null(Checked(Firing, Some.Noon.AddDays(1), Quiet with { IsQuiet = false }));
        Assert.Equal(AlertState.Dropped, Checked(Pending, Some.Noon.AddHours(1), Quiet with { IsQuiet = false })!.After.State);
    }

    [Fact]
    public void A_firing_alert_repeats_after_its_interval_and_a_contacted_or_dismissed_one_never()
    {
        Assert.Null(Checked(Firing, Some.Noon.AddDays(29)));
        Assert.True(Checked(Firing, Some.Noon.AddDays(30))!.Tells);
        Assert.Null(Checked(Firing with { State = AlertState.Contacted }, Some.Noon.AddDays(300)));
        Assert.Null(Checked(Firing with { State = AlertState.Dismissed }, Some.Noon.AddDays(300)));
        Assert.Null(AlertLife.Checked(Firing, Rule, new Sighting(Jan, Quiet), Wish with { RepeatDays = 0 }, Some.Noon.AddDays(300)));
    }

    [Fact]
    public void A_snooze_ends_by_itself_and_tells_again()
    {
        var snoozed = AlertLife.Acted(Firing, AlertAction.Snooze, "cli", Some.Noon.AddDays(5), Some.Noon)!.After;
        Assert.Null(Checked(snoozed, Some.Noon.AddDays(4)));
        var woken = Checked(snoozed, Some.Noon.AddDays(5))!;
        Assert.Equal((AlertState.Firing, true, null), (woken.After.State, woken.Tells, woken.After.SnoozedUntil));
    }

    [Fact]
    public void Acting_twice_is_as_acting_once_and_acting_on_what_ended_is_nothing()
    {
        var contacted = AlertLife.Acted(Firing, AlertAction.Contacted, "mail", Some.Noon, Some.Noon.AddHours(1))!.After;
        Assert.Null(AlertLife.Acted(contacted, AlertAction.Contacted, "mail", Some.Noon, Some.Noon.AddHours(2)));
        var dismissed = AlertLife.Acted(contacted, AlertAction.Dismiss, "slack:U1", Some.Noon, Some.Noon.AddHours(2))!.After;
        Assert.Equal((AlertState.Dismissed, Some.Noon.AddHours(1), "slack:U1"), (dismissed.State, dismissed.ContactedAt, dismissed.By));
        Assert.Null(AlertLife.Acted(Pending, AlertAction.Dismiss, "cli", Some.Noon, Some.Noon));
        Assert.Null(AlertLife.Acted(Firing with { State = AlertState.CameBack }, AlertAction.Contacted, "cli", Some.Noon, Some.Noon));
    }

    [Fact]
    public void Who_is_erased_is_nobody_to_call() =>
        Assert.Equal("dropped: erased", Checked(Firing, Some.Noon.AddDays(1), gone: "erased", returned: Some.Noon)!.What);
}
