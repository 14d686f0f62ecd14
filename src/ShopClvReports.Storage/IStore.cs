using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// The store of facts. Each method is one atomic step: it happened wholly and is on disk when it returns, or not at all.
/// Applying the same facts in any order, any number of times, gives the same state.
/// </summary>
/// <exception cref="StoreUnavailableException">From every method: not now; the message says why and what to do.</exception>
public interface IStore : IAsyncDisposable
{
    /// <summary>Takes one webhook delivery. Deliveries that wait together are committed together.</summary>
    /// <exception cref="StoreBusyException">Too many are waiting already.</exception>
    Task<WebhookOutcome> ReceiveAsync(WebhookDelivery delivery);

    /// <summary>Takes facts of an import, with what could not be understood of it.</summary>
    Task<ImportOutcome> ImportAsync(int shop, IReadOnlyList<ShopFact> facts, IReadOnlyList<Rejected> rejected);

    /// <summary>What waits in quarantine, newest first: a page of entries whose number is below <paramref name="before"/>.</summary>
    IReadOnlyList<Quarantined> Quarantine(int? shop, long before, int limit);

    /// <summary>Applies the facts that a quarantined body turned out to hold, and takes it out of quarantine.</summary>
    Task ReleaseAsync(long quarantineId, IReadOnlyList<ShopFact> facts);

    /// <summary>Every shop, by domain.</summary>
    IReadOnlyList<StoredShop> Shops();

    /// <summary>Adds a shop or changes one; what is null stays as it is.</summary>
    Task<Shop> SaveShopAsync(string domain, TimeZoneInfo? timeZone, Currency? currency, ShopSecrets? secrets);

    /// <summary>Removes a shop and everything known of it.</summary>
    Task RemoveShopAsync(int shop);

    /// <summary>What changed since a ledger was taken; everything for sequence 0.</summary>
    LedgerChanges ChangesSince(int shop, long sequence);

    /// <summary>The lines of some orders; an order that is not known, or has none, is not there.</summary>
    IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> Lines(int shop, IReadOnlyCollection<OrderId> orders);

    /// <summary>Hands over the lines of every order that has some, one order at a time and none of them kept; a test order's and a deleted one's too.</summary>
    void ReadLines(int shop, Action<OrderId, IReadOnlyList<LineItem>> seen);

    /// <summary>Hands over every order that was placed for a company; a test order and a deleted one too.</summary>
    void ReadCompanies(int shop, Action<OrderId, OrderCompany> seen);

    /// <summary>Hands over the first visit of every order of which it is known; a test order's and a deleted one's too.</summary>
    void ReadFirstVisits(int shop, Action<OrderId, FirstVisit> seen);

    /// <summary>What variants cost and have cost, by variant and from the oldest on.</summary>
    IReadOnlyList<VariantCost> Costs(int shop);

    /// <summary>What a ledger does not keep of some orders; one that is not known, or was deleted, is not there.</summary>
    IReadOnlyDictionary<OrderId, OrderNote> Orders(int shop, IReadOnlyCollection<OrderId> orders);

    /// <summary>Writes and commits a step that changes nothing: it fails when a delivery would.</summary>
    Task ProbeAsync();

    /// <summary>How the store is.</summary>
    StoreHealth Check();
}
