using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A store of fixed histories that tells what is read of it.</summary>
sealed class WatchedStore(params int[] ordersOfShop) : IStore
{
    readonly List<(int Shop, long Since)> _reads = [];

    /// <summary>What was asked for since the last time this was called.</summary>
    public (int Shop, long Since)[] Reads()
    {
        lock (_reads)
        {
            (int, long)[] reads = [.. _reads];
            _reads.Clear();
            return reads;
        }
    }

    /// <summary>Runs within a read.</summary>
    public Action<int>? Reading { get; set; }

    public Func<IReadOnlyList<StoredShop>> StoredShops { get; init; } = () => throw new NotSupportedException();

    public LedgerChanges ChangesSince(int shop, long sequence)
    {
        lock (_reads) _reads.Add((shop, sequence));
        Reading?.Invoke(shop);
        List<LedgerOrder> orders = sequence > 0
            ? []
            : [.. Enumerable.Range(1, ordersOfShop[shop]).Select(id => new LedgerOrder(id, 0, (uint)id, shop, shop, shop, 0, 0, false, false))];
        return new LedgerChanges(1, ["EUR"], ["web"], orders, []);
    }

    public Task<WebhookOutcome> ReceiveAsync(WebhookDelivery delivery) => throw new NotSupportedException();
    public Task<ImportOutcome> ImportAsync(int shop, IReadOnlyList<ShopFact> facts, IReadOnlyList<Rejected> rejected) => throw new NotSupportedException();
    public IReadOnlyList<Quarantined> Quarantine(int? shop, long before, int limit) => throw new NotSupportedException();
    public Task ReleaseAsync(long quarantineId, IReadOnlyList<ShopFact> facts) => throw new NotSupportedException();
    public IReadOnlyList<StoredShop> Shops() => StoredShops();
    public Task<Shop> SaveShopAsync(string domain, TimeZoneInfo? timeZone, Currency? currency, ShopSecrets? secrets) => throw new NotSupportedException();
    public Task RemoveShopAsync(int shop) => throw new NotSupportedException();
    public IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> Lines(int shop, IReadOnlyCollection<OrderId> orders) => throw new NotSupportedException();
    public void ReadLines(int shop, Action<OrderId, IReadOnlyList<LineItem>> seen) => throw new NotSupportedException();
    public void ReadCompanies(int shop, Action<OrderId, OrderCompany> seen) => throw new NotSupportedException();
    public void ReadFirstVisits(int shop, Action<OrderId, FirstVisit> seen) => throw new NotSupportedException();
    public IReadOnlyList<VariantCost> Costs(int shop) => throw new NotSupportedException();
    public IReadOnlyDictionary<OrderId, OrderNote> Orders(int shop, IReadOnlyCollection<OrderId> orders) => throw new NotSupportedException();
    public Task ProbeAsync() => throw new NotSupportedException();

    public StoreHealth Check() => throw new NotSupportedException();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
