using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>A standing wish: this report, at these times, to these places.</summary>
/// <param name="ActiveSince">Runs are owed from here on: since it was made, or last resumed.</param>
/// <param name="PausedUntil">With <paramref name="Paused"/>: when it goes on by itself; null until somebody resumes it.</param>
/// <param name="AwaitsConnection">The app was removed at Shopify: it rests until the shop is connected again, or somebody resumes it.</param>
public sealed record Schedule(
    int Shop, long Id, string Name, ScheduleDefinition Definition, bool Paused, DateTimeOffset? PausedUntil, DateTimeOffset ActiveSince,
    bool AwaitsConnection = false)
{
    /// <summary>Whether it rests at a moment.</summary>
    public bool Rests(DateTimeOffset now) => AwaitsConnection || Paused && (PausedUntil is not { } until || now < until);

    /// <summary>Runs are owed after this moment: when it was made, resumed, or woke by itself.</summary>
    public DateTimeOffset OwesSince => Paused && PausedUntil is { } until && until > ActiveSince ? until : ActiveSince;
}

/// <summary>A schedule whose definition cannot be read.</summary>
/// <param name="Reason">May quote what is stored.</param>
public sealed record UnreadableSchedule(int Shop, long Id, string Name, string Reason);

/// <summary>What a schedule asks for. A run keeps the one it was planned with.</summary>
/// <param name="Language"><c>en</c> or <c>nl</c>.</param>
/// <param name="TimeZone">IANA name, of <paramref name="When"/> alone; the report's days are the shop's.</param>
/// <param name="Subject">Over the channel's own; null for that.</param>
/// <param name="Message">A line or more above the report.</param>
/// <param name="Alert">
/// With a rule, each run checks who is unusually quiet instead of making a report; of <paramref name="Report"/> the period and the
/// value policy count then.
/// </param>
public sealed record ScheduleDefinition(
    ReportRequest Report, string Language, Timing When, string TimeZone, IReadOnlyList<Destination> Destinations,
    string? Subject = null, string? Message = null, SendCondition Condition = SendCondition.Always,
    AlertRule? Alert = null);

/// <summary>A report as it is asked for on the command line.</summary>
/// <param name="Kind">Such as <c>clv</c>.</param>
/// <param name="Rule">Of the inactive report: who is high-value, and when quiet; null for the usual.</param>
/// <param name="Tiers">As <see cref="Analytics.Tiers.Parse"/> reads it; null for those of the shop.</param>
/// <param name="By">Of the cohorts report <c>month</c> or <c>quarter</c>, of the channels report <c>order</c> or <c>first-visit</c>.</param>
/// <param name="Own">Columns of the reader's own, such as <c>ratio = total_spent / orders</c>.</param>
public sealed record ReportRequest(
    string Kind = "clv", string Period = "all", string Value = "paid", string? Columns = null, string? Where = null, string? Sort = null, int? Top = null,
    AlertRule? Rule = null, string? Tiers = null, string? By = null, IReadOnlyList<string>? Own = null, string? Customer = null);

/// <summary>Whether a finished report is sent.</summary>
public enum SendCondition
{
    /// <summary>Every time.</summary>
    Always,

    /// <summary>Only when it lists a customer.</summary>
    WithRows,

    /// <summary>Only when it says something else than the last one that was sent.</summary>
    WhenChanged,

    /// <summary>Only when the shop was heard from within the last day, or since the run before.</summary>
    WhenFresh,
}
