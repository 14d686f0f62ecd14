using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class DispatcherTests : IAsyncLifetime
{
    Post _post = null!;

    public async Task InitializeAsync() => _post = await Post.OpenAsync();

    public async Task DisposeAsync() => await _post.DisposeAsync();

    Delivery Delivery(Run run) => Assert.Single(_post.Outbox.DeliveriesOf(run.Id));

    [Fact]
    public async Task A_run_reaches_every_recipient_once()
    {
        var run = await _post.RunAsync(await _post.ScheduleAsync("email:jan@example.nl,piet@example.nl slack:#sales"));
        Assert.Equal(RunState.Delivered, run.State);
        Assert.Equal(["jan@example.nl", "piet@example.nl"], _post.Email.Arrived.Order());
        Assert.Equal(["#sales"], _post.Slack.Arrived);
    }

    [Fact]
    public async Task What_fails_for_now_is_tried_again_after_its_wait_and_arrives()
    {
        _post.Email.Answers(new Outcome.Retry("451 try later"));
        var run = await _post.RunAsync(await _post.ScheduleAsync());
        Assert.Equal(DeliveryState.RetryWait, Delivery(run).State);
        Assert.InRange(Delivery(run).NextAt!.Value - _post.Clock.GetUtcNow(), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(12));

        _post.Clock.Move(TimeSpan.FromSeconds(12));
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(run)).State);
        Assert.Equal(["retry", "sent"], _post.Outbox.Attempts(Delivery(run).Id).Select(a => a.Outcome));
        Assert.Empty(await _post.NoticesAsync());
    }

    [Fact]
    public async Task Waiting_for_a_providers_rate_limit_uses_up_no_try()
    {
        _post.Email.Does(_ => Task.FromResult<Outcome>(new Outcome.Limited("429", _post.Clock.GetUtcNow().AddMinutes(3))));
        var run = await _post.RunAsync(await _post.ScheduleAsync());
        Assert.Equal((DeliveryState.RetryWait, 0), (Delivery(run).State, Delivery(run).Tries));
        Assert.InRange(Delivery(run).NextAt!.Value - _post.Clock.GetUtcNow(), TimeSpan.FromMinutes(2.8), TimeSpan.FromMinutes(3));
        _post.Clock.Move(TimeSpan.FromMinutes(3));
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(run)).State);
    }

    [Fact]
    public async Task What_a_dead_process_had_not_handed_over_is_sent_once()
    {
        var run = await DieAsync(handedOver: false);
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(run)).State);
        Assert.Equal(["jan@example.nl"], _post.Email.Arrived);
    }

    [Fact]
    public async Task What_a_dead_process_had_handed_over_is_unknown_and_not_sent_again()
    {
        var run = await _post.WorkAsync(await DieAsync(handedOver: true));
        Assert.Equal((RunState.Failed, DeliveryState.Unknown), (run.State, Delivery(run).State));
        Assert.Empty(_post.Email.Arrived);

        Assert.True(await _post.Outbox.RetryAsync(Delivery(run).Id, _post.Clock.GetUtcNow()));
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(run)).State);
    }

    /// <summary>A run whose delivery somebody claimed who is dead, its lease just over.</summary>
    async Task<Run> DieAsync(bool handedOver)
    {
        var now = _post.Clock.GetUtcNow();
        var run = await _post.Planner.PlanNowAsync(await _post.ScheduleAsync());
        var dead = new Lease("dead/1", now.AddMinutes(1));
        await _post.Outbox.ClaimRunAsync(dead, now.AddSeconds(1));
        await _post.Outbox.RenderedAsync(run, dead, "f", [new NewDelivery(run.Definition.Destinations[0], "jan@example.nl", "m")], null, now);
        var claimed = Assert.Single(await _post.Outbox.ClaimDeliveriesAsync(dead, now.AddSeconds(1), 1, []));
        await _post.Outbox.CheckpointAsync(claimed.Delivery.Id, dead, null, handedOver);
        _post.Clock.Move(TimeSpan.FromMinutes(2));
        return run;
    }

    [Fact]
    public async Task A_clock_that_jumps_while_a_message_is_on_its_way_sends_it_no_second_time()
    {
        _post.Email.Does(async sending =>
        {
            // The lease seems over, and the next look at the outbox claims the delivery anew.
            _post.Clock.Move(TimeSpan.FromHours(3));
            while (_post.Outbox.Attempts(sending.Delivery.Id).Count < 2) await Task.Delay(20);
            await sending.HandOverAsync();
            return new Outcome.Sent("1", "ok");
        });
        var run = await _post.RunAsync(await _post.ScheduleAsync());
        Assert.Equal(RunState.Delivered, run.State);
        Assert.Equal(["jan@example.nl"], _post.Email.Arrived);
    }

    [Fact]
    public async Task A_database_that_is_locked_when_the_message_was_taken_does_not_make_it_unknown()
    {
        Task unlocked = Task.CompletedTask;
        _post.Email.Does(async sending =>
        {
            await sending.HandOverAsync();
            unlocked = _post.LockAsync(TimeSpan.FromSeconds(2.5));
            return new Outcome.Sent("1", "ok");
        });
        Assert.Equal(RunState.Delivered, (await _post.RunAsync(await _post.ScheduleAsync())).State);
        await unlocked;
    }

    [Fact]
    public async Task A_stop_while_a_report_is_being_made_leaves_it_to_nobody_but_finishes_it()
    {
        var schedule = await _post.ScheduleAsync();
        var run = await _post.Planner.PlanNowAsync(schedule);
        using var stop = new CancellationTokenSource();
        _post.Email.OnRender = stop.Cancel;
        await _post.Dispatcher.RunAsync(stop.Token);
        Assert.Equal(RunState.Sending, _post.Outbox.FindRun(run.Id)!.State);
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(run)).State);
    }

    [Fact]
    public async Task A_fault_after_the_handing_over_leaves_it_unknown_and_one_before_is_tried_again()
    {
        _post.Email.Does(async sending =>
        {
            await sending.HandOverAsync();
            throw new InvalidOperationException("a fault of ours");
        });
        Assert.Equal(DeliveryState.Unknown, Delivery(await _post.RunAsync(await _post.ScheduleAsync())).State);
        _post.Email.Does(_ => throw new InvalidOperationException("a fault of ours"));
        Assert.Equal(DeliveryState.RetryWait, Delivery(await _post.RunAsync(await _post.ScheduleAsync())).State);
    }

    [Fact]
    public async Task The_owner_hears_once_through_the_channel_that_works_and_once_when_it_is_over()
    {
        var schedule = await _post.ScheduleAsync("email:jan@example.nl slack:#sales");
        for (var week = 0; week < 3; week++)
        {
            _post.Email.Answers(new Outcome.RejectedCredential("535 bad login"));
            Assert.Equal(RunState.Partial, (await _post.RunAsync(schedule)).State);
        }

        var failed = Assert.Single(await _post.NoticesAsync());
        Assert.Contains("jan@example.nl", failed.Notice!.Lines[0]);
        Assert.Contains("535 bad login", string.Join(' ', failed.Notice.Lines));
        Assert.Equal("slack", Assert.Single(_post.Outbox.DeliveriesOf(failed.Id)).Destination.Channel);

        await _post.RunAsync(schedule);
        await _post.RunAsync(schedule);
        var notices = await _post.NoticesAsync();
        Assert.Equal(2, notices.Count);
        Assert.Equal("The report weekly is delivered again", notices[1].Notice!.Title);
    }

    [Fact]
    public async Task A_notice_that_cannot_go_one_way_goes_the_next()
    {
        var schedule = await _post.ScheduleAsync("email:jan@example.nl slack:#gone slack:#sales");
        _post.Email.Answers(new Outcome.RejectedCredential("535"));
        _post.Slack.Answers(new Outcome.Sent("1", "ok"), new Outcome.Sent("2", "ok"), new Outcome.RejectedTarget("channel_not_found"));
        await _post.RunAsync(schedule);
        await _post.NoticesAsync();
        Assert.Equal(["#gone", "#sales", "#sales"], _post.Slack.Arrived.Order());
    }

    [Fact]
    public async Task Every_try_of_the_plan_is_made_and_then_it_is_given_up()
    {
        _post.Email.Answers(Enumerable.Repeat(new Outcome.Retry("451"), 7));
        var run = await _post.RunAsync(await _post.ScheduleAsync("email:jan@example.nl slack:#sales"));
        var delivery = _post.Outbox.DeliveriesOf(run.Id)[0].Id;
        for (var tries = 1; tries < RetryPlan.Tries; tries++)
        {
            Assert.Equal((DeliveryState.RetryWait, tries), (_post.Outbox.FindDelivery(delivery)!.State, _post.Outbox.FindDelivery(delivery)!.Tries));
            _post.Clock.Move(TimeSpan.FromHours(8));
            run = await _post.WorkAsync(run);
        }

        Assert.Equal((RunState.Partial, DeliveryState.GaveUp), (run.State, _post.Outbox.FindDelivery(delivery)!.State));
        Assert.Single(await _post.NoticesAsync());
    }

    [Fact]
    public async Task Who_asked_to_be_left_out_is_left_out()
    {
        var schedule = await _post.ScheduleAsync("email:Jan@example.nl,piet@example.nl");
        await _post.Store.Schedules.SetUnsubscribedAsync(_post.Shop.Id, schedule.Id, "jan@Example.nl", true, _post.Clock.GetUtcNow());
        Assert.Equal(RunState.Delivered, (await _post.RunAsync(schedule)).State);
        Assert.Equal(["piet@example.nl"], _post.Email.Arrived);
    }

    [Fact]
    public async Task The_second_report_says_who_came_and_rose_since_the_first()
    {
        var schedule = await _post.ScheduleAsync();
        await _post.BuysAsync(1, 11, 10_00);
        await _post.BuysAsync(2, 12, 20_00);
        await _post.RunAsync(schedule);
        Assert.Empty(((Content.OfReport)_post.Email.Rendered[0].Content).Movers);

        await _post.BuysAsync(3, 11, 15_00);
        await _post.BuysAsync(4, 13, 1_00);
        await _post.RunAsync(schedule);
        var movers = Assert.Single(((Content.OfReport)_post.Email.Rendered[1].Content).Movers);
        Assert.Equal((30_00, 46_00), (movers.Previous.Spent, movers.Total.Spent));
        Assert.Equal(["13"], movers.NewTop.Select(m => m.CustomerId));
        Assert.Equal(["11"], movers.Rises.Select(m => m.CustomerId));
    }

    [Fact]
    public async Task A_report_that_says_nothing_new_is_not_sent_when_only_changes_are_asked_for()
    {
        var schedule = await _post.ScheduleAsync(condition: SendCondition.WhenChanged);
        await _post.BuysAsync(1, 11, 10_00);
        Assert.Equal(RunState.Delivered, (await _post.RunAsync(schedule)).State);
        _post.Clock.Move(TimeSpan.FromDays(7));
        var quiet = await _post.RunAsync(schedule);
        Assert.Equal(RunState.Skipped, quiet.State);
        Assert.Contains("nothing has changed", quiet.Reason);
        await _post.BuysAsync(2, 11, 10_00);
        Assert.Equal(RunState.Delivered, (await _post.RunAsync(schedule)).State);
    }

    [Theory, InlineData(SendCondition.WithRows, "lists nobody"), InlineData(SendCondition.WhenFresh, "not fresh")]
    public async Task A_report_that_lacks_what_its_condition_asks_for_is_skipped_with_the_reason(SendCondition condition, string reason)
    {
        var run = await _post.RunAsync(await _post.ScheduleAsync(condition: condition));
        Assert.Equal(RunState.Skipped, run.State);
        Assert.Contains(reason, run.Reason);
    }

    [Fact]
    public async Task A_test_goes_to_its_one_destination_and_leaves_the_schedules_own_run_alone()
    {
        var schedule = await _post.ScheduleAsync("email:jan@example.nl");
        var run = await _post.WorkAsync(await _post.Planner.PlanNowAsync(schedule, Destination.Parse("slack:#try")));
        Assert.Equal((RunKind.Test, RunState.Delivered), (run.Kind, run.State));
        Assert.Empty(_post.Email.Arrived);
        Assert.Equal(["#try"], _post.Slack.Arrived);
        Assert.Null(_post.Outbox.LastScheduled(_post.Shop.Id, schedule.Id, _post.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_report_that_can_no_longer_be_made_fails_at_once_and_the_owner_hears_why()
    {
        var schedule = await _post.ScheduleAsync();
        await _post.Store.Schedules.SaveScheduleAsync(
            _post.Shop.Id, "weekly", schedule.Definition with { Report = new ReportRequest(Columns: "colour") }, _post.Clock.GetUtcNow());
        var run = await _post.RunAsync(_post.Store.Schedules.Schedules(_post.Shop.Id)[0]);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("colour", Assert.Single(await _post.NoticesAsync()).Notice!.Lines[0]);
    }
}
