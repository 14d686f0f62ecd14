using System.Globalization;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>How far a shop's history is, in lines for people. Days are those of UTC.</summary>
static class BackfillText
{
    const int LongestProblem = 500;

    /// <summary>In one line.</summary>
    public static string Of(Backfill? backfill) => backfill switch
    {
        null => "not fetched yet; shopclv serve fetches it, or now: shopclv backfill",
        { FinishedAt: { } at, SeesAll: false } => $"fetched {at:u}, but Shopify showed the orders of {Connection.ShownDays} days only: {Count(backfill.Imported)} orders",
        { FinishedAt: { } at } => $"fetched {at:u}: {Count(backfill.Imported)} orders",
        { Problem: { } problem } => $"incomplete: {VisibleText.OneLine(problem, LongestProblem)}",
        _ => $"on its way: {Progress(new BackfillProgress(backfill, null))}",
    };

    /// <summary>Count, how far back it is complete, and the time left.</summary>
    public static string Progress(BackfillProgress progress)
    {
        var backfill = progress.Backfill;
        var back = backfill.CompleteBackTo is { } to ? string.Create(CultureInfo.InvariantCulture, $", complete back to {to:yyyy-MM-dd}") : "";
        var ready = backfill.Found > backfill.Imported ? $", {Count(backfill.Found - backfill.Imported)} more at Shopify" : "";
        var left = progress.Left is { } time ? $", about {Time(time)} left" : "";
        return $"{Count(backfill.Imported)} of {Count(Math.Max(backfill.Orders, backfill.Imported))} orders{ready}{back}{left}{(progress.Elsewhere ? " (another process is at it)" : "")}";
    }

    /// <summary>A line for each part.</summary>
    public static IEnumerable<string> Parts(Backfill backfill) =>
        backfill.Windows.OrderBy(w => w.Kind).ThenByDescending(w => w.To ?? DateTimeOffset.MaxValue).Select(window =>
            $"  {WindowText.Of(window),-40} {Step(window)}{(window.Problem is { } problem ? $"; {VisibleText.OneLine(problem, LongestProblem)}" : "")}");

    static string Step(HistoryWindow window) => window.Step switch
    {
        WindowStep.Done => $"{Count(window.Imported)} here",
        WindowStep.Failed => $"failed after {window.Attempts} attempts",
        WindowStep.Waiting when window.NextAt is { } at => $"to be tried again at {at:u}",
        WindowStep.Waiting => "waiting",
        WindowStep.Asking => "being asked for",
        WindowStep.Running when window.Paged => $"{Count(window.Imported)} read",
        WindowStep.Running when window.Imported > 0 => $"{Count(window.Imported)} of {Count(Math.Max(window.Found, window.Imported))} here",
        WindowStep.Running => $"{Count(window.Found)} at Shopify",
    };

    static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1.5 } => $"{Math.Max(1, time.TotalSeconds):F0} s",
        { TotalHours: < 1.5 } => $"{time.TotalMinutes:F0} min",
        _ => $"{time.TotalHours:F0} h",
    };
}
