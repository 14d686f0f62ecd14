using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Fetches the orders that changed since the last time, and for safety some days before. Broken off, it goes on where it stopped: the
/// bookmark moves over what is stored and nothing else.
/// </summary>
sealed class ChangedOrders(IAdminClient admin, IReconcileStore book, OrderFetch orders)
{
    static readonly AdminQuery s_query = AdminQuery.Load("ChangedOrders");

    /// <param name="since">Where to begin when nothing was ever fetched.</param>
    public async Task FetchAsync(Shop shop, DateTimeOffset since, TimeSpan overlap, DateTimeOffset now, CancellationToken cancellation)
    {
        var bookmark = book.Bookmark(shop.Id);
        since = bookmark.OrdersAt ?? bookmark.OrdersSince - overlap ?? since;
        string? after = null;
        for (var pages = 1; ; pages++)
        {
            var reply = await admin.SendAsync(shop, s_query, new { search = $"updated_at:>='{ShopifySearch.Instant(since)}'", after }, cancellation);
            var page = AdminPage.Of(reply, s_query, "orders");
            var last = await orders.StoreAsync(shop, page.Nodes, cancellation);
            if (page.Next is null) break;
            if (last is not null) await book.SaveBookmarkAsync(shop.Id, bookmark = bookmark with { OrdersAt = last });
            (since, after) = pages % ShopifySearch.PagesDeep == 0 && last > since ? (last.Value, null) : (since, page.Next);
        }

        await book.SaveBookmarkAsync(shop.Id, book.Bookmark(shop.Id) with { OrdersSince = now, OrdersAt = null });
    }
}
