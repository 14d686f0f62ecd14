using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Asks Shopify for the orders of a few customers, one by one: whether they are all known, whose they are, and what no webhook tells. What
/// differs is stored; the details are remembered for the explanation.
/// </summary>
sealed class CloserLook(IStore store, IReconcileStore book, ShopifyTotals totals, OrderFetch orders, ComparedDays days, OrderDetailsFetch details)
{
    /// <summary>In one night, ten with each request.</summary>
    public const int MostCustomers = 500;

    /// <summary>In one night, 25 with each request.</summary>
    const int MostOrders = 5_000;

    readonly Dictionary<OrderId, OrderDetails> _details = [];

    /// <summary>An order with what Shopify was found to say of it.</summary>
    public OrderTrace Detailed(OrderTrace order) => _details.TryGetValue(order.Id, out var known)
        ? order with { Tip = known.Tip, GiftCardsUsed = known.GiftCardsUsed }
        : order;

    /// <param name="puzzling">Customers of whom Shopify says what our orders do not explain.</param>
    /// <param name="gone">Customers that Shopify has not any more.</param>
    /// <param name="visible">Older orders are not shown to us; null when all are.</param>
    /// <returns>All customers that were found to be gone.</returns>
    public async Task<IReadOnlyList<CustomerId>> AtAsync(
        Shop shop, Ledger ledger, IReadOnlyList<ShopifyTotal> puzzling, IReadOnlyList<CustomerId> gone, DateTimeOffset? visible, CancellationToken cancellation)
    {
        if (puzzling.Count + gone.Count == 0) return gone;
        gone = [.. gone, .. await FetchNamedAsync(shop, puzzling, cancellation)];
        List<OrderId> known = [.. puzzling.Select(t => t.Customer).Concat(gone).Distinct().SelectMany(c => OrdersOf(ledger, c)).Take(MostOrders)];
        known.AddRange(book.TestOrders(shop.Id, [.. puzzling.Select(t => t.Customer)]).Select(o => o.Id));
        var traces = book.Traces(shop.Id, known).Where(o => o.Id.Value > 0 && (visible is null || o.ProcessedAt > visible)).ToDictionary(o => o.Id);
        var told = await details.FetchAsync(shop, traces.Keys, cancellation);
        foreach (var (order, detail) in told)
            if (detail is not null) _details[order] = detail;

        await days.DeleteAsync(shop, [.. told.Where(t => t.Value is null).Select(t => t.Key)]);
        await MergeAsync(shop, gone, traces.Values, told);
        await orders.ByIdAsync(shop, [.. told.Where(t => t.Value is { } detail && IsOthers(detail, traces[t.Key], gone)).Select(t => t.Key)], cancellation);
        return gone;
    }

    /// <summary>Fetches the orders that Shopify counts with a customer and we do not know, or count with another, however old they are.</summary>
    /// <returns>Of those others, the ones that Shopify has not any more.</returns>
    async Task<IReadOnlyList<CustomerId>> FetchNamedAsync(Shop shop, IReadOnlyList<ShopifyTotal> puzzling, CancellationToken cancellation)
    {
        var theirs = await details.OrdersOfAsync(shop, puzzling.Select(t => t.Customer), cancellation);
        foreach (var total in puzzling)
            if (total.LastOrder is { } last) theirs.TryAdd(last, total.Customer);
        var ours = book.Traces(shop.Id, theirs.Keys).ToDictionary(o => o.Id, o => o.Customer);
        await orders.ByIdAsync(shop, [.. theirs.Keys.Where(id => !ours.TryGetValue(id, out var own) || own != theirs[id])], cancellation);
        var others = ours.Where(o => o.Value is { Value: > 0 } own && own != theirs[o.Key]).Select(o => o.Value!.Value).Distinct();
        return await totals.FetchAsync(shop, [.. others], cancellation);
    }

    /// <summary>A customer that is gone, with orders that are all another's now, was merged into that one.</summary>
    async Task MergeAsync(Shop shop, IReadOnlyList<CustomerId> gone, IEnumerable<OrderTrace> traces, Dictionary<OrderId, OrderDetails?> told)
    {
        var ordersOf = traces.ToLookup(o => o.Customer);
        List<ShopFact> merges = [];
        foreach (var customer in gone)
        {
            List<CustomerId?> owners = [.. ordersOf[customer].Select(o => told.GetValueOrDefault(o.Id)).OfType<OrderDetails>().Select(o => o.Customer).Distinct()];
            if (owners is [{ } kept] && kept != customer) merges.Add(new CustomersMerged(kept, customer));
        }

        if (merges.Count > 0) await store.ImportAsync(shop.Id, merges, []);
    }

    static bool IsOthers(OrderDetails detail, OrderTrace order, IReadOnlyList<CustomerId> gone) =>
        detail.Customer is { } owner && owner != order.Customer && !(order.Customer is { } own && gone.Contains(own));

    static IReadOnlyList<OrderId> OrdersOf(Ledger ledger, CustomerId customer) =>
        ledger.Find(customer) is { } place ? CustomerReport.OrdersOf(ledger, place) : [];
}
