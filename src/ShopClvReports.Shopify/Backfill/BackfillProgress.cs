using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>How far a backfill is.</summary>
/// <param name="Left">Until it is done, at the pace so far; null while that cannot be told.</param>
/// <param name="Elsewhere">Another process works on it.</param>
public sealed record BackfillProgress(Backfill Backfill, TimeSpan? Left, bool Elsewhere = false);

/// <summary>Tells from how fast Shopify found orders, and how fast those were read, how long the rest will take.</summary>
/// <param name="since">When this was begun.</param>
/// <param name="before">How far it was then.</param>
sealed class BackfillPace(DateTimeOffset since, Backfill before)
{
    /// <summary>Before that much a pace is a guess.</summary>
    static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    (DateTimeOffset At, long Imported) _last = (since, before.Imported);
    (TimeSpan Time, long Orders) _read;

    /// <summary>To be asked often: what came between two times was read between them.</summary>
    public TimeSpan? Left(Backfill backfill, DateTimeOffset now)
    {
        if (backfill.Imported > _last.Imported) _read = (_read.Time + (now - _last.At), _read.Orders + backfill.Imported - _last.Imported);
        _last = (now, backfill.Imported);
        var (missing, ready) = (Math.Max(0, backfill.Orders - backfill.Found), backfill.Found - backfill.Imported);
        // Of what comes besides orders nobody knows how much it is.
        if (missing + ready == 0 || now - since < Least) return null;
        var reading = missing > 0 && _read.Orders == 0 ? TimeSpan.Zero : Time(ready, _read.Time, _read.Orders);
        return Time(missing, now - since, backfill.Found - before.Found) + reading;
    }

    /// <returns>Null where there is no pace yet.</returns>
    static TimeSpan? Time(long left, TimeSpan passed, long gained) =>
        left == 0 ? TimeSpan.Zero : gained > 0 ? passed * ((double)left / gained) : null;
}
