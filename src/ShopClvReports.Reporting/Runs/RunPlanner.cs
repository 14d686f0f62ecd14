using Microsoft.Extensions.Logging;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Plans the runs that schedules owe. Planning one that is planned already changes nothing, so it may be asked as often as one likes.</summary>
public sealed partial class RunPlanner(IScheduleStore schedules, IOutbox outbox, OwnerNotices notices, TimeProvider clock, ILogger<RunPlanner> log)
{
    /// <summary>
    /// Plans the run of the latest instant that came and has none. Instants missed before it are covered by the same run, which
    /// counts them.
    /// </summary>
    /// <returns>Null when nothing is owed.</returns>
    public async Task<Run?> PlanDueAsync(Schedule schedule, DateTimeOffset until)
    {
        if (schedule.Rests(until)) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Definition.TimeZone, out _))
        {
            LogUnknownZone(log, schedule.Name, schedule.Definition.TimeZone);
            return null;
        }

        var (timing, zone) = (schedule.Definition.When, schedule.Definition.TimeZone);
        var last = outbox.LastScheduled(schedule.Shop, schedule.Id, until)?.ScheduledAt ?? DateTimeOffset.MinValue;
        var since = last > schedule.OwesSince ? last : schedule.OwesSince;
        if (ScheduleTimes.Due(timing, zone, since, until) is not { } due) return null;
        var run = await outbox.PlanAsync(
            new NewRun(schedule.Shop, schedule.Id, schedule.Name, RunKind.Scheduled, due.At, due.Before, schedule.Definition), clock.GetUtcNow(), notices.OfSuperseded);
        if (run is not null) LogPlanned(log, schedule.Name, due.At, due.Before);
        return run;
    }

    /// <summary>The watchdog: plans whatever should be there and is not.</summary>
    /// <param name="grace">How long the clock has had to do so itself.</param>
    /// <returns>How many it found.</returns>
    public async Task<int> CatchUpAsync(TimeSpan grace)
    {
        var found = 0;
        foreach (var schedule in schedules.Schedules())
            try
            {
                if (await PlanDueAsync(schedule, clock.GetUtcNow() - grace) is not null) found++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of one schedule may stop the others.
                LogUnplanned(log, schedule.Name, e.Message, e is StoreException ? null : e);
            }

        return found;
    }

    /// <summary>A run that somebody asks for, as of now; of a schedule's own time it changes nothing.</summary>
    /// <param name="only">The one destination of a test; null for a run to all.</param>
    public async Task<Run> PlanNowAsync(Schedule schedule, Destination? only = null)
    {
        var definition = only is null ? schedule.Definition : schedule.Definition with { Destinations = [only], Condition = SendCondition.Always };
        return (await outbox.PlanAsync(
            new NewRun(schedule.Shop, schedule.Id, schedule.Name, only is null ? RunKind.Manual : RunKind.Test, clock.GetUtcNow(), 0, definition), clock.GetUtcNow()))!;
    }

    [LoggerMessage(LogLevel.Error, "Schedule {Schedule} cannot run: this machine does not know its time zone {Zone}")]
    static partial void LogUnknownZone(ILogger log, string schedule, string zone);

    [LoggerMessage(LogLevel.Error, "Schedule {Schedule} cannot be planned now: {Reason}")]
    static partial void LogUnplanned(ILogger log, string schedule, string reason, Exception? e);

    [LoggerMessage(LogLevel.Information, "Run of {Schedule} for {At:u} planned; it covers {Missed} missed before")]
    static partial void LogPlanned(ILogger log, string schedule, DateTimeOffset at, int missed);
}
