using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class RunPlannerTests : IAsyncLifetime, IDisposable
{
    const string Zone = "Europe/Amsterdam";

    readonly DataDirectory _data = new();
    readonly SetClock _clock = new();
    readonly SqliteStore _store;
    readonly RunPlanner _planner;
    int _shop;

    public RunPlannerTests()
    {
        _store = _data.Open();
        var channels = new Channels([new FilesChannel()], _store.Schedules, _ => new Dictionary<string, string>());
        var notices = new OwnerNotices(_store.Schedules, channels, []);
        _planner = new RunPlanner(_store.Schedules, _store.Outbox, notices, _clock, NullLogger<RunPlanner>.Instance);
    }

    /// <summary>A clock that a hand sets.</summary>
    sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    public async Task InitializeAsync() =>
        _shop = (await _store.SaveShopAsync(Some.DutchShop.Domain, Some.DutchShop.TimeZone, Some.Euro, new ShopSecrets(null, null, null))).Id;

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _data.Dispose();

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static ScheduleDefinition Daily(int hour = 7, string zone = Zone) =>
        new(new ReportRequest(), "en", new DailyTiming(new TimeOnly(hour, 0)), zone, [Destination.Parse("files:/srv/reports")]);

    Task<Schedule> SaveAsync(ScheduleDefinition definition, string name = "daily") => _store.Schedules.SaveScheduleAsync(_shop, name, definition, _clock.Now);

    /// <summary>The watchdog, at a moment.</summary>
    async Task<int> LookAsync(string now)
    {
        _clock.Now = At(now);
        return await _planner.CatchUpAsync(TimeSpan.Zero);
    }

    /// <summary>Every run, oldest instant first: when it is for and how many it covers.</summary>
    string[] Runs() => [.. _store.Outbox.Runs(_shop).Where(r => r.Kind == RunKind.Scheduled).OrderBy(r => r.ScheduledAt).Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.ScheduledAt:MM-dd HH:mm} +{r.Missed}"))];

    async Task StartAsync(string now, ScheduleDefinition? definition = null)
    {
        _clock.Now = At(now);
        await SaveAsync(definition ?? Daily());
    }

    [Fact]
    public async Task Nothing_is_owed_before_its_time()
    {
        await StartAsync("2026-06-01T05:00Z");

        Assert.Equal(0, await LookAsync("2026-06-01T05:00Z"));
        Assert.Equal(0, await LookAsync("2026-06-02T04:59:59Z"));
        Assert.Equal(1, await LookAsync("2026-06-02T05:00Z"));
        Assert.Equal(["06-02 05:00 +0"], Runs());
    }

    [Fact]
    public async Task After_days_of_standing_still_one_run_covers_them_all_and_counts_them()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");

        Assert.Equal(1, await LookAsync("2026-06-06T12:00Z"));
        Assert.Equal(["06-01 05:00 +0", "06-06 05:00 +4"], Runs());
    }

    [Fact]
    public async Task A_schedule_whose_zone_this_machine_lacks_holds_up_no_other()
    {
        await StartAsync("2026-06-01T00:00Z");
        await SaveAsync(Daily(zone: "Mars/Olympus_Mons"), "a");

        Assert.Equal(1, await LookAsync("2026-06-01T05:00Z"));
    }

    [Fact]
    public async Task Asked_often_and_by_several_at_once_it_plans_once()
    {
        await StartAsync("2026-06-01T00:00Z");
        _clock.Now = At("2026-06-03T05:00Z");
        var schedule = Assert.Single(_store.Schedules.Schedules(_shop));

        var planned = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _planner.PlanDueAsync(schedule, _clock.Now))));

        Assert.Single(planned, run => run is not null);
        Assert.Equal(0, await LookAsync("2026-06-03T06:00Z"));
        Assert.Equal(["06-03 05:00 +2"], Runs());
    }

    [Fact]
    public async Task A_later_run_takes_the_place_of_one_that_still_waits()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");
        await LookAsync("2026-06-02T05:00Z");

        Assert.Equal([RunState.Planned, RunState.Superseded], _store.Outbox.Runs(_shop).Select(r => r.State));
    }

    [Fact]
    public async Task A_pause_owes_nothing_until_it_is_resumed_and_nothing_for_its_time()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");
        var schedule = Assert.Single(_store.Schedules.Schedules(_shop));
        await _store.Schedules.PauseScheduleAsync(_shop, schedule.Id, null);

        Assert.Equal(0, await LookAsync("2026-06-05T12:00Z"));
        await _store.Schedules.ResumeScheduleAsync(_shop, schedule.Id, _clock.Now);
        Assert.Equal(0, await LookAsync("2026-06-06T04:59Z"));
        Assert.Equal(1, await LookAsync("2026-06-06T05:00Z"));
        Assert.Equal(["06-01 05:00 +0", "06-06 05:00 +0"], Runs());
    }

    [Fact]
    public async Task A_pause_with_an_end_wakes_by_itself()
    {
        await StartAsync("2026-06-01T00:00Z");
        var schedule = Assert.Single(_store.Schedules.Schedules(_shop));
        await _store.Schedules.PauseScheduleAsync(_shop, schedule.Id, At("2026-06-04T22:00Z"));

        Assert.Equal(0, await LookAsync("2026-06-04T21:59Z"));
        Assert.Equal(0, await LookAsync("2026-06-04T22:00Z"));
        Assert.Equal(1, await LookAsync("2026-06-06T05:00Z"));
        Assert.Equal(["06-06 05:00 +1"], Runs());
    }

    [Fact]
    public async Task A_clock_set_back_and_forth_plans_nothing_twice_and_loses_nothing()
    {
        await StartAsync("2026-06-01T00:00Z");
        foreach (var now in new[] { "2026-06-01T05:00Z", "2026-06-02T05:00Z", "2026-06-01T04:00Z", "2026-06-01T06:00Z", "2026-06-02T05:00:01Z", "2026-05-01T00:00Z", "2026-06-02T04:59Z" })
            await LookAsync(now);
        Assert.Equal(["06-01 05:00 +0", "06-02 05:00 +0"], Runs());

        // Into the future by mistake: what it skipped comes in its own time, once the mistake is put right.
        await LookAsync("2026-06-05T05:00Z");
        foreach (var day in new[] { 3, 4, 5, 6 }) await LookAsync($"2026-06-0{day}T05:00Z");
        Assert.Equal(["06-01 05:00 +0", "06-02 05:00 +0", "06-03 05:00 +0", "06-04 05:00 +0", "06-05 05:00 +2", "06-06 05:00 +0"], Runs());
    }

    [Fact]
    public async Task Another_time_is_owed_from_the_change_on()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");
        _clock.Now = At("2026-06-03T12:00Z");
        await SaveAsync(Daily(hour: 6));

        Assert.Equal(0, await LookAsync("2026-06-03T13:00Z"));
        Assert.Equal(1, await LookAsync("2026-06-04T04:00Z"));
        Assert.Equal(["06-01 05:00 +0", "06-04 04:00 +0"], Runs());
    }

    [Fact]
    public async Task Another_zone_is_owed_from_the_change_on()
    {
        await StartAsync("2026-06-01T12:00Z");
        _clock.Now = At("2026-06-03T08:00Z");
        await SaveAsync(Daily(zone: "America/New_York"));

        Assert.Equal(0, await LookAsync("2026-06-03T10:59Z"));
        Assert.Equal(1, await LookAsync("2026-06-03T11:00Z"));
        Assert.Equal(["06-03 11:00 +0"], Runs());
    }

    [Fact]
    public async Task Another_destination_or_message_leaves_what_is_owed()
    {
        await StartAsync("2026-06-01T00:00Z");
        _clock.Now = At("2026-06-03T12:00Z");
        await SaveAsync(Daily() with { Message = "Good morning", Destinations = [Destination.Parse("files:/srv/other")] });

        Assert.Equal(1, await LookAsync("2026-06-03T12:00Z"));
        Assert.Equal(["06-03 05:00 +2"], Runs());
        Assert.Equal("Good morning", Assert.Single(_store.Outbox.Runs(_shop)).Definition.Message);
    }

    [Fact]
    public async Task A_schedule_that_is_removed_cancels_what_waits_and_owes_nothing()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");
        await _store.Schedules.RemoveScheduleAsync(_shop, Assert.Single(_store.Schedules.Schedules(_shop)).Id, _clock.Now);

        Assert.Equal(0, await LookAsync("2026-06-03T12:00Z"));
        var run = Assert.Single(_store.Outbox.Runs(_shop));
        Assert.Equal((RunState.Cancelled, "its schedule was removed"), (run.State, run.Reason));
        Assert.Null(await _store.Outbox.ClaimRunAsync(new Lease("a", _clock.Now.AddMinutes(1)), _clock.Now));
    }

    [Fact]
    public async Task One_of_the_same_name_owes_nothing_of_the_one_that_was_removed()
    {
        await StartAsync("2026-06-01T00:00Z");
        await LookAsync("2026-06-01T05:00Z");
        await _store.Schedules.RemoveScheduleAsync(_shop, Assert.Single(_store.Schedules.Schedules(_shop)).Id, _clock.Now);
        _clock.Now = At("2026-06-04T12:00Z");
        await SaveAsync(Daily());

        Assert.Equal(1, await LookAsync("2026-06-05T05:00Z"));
        Assert.Equal(["06-01 05:00 +0", "06-05 05:00 +0"], Runs());
    }

    [Fact]
    public async Task A_run_by_hand_changes_nothing_of_the_schedule_s_own_time()
    {
        await StartAsync("2026-06-01T00:00Z");
        _clock.Now = At("2026-06-01T05:00Z");
        var schedule = Assert.Single(_store.Schedules.Schedules(_shop));
        var first = await _planner.PlanNowAsync(schedule);
        var second = await _planner.PlanNowAsync(schedule);
        var test = await _planner.PlanNowAsync(schedule, Destination.Parse("files:/tmp/test"));

        Assert.Equal([RunKind.Manual, RunKind.Manual, RunKind.Test], new[] { first, second, test }.Select(r => r.Kind));
        Assert.Equal(3, new[] { first, second, test }.Select(r => r.Id).Distinct().Count());
        Assert.Equal("files:/tmp/test", Assert.Single(test.Definition.Destinations).ToString());
        Assert.Equal(1, await LookAsync("2026-06-01T05:00Z"));
        Assert.Equal(["06-01 05:00 +0"], Runs());
        Assert.All(new[] { first, second, test }, r => Assert.Equal(RunState.Planned, _store.Outbox.FindRun(r.Id)!.State));
    }

    [Fact]
    public async Task A_schedule_of_every_second_catches_up_on_a_year_at_once()
    {
        await StartAsync("2025-06-01T00:00Z", Daily() with { When = new CronTiming("* * * * * ?") });

        Assert.Equal(1, await LookAsync("2026-06-01T00:00Z"));
        Assert.Equal([$"06-01 00:00 +{ScheduleTimes.MostMissed}"], Runs());
        Assert.Equal(1, await LookAsync("2026-06-01T00:00:03Z"));
        Assert.Equal(2, _store.Outbox.Runs(_shop)[0].Missed);
    }
}
