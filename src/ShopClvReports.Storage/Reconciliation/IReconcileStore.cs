using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>What Shopify says of customers and days, and how that compared with ours. Each method is one atomic step, on disk when it returns.</summary>
public interface IReconcileStore
{
    /// <summary>How far the shop's changes were fetched; all null at first.</summary>
    ReconcileBookmark Bookmark(int shop);

    Task SaveBookmarkAsync(int shop, ReconcileBookmark bookmark);

    /// <summary>Our orders from an instant up to another, deleted ones and those without Shopify's id left out.</summary>
    IReadOnlyList<OrderGlimpse> Orders(int shop, DateTimeOffset from, DateTimeOffset to);

    /// <summary>Some of our orders, likewise.</summary>
    IReadOnlyList<OrderGlimpse> Orders(int shop, IReadOnlyCollection<OrderId> orders);

    /// <summary>The earliest of all orders; null without any.</summary>
    DateTimeOffset? FirstOrder(int shop);

    /// <summary>What tells why some orders count as they do; one that is not known, or was deleted, is not there.</summary>
    IReadOnlyList<OrderTrace> Traces(int shop, IReadOnlyCollection<OrderId> orders);

    /// <summary>Likewise the test orders of some customers, by the id on the order itself.</summary>
    IReadOnlyList<OrderTrace> TestOrders(int shop, IReadOnlyCollection<CustomerId> customers);

    /// <summary>Hands over what Shopify says of each customer, by id; of those merged into another or deleted not.</summary>
    void ReadTotals(int shop, Action<ShopifyTotal> seen);

    /// <summary>What was said after <paramref name="now"/> was stamped by a clock that was ahead: anything told from here on takes its place.</summary>
    Task DistrustAfterAsync(int shop, DateTimeOffset now);

    /// <summary>Shopify does not know these customers any more.</summary>
    Task ForgetTotalsAsync(int shop, IReadOnlyCollection<CustomerId> customers);

    /// <summary>Keeps what came of a reconciliation. Of older ones only the numbers stay, and of so many only the last.</summary>
    Task SaveAsync(int shop, ReconcileEntry entry);

    /// <summary>The last that was not broken off, whole; null when there was none.</summary>
    Reconciliation? Last(int shop);

    /// <summary>All that are kept, newest first, without days and customers.</summary>
    IReadOnlyList<ReconcileEntry> History(int shop);
}

/// <summary>How far a shop's changes were fetched. It moves only over what is stored.</summary>
/// <param name="OrdersSince">Every order changed before this was seen.</param>
/// <param name="OrdersAt">Within a fetch that was broken off: changed before this, seen.</param>
/// <param name="CustomersSince">Every customer changed before this was seen.</param>
/// <param name="CustomersAt">Within a fetch that was broken off: ids up to this, seen.</param>
/// <param name="CustomersAll">Whether that fetch was of all customers.</param>
/// <param name="DaysAt">Within a comparison of the whole history that was broken off: the days before this, compared.</param>
public sealed record ReconcileBookmark(
    DateTimeOffset? OrdersSince = null, DateTimeOffset? OrdersAt = null, DateTimeOffset? CustomersSince = null, long? CustomersAt = null,
    bool CustomersAll = false, DateTimeOffset? DaysAt = null);

/// <summary>One reconciliation, as history has it.</summary>
/// <param name="Result">Null when it was broken off.</param>
/// <param name="Failure">Why; null when it was not.</param>
public sealed record ReconcileEntry(DateTimeOffset StartedAt, Reconciliation? Result, string? Failure);
