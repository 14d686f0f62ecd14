using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Looks at the orders that changed since the last time, and for safety some days before, and fetches those that are not the same with us.
/// Broken off, it goes on where it stopped: the bookmark moves over what is stored and nothing else.
/// </summary>
sealed class ChangedOrders(OrderGlimpses glimpses, IReconcileStore book, OrderFetch orders)
{
    /// <param name="since">Where to begin when nothing was ever fetched.</param>
    public async Task FetchAsync(Shop shop, DateTimeOffset since, TimeSpan overlap, DateTimeOffset now, CancellationToken cancellation)
    {
        var bookmark = book.Bookmark(shop.Id);
        since = bookmark.OrdersAt ?? bookmark.OrdersSince - overlap ?? since;
        string? after = null;
        for (var pages = 1; ; pages++)
        {
            var (page, next) = await glimpses.PageAsync(shop, "UPDATED_AT", $"updated_at:>='{ShopifySearch.Instant(since)}'", after, cancellation);
            var ours = book.Orders(shop.Id, [.. page.Select(o => o.Id)]);
            await orders.ByIdAsync(shop, new DayComparison(ours, page).Wanted, cancellation);
            if (AdminPage.Onward(next, after) is null) break;
            var last = page.Max(o => o.UpdatedAt);
            await book.SaveBookmarkAsync(shop.Id, bookmark with { OrdersAt = last });
            (since, after) = pages % ShopifySearch.PagesDeep == 0 && last > since ? (last, null) : (since, next);
        }

        await book.SaveBookmarkAsync(shop.Id, bookmark with { OrdersSince = now, OrdersAt = null });
    }
}
