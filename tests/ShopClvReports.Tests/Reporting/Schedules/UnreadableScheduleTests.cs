using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What another version wrote, or a hand changed, beside a schedule that is well.</summary>
public sealed class UnreadableScheduleTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _data = new();
    readonly SetClock _clock = new(Some.Noon);
    SqliteStore _store = null!;
    RunPlanner _planner = null!;
    readonly HeardLog<RunPlanner> _log = new();
    int _shop;

    public async Task InitializeAsync()
    {
        _store = _data.Open();
        _shop = (await _store.SaveShopAsync(Some.DutchShop.Domain, Some.Amsterdam, Some.Euro, null)).Id;
        var channels = new Channels([new FilesChannel()], _store.Schedules, _ => new Dictionary<string, string>());
        _planner = new RunPlanner(_store.Schedules, _store.Outbox, new OwnerNotices(_store.Schedules, channels, []), _clock, _log);
        // Both owe a run.
        foreach (var name in (string[])["broken", "well"]) await SaveAsync(name, Some.Noon.AddDays(-2));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _data.Dispose();

    static ScheduleDefinition Daily => new(new ReportRequest(), "en", new DailyTiming(new TimeOnly(7, 0)), "Europe/Amsterdam", [Destination.Parse("files:/srv/reports")]);

    Task<Schedule> SaveAsync(string name, DateTimeOffset now) => _store.Schedules.SaveScheduleAsync(_shop, name, Daily, now);

    /// <param name="change">Of the JSON, in SQL.</param>
    void Break(string change) => _data.Sql($"UPDATE schedules SET definition = {change} WHERE name = 'broken'");

    public static TheoryData<string> NoDefinitions =>
    [
        "'{'", "'null'", "'{}'", "json_remove(definition, '$.Report')", "json_set(definition, '$.When', 'often')", "json_set(definition, '$.When', json('null'))",
        "json_set(definition, '$.Destinations', json('[\"nowhere\"]'))", "json_set(definition, '$.Condition', 'Seldom')",
    ];

    [Theory]
    [MemberData(nameof(NoDefinitions))]
    public async Task One_that_cannot_be_read_is_named_and_holds_up_no_other(string change)
    {
        Break(change);
        Assert.Equal(1, await _planner.CatchUpAsync(TimeSpan.Zero));
        Assert.Equal("well", Assert.Single(_store.Outbox.Runs(_shop)).Name);
        Assert.Equal("broken", Assert.Single(_store.Schedules.Unreadable(_shop)).Name);
        Assert.Equal("well", Assert.Single(_store.Schedules.Schedules(_shop)).Name);
        Assert.Empty(_store.Schedules.Unreadable(_shop + 1));
    }

    [Fact]
    public async Task Saved_again_it_is_well_and_owes_nothing_of_the_time_between()
    {
        Break("'{'");
        await SaveAsync("broken", _clock.GetUtcNow());
        Assert.Empty(_store.Schedules.Unreadable());
        await _planner.CatchUpAsync(TimeSpan.Zero);
        Assert.Equal(["well"], _store.Outbox.Runs(_shop).Select(r => r.Name));
    }

    [Fact]
    public async Task It_can_be_removed()
    {
        Break("'{'");
        await _store.Schedules.RemoveScheduleAsync(_shop, _store.Schedules.Unreadable().Single().Id, _clock.GetUtcNow());
        Assert.Empty(_store.Schedules.Unreadable());
        Assert.Single(_store.Schedules.Schedules());
    }

    [Fact]
    public async Task One_whose_times_cannot_be_is_told_of_and_holds_up_no_other()
    {
        Break("""json_set(definition, '$.When', json('{"$type":"cron","Expression":"never"}'))""");
        Assert.Equal(1, await _planner.CatchUpAsync(TimeSpan.Zero));
        Assert.Contains(_log.Lines, line => line.StartsWith("Schedule broken cannot be planned now: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'{'", "Schedule broken does nothing: ")]
    [InlineData("""json_set(definition, '$.When', json('{"$type":"cron","Expression":"never"}'))""", "Schedule broken cannot run at its times: ")]
    public async Task The_clock_of_a_running_server_goes_on_and_names_it(string change, string said)
    {
        Break(change);
        var caughtUp = new TaskCompletionSource();
        var log = new HeardLog<ScheduleClock>();
        log.Heard = line =>
        {
            if (line.StartsWith("The watchdog planned 1 run", StringComparison.Ordinal)) caughtUp.TrySetResult();
        };
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<ILogger<ScheduleClock>>(log).AddReportSchedules(_store.Schedules, _planner).BuildServiceProvider();
        using var clock = ActivatorUtilities.CreateInstance<ScheduleClock>(services);

        await clock.StartAsync(default);
        await Task.WhenAny(caughtUp.Task, clock.ExecuteTask!).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(clock.ExecuteTask!.IsCompleted);
        await clock.StopAsync(default);
        Assert.Contains(log.Lines, line => line.StartsWith(said, StringComparison.Ordinal));
        Assert.Equal("well", Assert.Single(_store.Outbox.Runs(_shop)).Name);
    }
}
