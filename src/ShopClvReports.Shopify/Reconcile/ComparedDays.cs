using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Compares the orders of each day with Shopify's, and mends what differs: orders that we have not, or in another version, are fetched, and
/// those that Shopify has not any more are deleted, each after it was asked for by itself.
/// </summary>
sealed class ComparedDays(OrderGlimpses glimpses, IStore store, IReconcileStore book, OrderFetch orders)
{
    /// <summary>Days compared at once: as much as is held in memory.</summary>
    const int SpanDays = 60;

    /// <summary>What a result keeps.</summary>
    const int MostKept = 200;

    const string SortKey = "PROCESSED_AT";

    readonly List<DayDifference> _differences = [];

    /// <summary>Days that differed, the newest.</summary>
    public IReadOnlyList<DayDifference> Differences => _differences;

    public int Deleted { get; private set; }

    /// <param name="from">First day; null for the whole history, which goes on where it was broken off.</param>
    /// <param name="to">Not compared from here on.</param>
    /// <param name="visible">Older orders are not shown to us, and so are not compared; null when all are.</param>
    /// <returns>The first day that was compared.</returns>
    public async Task<DateOnly> CompareAsync(Shop shop, DateOnly? from, DateTimeOffset to, DateTimeOffset? visible, CancellationToken cancellation)
    {
        var bookmark = book.Bookmark(shop.Id);
        var start = from is { } day ? ZonedDay.Start(day, shop.TimeZone) : bookmark.DaysAt ?? await FirstAsync(shop, to, cancellation);
        if (visible > start) start = ZonedDay.Start(DayOf(visible.Value, shop).AddDays(1), shop.TimeZone);
        var first = DayOf(start, shop);
        while (start < to)
        {
            var end = ZonedDay.Start(DayOf(start, shop).AddDays(SpanDays), shop.TimeZone);
            await CompareAsync(shop, start, end < to ? end : to, cancellation);
            start = end;
            if (from is null) await book.SaveBookmarkAsync(shop.Id, book.Bookmark(shop.Id) with { DaysAt = start < to ? start : null });
        }

        return first;
    }

    async Task CompareAsync(Shop shop, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var shopifys = await GlimpsesAsync(shop, from, to, cancellation);
        var ours = book.Orders(shop.Id, from, to);
        var compared = new DayComparison(ours, shopifys);
        if (compared is { Wanted.Count: 0, Absent.Count: 0 }) return;

        var known = book.Traces(shop.Id, compared.Wanted).Select(o => o.Id).ToHashSet();
        await orders.ByIdAsync(shop, compared.Wanted, cancellation);
        var gone = (await orders.ByIdAsync(shop, compared.Absent, cancellation)).ToHashSet();
        await DeleteAsync(shop, gone);
        _differences.AddRange(compared.Differences(shop.TimeZone, gone, known, book.Orders(shop.Id, from, to)));
        if (_differences.Count > MostKept) _differences.RemoveRange(0, _differences.Count - MostKept);
    }

    /// <param name="gone">Shopify has said of each that it has it not.</param>
    public async Task DeleteAsync(Shop shop, IReadOnlyCollection<OrderId> gone)
    {
        if (gone.Count > 0) Deleted += (await store.ImportAsync(shop.Id, [.. gone.Select(order => new OrderDeleted(order))], [])).Stored;
    }

    /// <summary>The earliest order that either side has.</summary>
    async Task<DateTimeOffset> FirstAsync(Shop shop, DateTimeOffset otherwise, CancellationToken cancellation)
    {
        var (page, _) = await glimpses.PageAsync(shop, SortKey, "", null, cancellation);
        var theirs = page.Min(o => (DateTimeOffset?)o.ProcessedAt);
        var ours = book.FirstOrder(shop.Id);
        var first = theirs < ours || ours is null ? theirs ?? otherwise : ours.Value;
        return ZonedDay.Start(DayOf(first, shop), shop.TimeZone);
    }

    async Task<List<OrderGlimpse>> GlimpsesAsync(Shop shop, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        List<OrderGlimpse> all = [];
        string? after = null;
        for (var pages = 1; ; pages++)
        {
            var search = $"processed_at:>='{ShopifySearch.Instant(from)}' processed_at:<'{ShopifySearch.Instant(to)}'";
            var (page, next) = await glimpses.PageAsync(shop, SortKey, search, after, cancellation);
            all.AddRange(page);
            if (AdminPage.Onward(next, after) is null) return all;
            (from, after) = pages % ShopifySearch.PagesDeep == 0 && page[^1].ProcessedAt > from ? (page[^1].ProcessedAt, null) : (from, next);
        }
    }

    static DateOnly DayOf(DateTimeOffset at, Shop shop) => AsOf.Now(at, shop.TimeZone).Day;
}
