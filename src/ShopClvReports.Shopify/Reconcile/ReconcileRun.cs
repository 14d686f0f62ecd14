using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>How much of a shop is reconciled.</summary>
/// <param name="LookBackDays">Days compared, today among them, and how far changes are fetched when none ever were.</param>
/// <param name="OverlapDays">Days of changes that are fetched again, for what came late.</param>
/// <param name="All">The whole history and every customer, instead.</param>
public sealed record ReconcileScope(int LookBackDays = 60, int OverlapDays = 3, bool All = false);

/// <summary>
/// Makes a shop's orders what Shopify says they are, and says how the figures of days and customers compare. Broken off at any moment, the
/// next run goes on from what is stored.
/// </summary>
public sealed class ReconcileRun(IAdminClient admin, SqliteStore store, Ledgers ledgers, TimeProvider clock)
{
    /// <summary>A day less than Shopify shows, for its clock and ours: what is no longer shown must not be taken for gone.</summary>
    const int VisibleDays = Connection.ShownDays - 1;

    /// <exception cref="ShopifyException">It was broken off; what was mended before stays so.</exception>
    public async Task<Reconciliation> RunAsync(Shop shop, ReconcileScope scope, CancellationToken cancellation)
    {
        var started = clock.GetUtcNow();
        try
        {
            var result = await ReconcileAsync(shop, scope, started, cancellation);
            await store.Reconciliations.SaveAsync(shop.Id, new ReconcileEntry(started, result, null));
            return result;
        }
        catch (ShopifyException e)
        {
            await store.Reconciliations.SaveAsync(shop.Id, new ReconcileEntry(started, null, e.Message));
            throw;
        }
    }

    async Task<Reconciliation> ReconcileAsync(Shop shop, ReconcileScope scope, DateTimeOffset started, CancellationToken cancellation)
    {
        var book = store.Reconciliations;
        var orders = new OrderFetch(admin, store, book);
        var totals = new ShopifyTotals(admin, store, book, clock);
        var glimpses = new OrderGlimpses(admin);
        var days = new ComparedDays(glimpses, store, book, orders);
        var customers = new ComparedCustomers(totals, new CloserLook(store, book, totals, orders, days, new OrderDetailsFetch(admin)), book, ledgers);
        var (overlap, back) = (TimeSpan.FromDays(scope.OverlapDays), started.AddDays(-scope.LookBackDays));
        DateTimeOffset? visible = await SeesAllAsync(shop, cancellation) ? null : started.AddDays(-VisibleDays);
        var today = AsOf.Now(started, shop.TimeZone).Day;

        await new ChangedOrders(glimpses, book, orders).FetchAsync(shop, back, overlap, started, cancellation);
        var from = await days.CompareAsync(shop, scope.All ? null : today.AddDays(1 - scope.LookBackDays), started, visible, cancellation);
        await book.DistrustAfterAsync(shop.Id, started);
        await totals.FetchChangedAsync(shop, scope.All, overlap, started, cancellation);
        await customers.CompareAsync(shop, started, visible, cancellation);

        return new Reconciliation(
            started, clock.GetUtcNow(), orders.Fetched, orders.Mended, days.Deleted, from, today, days.Differences,
            customers.Compared.Customers, customers.Compared.Ours, customers.Differ, customers.Unexplained, customers.Differences);
    }

    /// <summary>Asked each time: what was granted once may have been withdrawn, and what is hidden must not be taken for gone.</summary>
    /// <exception cref="ShopifyException">The app may not see whose an order is.</exception>
    async Task<bool> SeesAllAsync(Shop shop, CancellationToken cancellation)
    {
        var details = await ShopDetails.AskAsync(admin, shop, cancellation);
        await store.Connections.CheckedAsync(shop.Id, details.Name, details.Scopes, clock.GetUtcNow());
        if (!details.IsEnough)
            throw new ShopifyException($"the app of {shop.Domain} lacks {string.Join(" and ", details.MissingNeeded)}, without which orders have no customer; grant that and connect the shop anew");
        return details.Scopes.Contains(Connection.AllOrdersScope);
    }
}
