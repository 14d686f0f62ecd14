using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>One order as the store hands it to the ledger.</summary>
/// <param name="Customer">The id on the order itself, before merges; 0 when there is none.</param>
/// <param name="ProcessedAt">Seconds since 1970, good until 2106.</param>
/// <param name="Paid">Value by <see cref="ValuePolicy.Paid"/>, minor units; likewise the next two.</param>
/// <param name="Currency">Index into <see cref="LedgerChanges.Currencies"/>.</param>
/// <param name="Channel">Index into <see cref="LedgerChanges.Channels"/>.</param>
/// <param name="Removed">A test order or a deleted one: it leaves the ledger, or never enters.</param>
public readonly record struct LedgerOrder(
    long Id, long Customer, uint ProcessedAt, long Paid, long Current, long Ordered, byte Currency, ushort Channel, bool Cancelled, bool Removed);

/// <summary>
/// How an order stood before something became of it: a refund, or its cancellation. Of several the first that is not past holds. What
/// has no date, as returns and edits have none, is not undone.
/// </summary>
/// <param name="Until">Seconds since 1970.</param>
public readonly record struct EarlierOrder(long Order, uint Until, long Paid, long Current, long Ordered, bool Cancelled);

/// <summary>One customer as the store hands it to the ledger.</summary>
/// <param name="MergedInto">The account that took over the orders; 0 when there is none.</param>
/// <param name="Deleted">Personal data gone; counted only while orders are there.</param>
public readonly record struct LedgerCustomer(
    long Id, CustomerKind Kind, string? Label, string? Name, string? Email, long MergedInto, bool Deleted)
{
    /// <summary>Shopify's number; for others the id of the system they came from, or <c>guest</c> and the end of a derived number.</summary>
    public string ShownId => Label ?? (Id > 0 ? Id.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"guest-{Id & long.MaxValue:x}"));

    /// <summary>Tells nothing but the id; the ledger makes one for every id that is only pointed at.</summary>
    internal bool IsBare => this is { Kind: CustomerKind.Unknown, Label: null, Name: null, Email: null, MergedInto: 0, Deleted: false };
}

/// <summary>What has changed in a shop since a ledger was taken: the newest state of each order and customer touched, once each.</summary>
/// <param name="Sequence">The change sequence up to which this speaks.</param>
public sealed record LedgerChanges(
    long Sequence, IReadOnlyList<string> Currencies, IReadOnlyList<string> Channels, List<LedgerOrder> Orders, List<LedgerCustomer> Customers)
{
    /// <summary>Everything there is, in place of what was: ids went away since the ledger was taken, and nothing is left to tell of them.</summary>
    public bool IsWhole { get; init; }

    /// <summary>How the orders stood before, each one's by date.</summary>
    public List<EarlierOrder> Earlier { get; init; } = [];
}
