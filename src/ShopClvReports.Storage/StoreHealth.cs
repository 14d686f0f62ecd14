namespace ShopClvReports.Storage;

/// <summary>How a store is.</summary>
/// <param name="Problems">What an integrity check found; empty when all is well.</param>
/// <param name="Bytes">On disk, write-ahead log included.</param>
/// <param name="EditsUnseen">Orders edited in the shop's admin and not seen whole since.</param>
public sealed record StoreHealth(
    string Engine, int Schema, IReadOnlyList<string> Problems, long Bytes, long Orders, long Customers, long Quarantined, long EditsUnseen);
