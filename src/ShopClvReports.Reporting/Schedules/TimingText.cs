using System.Globalization;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Times as a person writes them: <c>daily 07:00</c>, <c>monday 07:00</c>, <c>monthly 1 07:00</c>, <c>monthly last 07:00</c>.</summary>
public static class TimingText
{
    const string Expected = "expected 'daily 07:00', 'monday 07:00', 'monthly 1 07:00' or 'monthly last 07:00'";

    const int LastDay = 31;

    /// <exception cref="FormatException">None of these forms.</exception>
    public static Timing Parse(string text) =>
        text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            ["daily", var at] => new DailyTiming(Time(at, text)),
            ["weekly", var day, var at] => new WeeklyTiming(Day(day, text), Time(at, text)),
            ["monthly", "last", var at] => new MonthlyTiming(LastDay, Time(at, text)),
            ["monthly", var day, var at] when int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LastDay =>
                new MonthlyTiming(number, Time(at, text)),
            [var day, var at] => new WeeklyTiming(Day(day, text), Time(at, text)),
            _ => throw new FormatException($"'{text}' is not a time to run; {Expected}"),
        };

    /// <summary>Reads back as the same timing, but for cron.</summary>
    public static string Say(Timing timing) => timing switch
    {
        DailyTiming t => $"daily {Clock(t.At)}",
        WeeklyTiming t => $"{t.Day.ToString().ToLowerInvariant()} {Clock(t.At)}",
        MonthlyTiming { Day: LastDay } t => $"monthly last {Clock(t.At)}",
        MonthlyTiming t => string.Create(CultureInfo.InvariantCulture, $"monthly {t.Day} {Clock(t.At)}"),
        CronTiming t => $"cron {t.Expression}",
        _ => throw new InvalidOperationException($"no words for {timing.GetType().Name}"),
    };

    static DayOfWeek Day(string text, string whole) => Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>()
        .FirstOrDefault(d => d!.Value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"'{whole}' is not a time to run; {Expected}");

    static TimeOnly Time(string text, string whole) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? at
        : throw new FormatException($"'{text}' in '{whole}' is not a time of day; {Expected}");

    static string Clock(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
