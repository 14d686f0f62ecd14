using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>In which parts a history is asked for, so that the first report is useful early and a part that fails costs little.</summary>
static class HistoryPlan
{
    /// <summary>No order window is made narrower than this by taking it apart.</summary>
    public static readonly TimeSpan Narrowest = TimeSpan.FromDays(2);

    static readonly TimeSpan First = TimeSpan.FromDays(90);
    static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Windows of a history, whole: the first has no end and the last no beginning.</summary>
    /// <param name="mostPaged">Up to so many of a kind are read page by page.</param>
    public static IReadOnlyList<HistoryWindow> Windows(HistorySize size, DateTimeOffset now, int mostPaged)
    {
        List<HistoryWindow> windows = [.. Orders(size, now, mostPaged)];
        if (size.Variants is { } variants) windows.Insert(1, new HistoryWindow(HistoryKind.Costs, Paged: variants <= mostPaged));
        if (size.Customers is { } customers) windows.Insert(Math.Min(3, windows.Count), new HistoryWindow(HistoryKind.Customers, Paged: customers <= mostPaged));
        return windows;
    }

    static IEnumerable<HistoryWindow> Orders(HistorySize size, DateTimeOffset now, int mostPaged)
    {
        DateTimeOffset? to = null;
        if (size.Orders > mostPaged && size.Oldest is { } oldest)
            for (var from = now - First; from > oldest; from -= Year)
            {
                yield return new HistoryWindow(HistoryKind.Orders, from, to);
                to = from;
            }

        yield return new HistoryWindow(HistoryKind.Orders, null, to, Paged: size.Orders <= mostPaged);
    }

    /// <summary>Both halves of an order window, newer first.</summary>
    /// <param name="oldest">When the shop's first order was placed.</param>
    /// <param name="now">When the history was asked for.</param>
    /// <returns>Null for what cannot be asked for in parts.</returns>
    public static IReadOnlyList<HistoryWindow>? Halves(HistoryWindow window, DateTimeOffset? oldest, DateTimeOffset now)
    {
        var (from, to) = (window.From ?? oldest ?? now, window.To ?? now);
        if (window.Kind != HistoryKind.Orders || to - from < Narrowest) return null;
        var middle = DateTimeOffset.FromUnixTimeSeconds((from + (to - from) / 2).ToUnixTimeSeconds());
        return [window with { From = middle }, window with { To = middle }];
    }
}

/// <summary>How much there is to fetch.</summary>
/// <param name="Oldest">When the first order was placed; null without orders.</param>
/// <param name="Customers">Null when they may not be seen.</param>
/// <param name="Variants">Null when they may not be seen.</param>
sealed record HistorySize(long Orders, DateTimeOffset? Oldest, long? Customers, long? Variants);
