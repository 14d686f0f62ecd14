using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>Which orders count, whatever the currency and the value policy.</summary>
public static class CountingRule
{
    /// <summary>Whether nothing more comes of an order: it was cancelled, or its payment was voided or expired. It is worth what was kept of it.</summary>
    public static bool IsCalledOff(bool cancelled, FinancialStatus status) => cancelled || status is FinancialStatus.Voided or FinancialStatus.Expired;

    /// <summary>Not called off, or something was kept of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Counts(long value, bool calledOff) => value != 0 || !calledOff;
}

/// <summary>Which orders of a ledger count, and for how much: those in one currency, by <see cref="CountingRule"/>.</summary>
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
        return CountingRule.Counts(value, _cancelled[order]);
    }
}
