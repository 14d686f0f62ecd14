using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every engine's <see cref="IAlertStore"/> promises, beside the outbox.</summary>
public abstract class AlertContract : IAsyncLifetime
{
    static readonly DateTimeOffset Monday = new(2026, 6, 1, 5, 0, 0, TimeSpan.Zero);
    static readonly Destination ToJan = Destination.Parse("email:jan@example.nl");
    static readonly Destination ToSlack = Destination.Parse("slack:#sales");
    static readonly Settlement Delivered = new(new Outcome.Sent("C1 5.1", "ok"), DeliveryState.Delivered, null, true, TimeSpan.Zero);

    IStore _store = null!;
    IOutbox _outbox = null!;
    IScheduleStore _schedules = null!;
    IAlertStore _alerts = null!;
    int _shop;
    Schedule _rule = null!;
    int _leases;

    protected abstract (IStore Store, IOutbox Outbox, IScheduleStore Schedules, IAlertStore Alerts) Open();

    public async Task InitializeAsync()
    {
        (_store, _outbox, _schedules, _alerts) = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
        var definition = SomeRun.Definition with { Destinations = [ToJan, ToSlack], Alert = new AlertRule(new HighValue(HighValueBy.Top, 10), QuietDays: 60) };
        _rule = await _schedules.SaveScheduleAsync(_shop, "vips", definition, Monday.AddDays(-1));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    Lease NewLease(DateTimeOffset now) => new($"test/{_leases++}", now.AddMinutes(1));

    static AlertChange Begun(long rule, long customer) => new(new Alert(0, rule, new CustomerId(customer), AlertState.Pending, 1_000_000, Monday), "pending");

    static AlertChange Fired(Alert pending, DateTimeOffset now) => new(pending with { State = AlertState.Firing, FiredAt = now, ToldAt = now }, "fired", Tells: true);

    static AlertChange Back(Alert known, DateTimeOffset now) => new(known with { State = AlertState.CameBack, ReturnedAt = now, EndedAt = now }, "came back");

    async Task<Alert> PendingAsync(long customer)
    {
        Assert.True(await _alerts.ChangeAsync(_shop, [Begun(_rule.Id, customer)], Follow, Monday));
        return Alert(customer);
    }

    Alert Alert(long customer) => _alerts.Alerts(_shop, open: false).Last(a => a.Customer.Value == customer);

    static bool Follow(Delivery original, bool returned) => true;

    /// <summary>A check that fires these, with a message each to mail and Slack.</summary>
    async Task<(Run Run, bool Committed)> CheckAsync(DateTimeOffset at, params IEnumerable<Alert> firing)
    {
        var run = (await _outbox.PlanAsync(new NewRun(_shop, _rule.Id, "vips", RunKind.Scheduled, at, 0, _rule.Definition), at))!;
        var lease = NewLease(at);
        Assert.Equal(run.Id, (await _outbox.ClaimRunAsync(lease, at))!.Id);
        var check = new CheckResult([.. firing.Select(a => Fired(a, at))], [], Follow);
        var committed = await _outbox.RenderedAsync(run, lease, "", [.. _rule.Definition.Destinations.Select(d => new NewDelivery(d, d.Target, "m"))], null, at, check);
        return (_outbox.FindRun(run.Id)!, committed);
    }

    async Task SendAllAsync(DateTimeOffset now)
    {
        var lease = NewLease(now);
        foreach (var claimed in await _outbox.ClaimDeliveriesAsync(lease, now, 99, [])) await _outbox.SettleAsync(claimed, lease, Delivered, [], now);
    }

    IEnumerable<Run> Runs(RunKind kind) => _outbox.Runs(_shop).Where(r => r.Kind == kind);

    [Fact]
    public async Task A_check_commits_its_alerts_and_its_messages_together()
    {
        var (run, _) = await CheckAsync(Monday, await PendingAsync(11));
        Assert.Equal(AlertState.Firing, Alert(11).State);
        Assert.Equal(2, _outbox.DeliveriesOf(run.Id).Count);
        Assert.Equal(Alert(11), Assert.Single(_alerts.ToldIn(run.Id)));
        Assert.Equal(["fired", "pending"], _alerts.History(_shop).Select(e => e.What));
    }

    [Fact]
    public async Task An_alert_that_a_person_changed_meanwhile_makes_the_check_start_anew()
    {
        var pending = await PendingAsync(11);
        await _alerts.ChangeAsync(_shop, [new AlertChange(pending with { Since = Monday.AddHours(1) }, "moved")], Follow, Monday);
        var (run, committed) = await CheckAsync(Monday, pending);
        Assert.False(committed);
        Assert.Equal((RunState.Planned, AlertState.Pending), (run.State, Alert(11).State));
        Assert.Empty(_outbox.Deliveries(_shop, open: false, limit: 10));
        Assert.NotNull(await _outbox.ClaimRunAsync(NewLease(Monday), Monday));
    }

    [Fact]
    public async Task A_customer_has_one_open_alert_of_a_rule_however_many_checks_begin_one()
    {
        await PendingAsync(11);
        Assert.False(await _alerts.ChangeAsync(_shop, [Begun(_rule.Id, 12), Begun(_rule.Id, 11)], Follow, Monday));
        Assert.Single(_alerts.Alerts(_shop));
    }

    [Fact]
    public async Task A_return_is_told_in_answer_to_each_message_that_went_out_once()
    {
        var (run, _) = await CheckAsync(Monday, await PendingAsync(11), await PendingAsync(12));
        await SendAllAsync(Monday);
        Assert.True(await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday.AddHours(1))], Follow, Monday.AddHours(1)));
        Assert.False(await _alerts.ChangeAsync(_shop, [Back(Alert(12) with { Version = 1 }, Monday.AddHours(1))], Follow, Monday.AddHours(1)));

        Assert.Equal(AlertState.CameBack, Alert(11).State);
        var followUps = Runs(RunKind.FollowUp).ToList();
        Assert.Equal(_outbox.DeliveriesOf(run.Id).Select(d => d.Id).Order(), followUps.Select(r => r.FollowUp!.Delivery).Order());
        Assert.All(followUps, r => Assert.Equal([Alert(11).Id], r.FollowUp!.Returned));
        Assert.All(followUps, r => Assert.Single(r.Definition.Destinations));
    }

    [Fact]
    public async Task Who_was_told_twice_hears_of_the_return_in_the_last_message_alone()
    {
        await CheckAsync(Monday, await PendingAsync(11));
        await SendAllAsync(Monday);
        var (second, _) = await CheckAsync(Monday.AddDays(30), Alert(11));
        await SendAllAsync(Monday.AddDays(30));
        await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday.AddDays(31))], Follow, Monday.AddDays(31));
        var latest = _outbox.DeliveriesOf(second.Id).Select(d => d.Id);
        Assert.Equal(latest.Order(), Runs(RunKind.FollowUp).Select(r => r.FollowUp!.Delivery).Order());
    }

    [Fact]
    public async Task A_change_to_a_message_that_still_waits_gives_way_to_a_later_one()
    {
        await CheckAsync(Monday, await PendingAsync(11));
        await SendAllAsync(Monday);
        foreach (var action in new[] { AlertAction.Contacted, AlertAction.Dismiss })
            Assert.True(await _alerts.ChangeAsync(_shop, [AlertLife.Acted(Alert(11), action, "cli", Monday, Monday)!], Follow, Monday));
        Assert.Equal(["Planned", "Planned", "Superseded", "Superseded"], Runs(RunKind.FollowUp).Select(r => r.State.ToString()).Order());

        // A return is told whatever comes after it.
        Assert.True(await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday)], Follow, Monday));
        Assert.Equal(2, Runs(RunKind.FollowUp).Count(r => r is { State: RunState.Planned, FollowUp.Returned.Count: 1 }));
    }

    [Fact]
    public async Task A_message_that_still_waits_is_withdrawn_and_the_rest_of_it_told_anew()
    {
        var (run, _) = await CheckAsync(Monday, await PendingAsync(11), await PendingAsync(12));
        await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday.AddMinutes(1))], Follow, Monday.AddMinutes(1));

        Assert.Equal(AlertState.Withdrawn, Alert(11).State);
        Assert.Equal(RunState.Cancelled, _outbox.FindRun(run.Id)!.State);
        var retold = Runs(RunKind.Retold).ToList();
        Assert.Equal(2, retold.Count);
        Assert.All(retold, r => Assert.Equal([12L], _alerts.ToldIn(r.Id).Select(a => a.Customer.Value)));
        Assert.Empty(Runs(RunKind.FollowUp));
    }

    [Fact]
    public async Task A_message_of_nobody_any_more_is_withdrawn_and_nothing_told()
    {
        await CheckAsync(Monday, await PendingAsync(11));
        await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday.AddMinutes(1))], Follow, Monday.AddMinutes(1));
        Assert.Empty(Runs(RunKind.Retold));
        Assert.Empty(await _outbox.ClaimDeliveriesAsync(NewLease(Monday.AddDays(1)), Monday.AddDays(1), 9, []));
    }

    [Fact]
    public async Task A_message_on_its_way_counts_as_told_and_is_followed_up_a_little_later()
    {
        await CheckAsync(Monday, await PendingAsync(11));
        await _outbox.ClaimDeliveriesAsync(NewLease(Monday), Monday, 1, []);
        await _alerts.ChangeAsync(_shop, [Back(Alert(11), Monday.AddSeconds(1))], Follow, Monday.AddSeconds(1));
        Assert.Equal(AlertState.CameBack, Alert(11).State);
        Assert.Single(Runs(RunKind.FollowUp));
        Assert.Null(await _outbox.ClaimRunAsync(NewLease(Monday), Monday.AddSeconds(2)));
        Assert.NotNull(await _outbox.ClaimRunAsync(NewLease(Monday), Monday.AddSeconds(7)));
    }

    [Fact]
    public async Task A_later_check_does_not_take_the_place_of_a_message_that_waits()
    {
        var (first, _) = await CheckAsync(Monday, await PendingAsync(11));
        await CheckAsync(Monday.AddDays(1), await PendingAsync(12));
        Assert.All(_outbox.DeliveriesOf(first.Id), d => Assert.Equal(DeliveryState.Pending, d.State));
    }

    [Fact]
    public async Task A_rule_that_is_removed_takes_its_open_alerts_along()
    {
        await PendingAsync(11);
        await _schedules.RemoveScheduleAsync(_shop, _rule.Id, Monday);
        Assert.Equal(AlertState.Dropped, Alert(11).State);
        Assert.False(await _alerts.ChangeAsync(_shop, [Begun(_rule.Id, 12)], Follow, Monday));
    }

    [Fact]
    public async Task Another_shop_does_not_see_or_touch_an_alert()
    {
        var other = (await _store.SaveShopAsync("b.myshopify.com", null, null, null)).Id;
        var alert = await PendingAsync(11);
        Assert.Null(_alerts.Find(other, alert.Id));
        Assert.Empty(_alerts.Alerts(other));
        await _store.RemoveShopAsync(_shop);
        Assert.Empty(_alerts.History(_shop));
    }
}

public sealed class SqliteAlertContract : AlertContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override (IStore Store, IOutbox Outbox, IScheduleStore Schedules, IAlertStore Alerts) Open()
    {
        var store = _data.Open();
        return (store, store.Outbox, store.Schedules, store.Alerts);
    }

    public void Dispose() => _data.Dispose();
}
