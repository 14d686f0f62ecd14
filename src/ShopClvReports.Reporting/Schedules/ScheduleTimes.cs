using System.Globalization;
using Quartz;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>When a schedule runs, by Quartz's reading of cron in the schedule's own zone.</summary>
public static class ScheduleTimes
{
    /// <summary>Missed instants are counted up to here.</summary>
    public const int MostMissed = 1000;

    static readonly TimeSpan[] Lookbacks =
        [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32), TimeSpan.FromDays(367), TimeSpan.FromDays(8 * 366)];

    /// <summary>As Quartz writes them; a month's day needs two where months are shorter. Their instants may coincide.</summary>
    public static IReadOnlyList<string> Crons(Timing timing) => timing switch
    {
        DailyTiming t => [$"{Clock(t.At)} * * ?"],
        WeeklyTiming t => [$"{Clock(t.At)} ? * {t.Day.ToString()[..3].ToUpperInvariant()}"],
        MonthlyTiming { Day: 31 } t => [$"{Clock(t.At)} L * ?"],
        MonthlyTiming { Day: 29 or 30 } t => [$"{Clock(t.At)} {t.Day} * ?", $"{Clock(t.At)} L 2 ?"],
        MonthlyTiming t => [$"{Clock(t.At)} {t.Day} * ?"],
        CronTiming t => [t.Expression],
        _ => throw new InvalidOperationException($"no times for {timing.GetType().Name}"),
    };

    /// <exception cref="FormatException">The expression or the zone is none, or it never runs after a moment.</exception>
    public static void Check(Timing timing, string zone, DateTimeOffset after)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new FormatException($"'{zone}' is not a time zone; expected an IANA name such as Europe/Amsterdam");
        foreach (var cron in Crons(timing))
        {
            if (cron.Any(char.IsControl) || !CronExpression.TryParse(cron, out var expression) || expression is null)
                throw new FormatException($"'{cron}' is not a cron expression; expected seconds, minutes, hours, day of month, month and day of week, such as 0 30 7 ? * MON-FRI");
            if (expression.GetNextValidTimeAfter(after) is null) throw new FormatException($"'{cron}' never comes");
        }
    }

    /// <summary>The first instant after a moment; null when none comes.</summary>
    public static DateTimeOffset? Next(Timing timing, string zone, DateTimeOffset after) => Expressions(timing, zone)
        .Select(e => Next(e, after)).Min();

    static DateTimeOffset? Next(CronExpression expression, DateTimeOffset after)
    {
        // Where a zone's standard time is its summer time (Africa/Casablanca) Quartz answers, around the change, with moments
        // that are past: asked again from past the change, it goes on.
        for (var from = after; ; from = new DateTimeOffset(from.Ticks - from.Ticks % TimeSpan.TicksPerMinute, from.Offset).AddMinutes(1))
        {
            var next = expression.GetNextValidTimeAfter(from);
            if (next is null || next > after) return next;
        }
    }

    /// <summary>All instants after a moment.</summary>
    public static IEnumerable<DateTimeOffset> Upcoming(Timing timing, string zone, DateTimeOffset after)
    {
        for (var next = Next(timing, zone, after); next is { } at; next = Next(timing, zone, at)) yield return at;
    }

    /// <summary>The last instant after <paramref name="since"/> and not after <paramref name="until"/>, and how many come before it, up to <see cref="MostMissed"/>.</summary>
    public static (DateTimeOffset At, int Before)? Due(Timing timing, string zone, DateTimeOffset since, DateTimeOffset until)
    {
        if (Next(timing, zone, since) is not { } first || first > until) return null;
        // From near the end, so that an expression of every second need not be walked through a year.
        var start = Lookbacks.Select(back => until - back).Append(since).First(s => s <= since || Next(timing, zone, s) <= until);
        var last = Upcoming(timing, zone, start > since ? start : since).TakeWhile(at => at <= until).Last();
        return (last, Upcoming(timing, zone, since).TakeWhile(at => at < last).Take(MostMissed).Count());
    }

    /// <summary>Whether a change of the clocks moved this instant from the time of day that was asked for.</summary>
    public static bool IsMoved(Timing timing, string zone, DateTimeOffset at)
    {
        var asked = timing switch
        {
            DailyTiming t => t.At,
            WeeklyTiming t => t.At,
            MonthlyTiming t => t.At,
            _ => (TimeOnly?)null,
        };
        return asked is { } time && TimeOnly.FromTimeSpan(Local(zone, at).TimeOfDay) != time;
    }

    /// <summary>On the wall clock of the zone.</summary>
    public static DateTimeOffset Local(string zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));

    static IEnumerable<CronExpression> Expressions(Timing timing, string zone) =>
        Crons(timing).Select(cron => new CronExpression(cron, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    static string Clock(TimeOnly at) => string.Create(CultureInfo.InvariantCulture, $"{at.Second} {at.Minute} {at.Hour}");
}
