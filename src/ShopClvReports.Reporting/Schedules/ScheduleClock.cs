using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Quartz's triggers, rebuilt from the stored schedules at start and whenever they change, by whatever process. Each fires once,
/// at the next instant, plans the run and moves on to the instant after. A watchdog plans what was missed: while nothing ran, while
/// the machine slept, after the clock was moved.
/// </summary>
public sealed partial class ScheduleClock(ISchedulerFactory quartz, IScheduleStore schedules, RunPlanner planner, TimeProvider clock, ILogger<ScheduleClock> log)
    : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Watch = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await quartz.GetScheduler(stoppingToken);
        var known = "";
        var watched = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                known = await RebuildAsync(scheduler, known, stoppingToken);
                var now = clock.GetUtcNow();
                if (now - watched > Watch || now < watched)
                {
                    var found = await planner.CatchUpAsync(watched == DateTimeOffset.MinValue ? TimeSpan.Zero : Watch);
                    if (found > 0) LogFound(log, found);
                    watched = now;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of this may stop the server.
                LogWaiting(log, e.Message, e is StoreException or SchedulerException ? null : e);
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>What the triggers are built from now.</returns>
    async Task<string> RebuildAsync(IScheduler scheduler, string known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var active = schedules.Schedules().Where(s => !s.Rests(now) && TimeZoneInfo.TryFindSystemTimeZoneById(s.Definition.TimeZone, out _)).ToList();
        var unreadable = schedules.Unreadable();
        var wanted = string.Join(
            '\n', active.Select(s => $"{s.Id} {s.Definition.When} {s.Definition.TimeZone}").Concat(unreadable.Select(s => $"{s.Id} {s.Reason}")));
        if (wanted == known) return known;
        await scheduler.Clear(cancel);
        foreach (var schedule in active)
            try
            {
                await AddAsync(scheduler, schedule, now, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnusable(log, schedule.Name, e.Message);
            }

        foreach (var schedule in unreadable) LogUnreadable(log, schedule.Name);
        LogBuilt(log, active.Count);
        return wanted;
    }

    static async Task AddAsync(IScheduler scheduler, Schedule schedule, DateTimeOffset now, CancellationToken cancel)
    {
        if (ScheduleTimes.Next(schedule.Definition.When, schedule.Definition.TimeZone, now) is not { } next) return;
        var name = schedule.Id.ToString(CultureInfo.InvariantCulture);
        await scheduler.ScheduleJob(JobBuilder.Create<PlanRunJob>().WithIdentity(name).Build(), Once(name, next), cancellationToken: cancel);
    }

    /// <summary>Not Quartz's own cron trigger: that one fires without end around some changes of the clocks.</summary>
    internal static ITrigger Once(string name, DateTimeOffset at) => TriggerBuilder.Create().WithIdentity(name).ForJob(name).StartAt(at).Build();

    [LoggerMessage(LogLevel.Information, "Triggers built for {Count} schedules")]
    static partial void LogBuilt(ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "The watchdog planned {Count} runs that should have been there")]
    static partial void LogFound(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Schedules cannot be looked at: {Reason}")]
    static partial void LogWaiting(ILogger log, string reason, Exception? e);

    [LoggerMessage(LogLevel.Error, "Schedule {Schedule} cannot run at its times: {Reason}")]
    static partial void LogUnusable(ILogger log, string schedule, string reason);

    [LoggerMessage(LogLevel.Error, "Schedule {Schedule} does nothing: what is stored of it cannot be read; see: shopclv schedules list")]
    static partial void LogUnreadable(ILogger log, string schedule);
}

/// <summary>A schedule's time came: commits its run, and comes back at the next.</summary>
[DisallowConcurrentExecution]
sealed class PlanRunJob(IScheduleStore schedules, RunPlanner planner, TimeProvider clock) : IJob
{
    /// <summary>Soon enough for a store that was busy.</summary>
    static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        var now = clock.GetUtcNow();
        DateTimeOffset? next = now + StoreRetry;
        try
        {
            var schedule = schedules.Schedules().FirstOrDefault(s => s.Id == long.Parse(name, CultureInfo.InvariantCulture));
            var until = context.ScheduledFireTimeUtc is { } at && at > now ? at : now;
            if (schedule is not null) await planner.PlanDueAsync(schedule, until);
            next = schedule is null ? null : ScheduleTimes.Next(schedule.Definition.When, schedule.Definition.TimeZone, until);
        }
        finally
        {
            if (next is { } again) await context.Scheduler.RescheduleJob(context.Trigger.Key, ScheduleClock.Once(name, again), cancellationToken: cancellationToken);
        }
    }
}
