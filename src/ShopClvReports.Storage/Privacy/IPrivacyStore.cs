using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Obligations towards customers, and who looked at their data. Each method is one atomic step, on disk when it returns.
/// </summary>
public interface IPrivacyStore
{
    /// <summary>By number.</summary>
    IReadOnlyList<Obligation> Obligations(int? shop = null, bool open = false);

    Obligation? Find(long obligation);

    /// <summary>Somebody asks here; each time is an obligation of its own.</summary>
    Task<Obligation> AskAsync(int shop, PrivacyAsked asked, string by);

    /// <summary>What is kept of a person, by id, by address, or by either.</summary>
    PersonHoldings Holdings(int shop, CustomerId? customer, string? email, IReadOnlyCollection<OrderId> orders);

    /// <summary>The exports of a request are made: kept sealed until they are too old, and the owner told.</summary>
    Task ReadyAsync(Obligation obligation, IReadOnlyList<PrivacyExport> exports, PrivacyProof proof, Telling telling, DateTimeOffset now);

    /// <summary>The exports of a request; empty when there are none, or none any more.</summary>
    IReadOnlyList<PrivacyExport> Exports(long obligation);

    /// <summary>The owner has the export.</summary>
    Task FetchedAsync(long obligation, DateTimeOffset now);

    /// <summary>
    /// A person goes: name, addresses, numbers and every text that speaks of them. The money of the orders stays, under an id that
    /// leads nowhere, and nothing that comes later brings the person back. <see cref="CompactAsync"/> is still owed.
    /// </summary>
    /// <param name="telling">What the owner hears; null for nothing.</param>
    Task EraseAsync(Obligation obligation, Telling? telling, DateTimeOffset now);

    /// <summary>
    /// Everything of a shop goes; what stays is in <see cref="ErasedShops"/>. <see cref="CompactAsync"/> is still owed. A shop that
    /// was connected again since it was asked for stays.
    /// </summary>
    Task EraseShopAsync(Obligation obligation, DateTimeOffset now);

    /// <summary>
    /// A shop that works is not erased without a question: the obligation waits for the owner, who is told. One that was connected
    /// again since it was asked for stays.
    /// </summary>
    Task HoldShopAsync(Obligation obligation, Telling telling, DateTimeOffset now);

    IReadOnlyList<ErasedShop> ErasedShops();

    /// <summary>Whether what was erased may still lie in parts of the database file that are no longer used.</summary>
    bool HoldsRemains();

    /// <summary>Writes the database file anew, so that nothing erased is left in its bytes; ends what waited for that.</summary>
    /// <returns>False when a reader kept it from being finished: try again.</returns>
    Task<bool> CompactAsync(DateTimeOffset now);

    /// <summary>Takes names and addresses out of what is stored already; guests become known by a keyed hash.</summary>
    /// <returns>How many customers had some.</returns>
    Task<int> StripAsync();

    /// <summary>Forgets what is old enough.</summary>
    /// <returns>Customers whose name and address went.</returns>
    Task<int> ForgetAsync(Retention retention, DateTimeOffset now);

    Task LogAsync(Access access);

    /// <summary>Newest first.</summary>
    IReadOnlyList<Access> Log(int shop, int limit);
}
