using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Fetches what Shopify says of customers' orders in all.</summary>
sealed class ShopifyTotals(IAdminClient admin, IStore store, IReconcileStore book, TimeProvider clock)
{
    const int AtOnce = 100;

    static readonly AdminQuery s_changed = AdminQuery.Load("ChangedCustomers");
    static readonly AdminQuery s_byId = AdminQuery.Load("CustomersById");

    /// <summary>
    /// Of the customers that changed since the last time, and for safety some days before, by id; the first time of every customer. Broken
    /// off, it goes on where it stopped.
    /// </summary>
    /// <param name="all">Every customer, not for the first time.</param>
    public async Task FetchChangedAsync(Shop shop, bool all, TimeSpan overlap, DateTimeOffset now, CancellationToken cancellation)
    {
        var bookmark = book.Bookmark(shop.Id);
        // Shopify finds customers by whole days.
        var changed = !all && bookmark.CustomersSince is { } since ? $"updated_at:>={ShopifySearch.Day(since - overlap, shop)} " : "";
        all = changed.Length == 0;
        bookmark = bookmark with { CustomersAt = bookmark.CustomersAll == all ? bookmark.CustomersAt : null, CustomersAll = all };
        var above = bookmark.CustomersAt ?? 0;
        string? after = null;
        for (var pages = 1; ; pages++)
        {
            var reply = await admin.SendAsync(shop, s_changed, new { search = $"{changed}id:>{above}", after }, cancellation);
            var page = AdminPage.Of(reply, s_changed, reply.Data.Within("customers"));
            var totals = await StoreAsync(shop, page.Nodes);
            if (AdminPage.Onward(page.Next, after) is null) break;
            if (totals.Count > 0) await book.SaveBookmarkAsync(shop.Id, bookmark = bookmark with { CustomersAt = totals[^1].Customer.Value });
            (above, after) = pages % ShopifySearch.PagesDeep == 0 && totals.Count > 0 ? (totals[^1].Customer.Value, null) : (above, page.Next);
        }

        await book.SaveBookmarkAsync(shop.Id, book.Bookmark(shop.Id) with { CustomersSince = now, CustomersAt = null, CustomersAll = false });
    }

    /// <summary>Of some customers, as of now.</summary>
    /// <returns>Those that Shopify has not any more.</returns>
    public async Task<IReadOnlyList<CustomerId>> FetchAsync(Shop shop, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellation)
    {
        List<CustomerId> gone = [];
        foreach (var ids in customers.Chunk(AtOnce))
        {
            var reply = await admin.SendAsync(shop, s_byId, new { ids = ids.Select(Gid) }, cancellation);
            var nodes = AdminPage.ById(reply, s_byId, ids.Length);
            if (reply.Errors.Count == 0) gone.AddRange(ids.Where((_, i) => nodes[i].ValueKind == JsonValueKind.Null));
            await StoreAsync(shop, [.. nodes.Where(n => n.ValueKind != JsonValueKind.Null)]);
        }

        return gone;
    }

    async Task<IReadOnlyList<ShopifyTotal>> StoreAsync(Shop shop, IReadOnlyList<JsonElement> customers)
    {
        // It is so now, whenever the customer was last changed.
        var now = clock.GetUtcNow();
        List<ShopifyTotal> totals = [];
        foreach (var customer in customers)
            try
            {
                totals.Add(ShopifyTotalPayload.Graph(AdminPage.Utf8(customer), now));
            }
            catch (PayloadException e)
            {
                throw new ShopifyException($"Shopify does not say what a customer has spent: {e.Message}", e);
            }

        if (totals.Count > 0) await store.ImportAsync(shop.Id, [.. totals.Select(t => new ShopifyTotalSeen(t))], []);
        return totals;
    }

    public static string Gid(CustomerId customer) => $"gid://shopify/Customer/{customer.Value}";
}
