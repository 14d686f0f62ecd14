using System.Text.Json.Serialization;

namespace ShopClvReports.Storage;

/// <summary>When a schedule runs, on the wall clock of its own zone.</summary>
[JsonDerivedType(typeof(DailyTiming), "daily")]
[JsonDerivedType(typeof(WeeklyTiming), "weekly")]
[JsonDerivedType(typeof(MonthlyTiming), "monthly")]
[JsonDerivedType(typeof(CronTiming), "cron")]
public abstract record Timing;

public sealed record DailyTiming(TimeOnly At) : Timing;

public sealed record WeeklyTiming(DayOfWeek Day, TimeOnly At) : Timing;

/// <param name="Day">1 to 31; a month that is shorter runs on its last day.</param>
public sealed record MonthlyTiming(int Day, TimeOnly At) : Timing;

/// <param name="Expression">Seconds, minutes, hours, day of month, month, day of week, as Quartz reads them.</param>
public sealed record CronTiming(string Expression) : Timing;
