using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every engine's <see cref="IOutbox"/> and <see cref="IScheduleStore"/> promise.</summary>
public abstract class OutboxContract : IAsyncLifetime
{
    static readonly DateTimeOffset Monday = new(2026, 6, 1, 5, 0, 0, TimeSpan.Zero);
    static readonly Destination ToJan = Destination.Parse("email:jan@example.nl");
    static readonly Destination ToSlack = Destination.Parse("slack:#sales");
    static readonly Settlement Delivered = new(new Outcome.Sent("250 1", "ok"), DeliveryState.Delivered, null, true, TimeSpan.FromSeconds(1));
    static readonly Settlement Refused = new(new Outcome.RejectedTarget("550 no such user"), DeliveryState.RejectedTarget, null, true, TimeSpan.Zero);

    IOutbox _outbox = null!;
    IScheduleStore _schedules = null!;
    int _shop;
    Schedule _weekly = null!;
    int _leases;

    /// <summary>A store over the same data each time; empty at first.</summary>
    protected abstract (IStore Store, IOutbox Outbox, IScheduleStore Schedules) Open();

    IStore _store = null!;

    public async Task InitializeAsync()
    {
        (_store, _outbox, _schedules) = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
        _weekly = await _schedules.SaveScheduleAsync(_shop, "weekly", SomeRun.Definition, Monday.AddDays(-1));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    Lease NewLease(DateTimeOffset now) => new($"test/{_leases++}", now.AddMinutes(1));

    NewRun Weekly(DateTimeOffset at) => new(_shop, _weekly.Id, "weekly", RunKind.Scheduled, at, 0, SomeRun.Definition);

    async Task<Run> RenderedAsync(DateTimeOffset at, params Destination[] destinations)
    {
        var run = (await _outbox.PlanAsync(Weekly(at), at))!;
        var lease = NewLease(at);
        Assert.Equal(run.Id, (await _outbox.ClaimRunAsync(lease, at))!.Id);
        Assert.True(await _outbox.RenderedAsync(run, lease, "f", [.. destinations.Select(d => new NewDelivery(d, d.Target, "m"))], null, at));
        return _outbox.FindRun(run.Id)!;
    }

    async Task<Claimed> ClaimAsync(Lease lease, DateTimeOffset now) => Assert.Single(await _outbox.ClaimDeliveriesAsync(lease, now, 1, []));

    [Fact]
    public async Task An_instant_has_one_run_however_often_it_is_planned()
    {
        Assert.NotNull(await _outbox.PlanAsync(Weekly(Monday), Monday));
        Assert.Null(await _outbox.PlanAsync(Weekly(Monday), Monday.AddMinutes(1)));
        Assert.Single(_outbox.Runs(_shop));
        Assert.Equal(Monday, _outbox.LastScheduled(_shop, _weekly.Id, Monday)!.ScheduledAt);
        Assert.Null(_outbox.LastScheduled(_shop, _weekly.Id, Monday.AddTicks(-10_000)));
    }

    [Fact]
    public async Task A_run_is_claimed_by_one_until_its_lease_ends_and_what_the_dead_one_made_is_gone()
    {
        var run = (await _outbox.PlanAsync(Weekly(Monday), Monday))!;
        var dead = NewLease(Monday);
        Assert.NotNull(await _outbox.ClaimRunAsync(dead, Monday));
        await _outbox.AppendArtifactAsync(run, "half", 0, "abc"u8.ToArray());
        Assert.Null(await _outbox.ClaimRunAsync(NewLease(Monday), Monday.AddSeconds(59)));

        var later = Monday.AddSeconds(61);
        Assert.NotNull(await _outbox.ClaimRunAsync(NewLease(later), later));
        Assert.Null(_outbox.ArtifactPiece(run.Id, "half", 0));
        Assert.False(await _outbox.RenderedAsync(run, dead, "f", [new NewDelivery(ToJan, "jan", "m")], null, later));
        Assert.Empty(_outbox.Deliveries(_shop, open: false, limit: 10));
    }

    [Fact]
    public async Task A_run_whose_renderer_died_does_not_come_after_a_later_one()
    {
        var first = (await _outbox.PlanAsync(Weekly(Monday), Monday))!;
        await _outbox.ClaimRunAsync(NewLease(Monday), Monday);
        var week = Monday.AddDays(7);
        var second = (await _outbox.PlanAsync(Weekly(week), week))!;
        Assert.Equal(second.Id, (await _outbox.ClaimRunAsync(NewLease(week), week))!.Id);
        Assert.Equal(RunState.Superseded, _outbox.FindRun(first.Id)!.State);
    }

    [Fact]
    public async Task A_lease_that_is_held_does_not_end()
    {
        await RenderedAsync(Monday, ToJan);
        var lease = NewLease(Monday);
        await ClaimAsync(lease, Monday);
        await _outbox.ExtendAsync(["another/1", lease.Owner], Monday.AddMinutes(5));
        Assert.Empty(await _outbox.ClaimDeliveriesAsync(NewLease(Monday), Monday.AddMinutes(4), 9, []));
        Assert.Single(await _outbox.ClaimDeliveriesAsync(NewLease(Monday), Monday.AddMinutes(6), 9, []));
    }

    [Fact]
    public async Task A_run_is_green_only_when_every_destination_has_a_receipt()
    {
        var run = await RenderedAsync(Monday, ToJan, ToSlack);
        var lease = NewLease(Monday);
        Assert.Equal(RunState.Sending, (await _outbox.SettleAsync(await ClaimAsync(lease, Monday), lease, Delivered, [], Monday))!.State);
        var done = (await _outbox.SettleAsync(await ClaimAsync(lease, Monday), lease, Refused, [], Monday))!;
        Assert.Equal((RunState.Partial, Monday), (done.State, done.FinishedAt));
        Assert.Equal("1 delivered, 1 refused by the recipient's side", done.Reason);

        var refused = _outbox.DeliveriesOf(run.Id).Single(d => d.State == DeliveryState.RejectedTarget);
        Assert.True(await _outbox.RetryAsync(refused.Id, Monday));
        Assert.Equal(RunState.Delivered, (await _outbox.SettleAsync(await ClaimAsync(lease, Monday), lease, Delivered, [], Monday))!.State);
        Assert.Equal(["rejected-target", "sent"], _outbox.Attempts(refused.Id).Select(a => a.Outcome));
    }

    [Fact]
    public async Task What_a_dead_process_had_handed_over_comes_back_marked_and_its_attempt_stays_open()
    {
        await RenderedAsync(Monday, ToJan, ToSlack);
        var dead = NewLease(Monday);
        var both = await _outbox.ClaimDeliveriesAsync(dead, Monday, 9, []);
        Assert.True(await _outbox.CheckpointAsync(both[0].Delivery.Id, dead, null, handedOver: true));
        Assert.True(await _outbox.CheckpointAsync(both[1].Delivery.Id, dead, "posted", handedOver: false));

        var later = Monday.AddMinutes(2);
        var again = await _outbox.ClaimDeliveriesAsync(NewLease(later), later, 9, []);
        Assert.Equal([true, false], again.Select(c => c.Delivery.HandedOver));
        Assert.Equal([null, "posted"], again.Select(c => c.Delivery.Checkpoint));
        Assert.Equal([null, null], _outbox.Attempts(both[0].Delivery.Id).Select(a => a.Outcome));
        Assert.False(await _outbox.CheckpointAsync(both[0].Delivery.Id, dead, "x", handedOver: true));
    }

    [Fact]
    public async Task A_receipt_that_comes_after_the_claim_was_lost_settles_what_was_unknown()
    {
        await RenderedAsync(Monday, ToJan);
        var slow = NewLease(Monday);
        var first = await ClaimAsync(slow, Monday);
        var later = Monday.AddMinutes(2);
        var other = NewLease(later);
        var second = await ClaimAsync(other, later);
        await _outbox.SettleAsync(second, other, new Settlement(new Outcome.Unknown("?"), DeliveryState.Unknown, null, true, TimeSpan.Zero), [], later);

        Assert.Equal(RunState.Delivered, (await _outbox.SettleAsync(first, slow, Delivered, [], later))!.State);
        Assert.Equal(["sent", "unknown"], _outbox.Attempts(first.Delivery.Id).Select(a => a.Outcome));
    }

    [Fact]
    public async Task A_later_run_takes_the_place_of_what_still_waits_and_says_so_of_what_had_failed()
    {
        var first = await RenderedAsync(Monday, ToJan, ToSlack);
        var lease = NewLease(Monday);
        var retry = new Settlement(new Outcome.Retry("451 later"), DeliveryState.RetryWait, Monday.AddMinutes(1), true, TimeSpan.Zero);
        await _outbox.SettleAsync(await ClaimAsync(lease, Monday), lease, retry, [], Monday);
        var told = new List<string>();
        await _outbox.PlanAsync(Weekly(Monday.AddDays(7)), Monday.AddDays(7), (run, delivery) =>
        {
            told.Add($"{run.Id} {delivery.Recipient} {delivery.Reason}");
            return null;
        });

        Assert.Equal([$"{first.Id} jan@example.nl 451 later"], told);
        Assert.Equal(RunState.Superseded, _outbox.FindRun(first.Id)!.State);
        Assert.Empty(await _outbox.ClaimDeliveriesAsync(NewLease(Monday), Monday.AddDays(8), 9, []));
    }

    [Fact]
    public async Task An_account_that_must_wait_holds_up_no_other()
    {
        await RenderedAsync(Monday, ToJan, ToSlack);
        var claimed = Assert.Single(await _outbox.ClaimDeliveriesAsync(NewLease(Monday), Monday, 9, [new Account(_shop, "email")]));
        Assert.Equal("#sales", claimed.Delivery.Recipient);
    }

    [Fact]
    public async Task A_claim_given_back_leaves_no_attempt()
    {
        await RenderedAsync(Monday, ToJan);
        var lease = NewLease(Monday);
        var claimed = await ClaimAsync(lease, Monday);
        await _outbox.ReleaseAsync(claimed.Delivery.Id, lease);
        Assert.Empty(_outbox.Attempts(claimed.Delivery.Id));
        Assert.Equal(1, (await ClaimAsync(lease, Monday)).Attempt);
    }

    [Fact]
    public async Task The_owner_hears_of_a_trouble_once_and_once_when_it_is_over()
    {
        await RenderedAsync(Monday, ToJan);
        var lease = NewLease(Monday);
        var claimed = await ClaimAsync(lease, Monday);
        var notice = new NewRun(_shop, null, "n", RunKind.Notice, Monday, 0, SomeRun.Definition, new Notice("t", ["l"]));
        Telling[] bad = [new(_shop, "email login", Ends: false, notice), new(_shop, "email login", Ends: false, notice)];
        Telling[] good = [new(_shop, "email login", Ends: true, notice), new(_shop, "email login", Ends: true, notice)];
        await _outbox.SettleAsync(claimed, lease, Refused, bad, Monday);
        Assert.Single(_outbox.Runs(_shop), r => r.Kind == RunKind.Notice);

        await _outbox.RetryAsync(claimed.Delivery.Id, Monday);
        await _outbox.SettleAsync(await ClaimAsync(lease, Monday), lease, Delivered, good, Monday);
        var notices = _outbox.Runs(_shop).Where(r => r.Kind == RunKind.Notice).ToList();
        Assert.Equal(2, notices.Count);
        Assert.Equal("t", notices[0].Notice!.Title);
        Assert.Equal(["l"], notices[0].Notice!.Lines);
    }

    [Fact]
    public async Task What_is_old_is_forgotten_but_for_the_last_that_was_sent()
    {
        for (var week = 0; week < 3; week++)
        {
            var at = Monday.AddDays(7 * week);
            var run = (await _outbox.PlanAsync(Weekly(at), at))!;
            var lease = NewLease(at);
            await _outbox.ClaimRunAsync(lease, at);
            await _outbox.AppendArtifactAsync(run, "a", 0, "abc"u8.ToArray());
            await _outbox.FinishArtifactAsync(run, new Artifact("a", "text/plain", 3, "x"));
            await _outbox.RenderedAsync(run, lease, "f", [new NewDelivery(ToJan, "jan", "a")], null, at);
            await _outbox.SettleAsync(await ClaimAsync(lease, at), lease, Delivered, [], at);
        }

        var ids = _outbox.Runs(_shop).Select(r => r.Id).ToList();
        var future = Monday.AddYears(1);
        await _outbox.PruneAsync(future, DateTimeOffset.UnixEpoch);
        Assert.Equal([1, 0, 0], ids.Select(id => _outbox.Artifacts(id).Count));
        Assert.Equal(3, _outbox.Runs(_shop).Count);
        await _outbox.PruneAsync(future, future);
        Assert.Equal(ids[0], Assert.Single(_outbox.Runs(_shop)).Id);
        Assert.Single(_outbox.Deliveries(_shop, open: false, limit: 10));
        Assert.NotNull(_outbox.LastSent(_outbox.FindRun(ids[0])! with { Id = 99, ScheduledAt = future }));
    }

    [Fact]
    public async Task Settings_of_a_channel_come_back_and_are_the_shops_own()
    {
        await _schedules.SaveChannelSettingsAsync(_shop, "slack", new Dictionary<string, string> { ["token"] = "xoxb-1" });
        Assert.Equal("xoxb-1", _schedules.ChannelSettings(_shop, "slack")["token"]);
        Assert.Empty(_schedules.ChannelSettings(_shop + 1, "slack"));
        await _schedules.SaveChannelSettingsAsync(_shop, "slack", new Dictionary<string, string>());
        Assert.Empty(_schedules.ChannelSettings(_shop, "slack"));
    }

    [Fact]
    public async Task A_schedule_comes_back_as_it_was_saved()
    {
        var definition = new ScheduleDefinition(
            new ReportRequest("clv", "last-month", "ordered", "name,orders", "orders > 1", "name", 5), "nl", new MonthlyTiming(31, new TimeOnly(6, 30)), "Asia/Beirut",
            [ToJan, Destination.Parse("sheets:abc?tab=Klanten %26 co&mode=history")], "Onderwerp", "Bericht\nmeer", SendCondition.WhenChanged);
        await _schedules.SaveScheduleAsync(_shop, "maand", definition, Monday);
        var back = _schedules.Schedules(_shop).Single(s => s.Name == "maand");
        Assert.Equal(definition with { Destinations = [] }, back.Definition with { Destinations = [] });
        Assert.Equal(definition.Destinations, back.Definition.Destinations);
    }

    [Fact]
    public async Task A_removed_shop_takes_everything_of_its_own_along()
    {
        await RenderedAsync(Monday, ToJan);
        await _schedules.SetUnsubscribedAsync(_shop, _weekly.Id, "Jan@example.nl", true, Monday);
        await _store.RemoveShopAsync(_shop);
        Assert.Empty(_outbox.Runs(null));
        Assert.Empty(_outbox.DeliveryCounts());
        Assert.Empty(_schedules.Schedules());
        Assert.Empty(_schedules.Unsubscribed(_shop, _weekly.Id));
    }
}

public sealed class SqliteOutboxContract : OutboxContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override (IStore Store, IOutbox Outbox, IScheduleStore Schedules) Open()
    {
        var store = _data.Open();
        return (store, store.Outbox, store.Schedules);
    }

    public void Dispose() => _data.Dispose();
}
