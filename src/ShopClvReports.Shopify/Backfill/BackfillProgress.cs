using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>How far a backfill is.</summary>
/// <param name="Left">Until it is done, at the pace so far; null while that cannot be told.</param>
/// <param name="Elsewhere">Another process works on it.</param>
public sealed record BackfillProgress(Backfill Backfill, TimeSpan? Left, bool Elsewhere = false);

/// <summary>Tells from how fast orders were found how long the rest will take.</summary>
/// <param name="since">When this was begun.</param>
/// <param name="found">Orders that were there by then.</param>
sealed class BackfillPace(DateTimeOffset since, long found)
{
    /// <summary>Before that much a pace is a guess.</summary>
    static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    public TimeSpan? Left(Backfill backfill, DateTimeOffset now)
    {
        var (gained, passed, missing) = (backfill.Found - found, now - since, backfill.Orders - backfill.Found);
        return gained > 0 && missing >= 0 && passed >= Least ? passed * ((double)missing / gained) : null;
    }
}
