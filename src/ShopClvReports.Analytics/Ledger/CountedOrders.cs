using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>Which orders of a ledger count, and for how much: those in one currency that were not cancelled, or of which something was kept.</summary>
/// <param name="currency">Index into the ledger's currencies; null for all.</param>
readonly ref struct CountedOrders(Ledger ledger, ValuePolicy policy, byte? currency)
{
    readonly ReadOnlySpan<byte> _currency = ledger.CurrencyIndex;
    readonly ReadOnlySpan<bool> _cancelled = ledger.Cancelled;
    readonly ValueColumn _values = ledger.Values(policy);
    readonly int _wanted = ledger.Currencies.Count > 1 && currency is { } one ? one : -1;

    /// <param name="value">Minor units.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int order, out long value)
    {
        value = 0;
        if (_wanted >= 0 && _currency[order] != _wanted) return false;
        value = _values[order];
        return Counts(value, _cancelled[order]);
    }

    /// <summary>Of an order alone: not cancelled, or something was kept of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Counts(long value, bool cancelled) => value != 0 || !cancelled;
}
