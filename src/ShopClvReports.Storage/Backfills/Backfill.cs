namespace ShopClvReports.Storage;

/// <summary>A shop's history on its way from Shopify.</summary>
/// <param name="FinishedAt">Null while some of it is still to come.</param>
/// <param name="SeesAll">Whether Shopify showed orders older than 60 days when it began.</param>
/// <param name="Orders">How many there were when it began.</param>
/// <param name="Oldest">When the first of them was placed; null without orders.</param>
/// <param name="Problem">What a person must look at, in one sentence; null when all is well.</param>
public sealed record Backfill(
    int Shop, DateTimeOffset StartedAt, bool SeesAll, long Orders, DateTimeOffset? Oldest, DateTimeOffset? FinishedAt = null, string? Problem = null)
{
    /// <summary>Its parts, in the order in which they are asked for.</summary>
    public IReadOnlyList<HistoryWindow> Windows { get; init; } = [];

    /// <summary>From when on every order is here; null as long as not even the newest are.</summary>
    /// <remarks>The instant at which the oldest order was placed, or earlier, when nothing is missing.</remarks>
    public DateTimeOffset? CompleteBackTo
    {
        get
        {
            DateTimeOffset? back = null;
            foreach (var window in OrderWindows)
            {
                if (window.Step != WindowStep.Done) return back;
                back = window.From ?? Oldest ?? StartedAt;
            }

            return back;
        }
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<HistoryWindow> OrderWindows =>
        Windows.Where(w => w.Kind == HistoryKind.Orders).OrderByDescending(w => w.To ?? DateTimeOffset.MaxValue);

    /// <summary>Orders that are here.</summary>
    public long Imported => OrderWindows.Sum(w => w.Imported);

    /// <summary>Orders that are here or that Shopify has laid ready.</summary>
    public long Found => OrderWindows.Sum(w => Math.Max(w.Found, w.Imported));
}

/// <summary>What Shopify is asked for.</summary>
public enum HistoryKind
{
    /// <summary>With their lines, refunds and customers.</summary>
    Orders,

    /// <summary>What each variant of a product costs.</summary>
    Costs,

    /// <summary>Those without an order too.</summary>
    Customers,
}

/// <summary>A part of a shop's history that is asked for at once.</summary>
/// <param name="From">When its first orders were placed; null for the beginning.</param>
/// <param name="To">Orders from here on are not in it; null for up to now.</param>
/// <param name="Paged">Page by page; otherwise by a bulk operation.</param>
/// <param name="Attempts">How many have failed.</param>
/// <param name="Operation">The bulk operation's id, the last one's when it failed.</param>
/// <param name="AskedAt">When an operation was last asked for.</param>
/// <param name="NextAt">Not to be tried before.</param>
/// <param name="Cursor">After which page to go on.</param>
/// <param name="Found">Orders, variants or customers that Shopify has laid ready.</param>
/// <param name="Imported">How many of them are here.</param>
/// <param name="Problem">Why the last attempt failed; null when none did.</param>
public sealed record HistoryWindow(
    HistoryKind Kind, DateTimeOffset? From = null, DateTimeOffset? To = null, bool Paged = false, WindowStep Step = WindowStep.Waiting, int Attempts = 0,
    string? Operation = null, DateTimeOffset? AskedAt = null, DateTimeOffset? NextAt = null, string? Cursor = null, long Found = 0, long Imported = 0,
    string? Problem = null)
{
    /// <summary>The store's number of it.</summary>
    public long Id { get; init; }

    public int Shop { get; init; }
}

/// <summary>How far a window is. Each is on disk before the next is begun.</summary>
public enum WindowStep
{
    /// <summary>Nothing of it has been asked for, or it must be asked for again.</summary>
    Waiting,

    /// <summary>An operation is being asked for; whether Shopify has heard is not known.</summary>
    Asking,

    /// <summary>Shopify works on it, or holds it ready, or pages are being read.</summary>
    Running,

    /// <summary>It is here.</summary>
    Done,

    /// <summary>Too many attempts failed.</summary>
    Failed,
}
