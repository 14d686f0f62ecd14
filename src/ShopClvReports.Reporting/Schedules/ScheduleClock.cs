using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Quartz's triggers, rebuilt from the stored schedules at start and whenever they change, by whatever process. A firing only
/// plans a run. A watchdog plans what was missed: while nothing ran, while the machine slept, after the clock was moved.
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
            catch (Exception e) when (e is StoreException or SchedulerException)
            {
                LogWaiting(log, e.Message);
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>What the triggers are built from now.</returns>
    async Task<string> RebuildAsync(IScheduler scheduler, string known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var active = schedules.Schedules().Where(s => !s.Rests(now)).ToList();
        var wanted = string.Join('\n', active.Select(s => $"{s.Id} {s.Definition.When} {s.Definition.TimeZone}"));
        if (wanted == known) return known;
        await scheduler.Clear(cancel);
        foreach (var schedule in active) await AddAsync(scheduler, schedule, cancel);
        LogBuilt(log, active.Count);
        return wanted;
    }

    static async Task AddAsync(IScheduler scheduler, Schedule schedule, CancellationToken cancel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(schedule.Definition.TimeZone);
        var job = JobBuilder.Create<PlanRunJob>().WithIdentity(schedule.Id.ToString(CultureInfo.InvariantCulture)).Build();
        var triggers = ScheduleTimes.Crons(schedule.Definition.When).Select(cron => TriggerBuilder.Create().ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build());
        await scheduler.ScheduleJob(job, [.. triggers], cancellationToken: cancel);
    }

    [LoggerMessage(LogLevel.Information, "Triggers built for {Count} schedules")]
    static partial void LogBuilt(ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "The watchdog planned {Count} runs that should have been there")]
    static partial void LogFound(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Schedules cannot be looked at: {Reason}")]
    static partial void LogWaiting(ILogger log, string reason);
}

/// <summary>A schedule's time came: commits its run and returns.</summary>
[DisallowConcurrentExecution]
sealed class PlanRunJob(IScheduleStore schedules, RunPlanner planner, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = long.Parse(context.JobDetail.Key.Name, CultureInfo.InvariantCulture);
        if (schedules.Schedules().FirstOrDefault(s => s.Id == id) is not { } schedule) return;
        var now = clock.GetUtcNow();
        await planner.PlanDueAsync(schedule, context.ScheduledFireTimeUtc is { } at && at > now ? at : now);
    }
}
