namespace ShopClvReports.Analytics;

/// <summary>What came after a customer's silence.</summary>
public static class Silence
{
    /// <summary>The first order that counts after a moment; null when none came.</summary>
    /// <param name="after">Seconds since 1970, exclusive.</param>
    /// <param name="now">Orders of a later date do not exist yet.</param>
    public static DateTimeOffset? FirstAfter(Ledger ledger, ValuePolicy policy, int customer, uint after, DateTimeOffset now)
    {
        var (start, end) = ledger.OrdersOf(customer);
        var counted = new CountedOrders(ledger, policy, null);
        DateTimeOffset? first = null;
        for (var i = end - 1; i >= start && ledger.ProcessedAt[i] > after; i--)
            if (ledger.ProcessedAt[i] <= now.ToUnixTimeSeconds() && counted.Has(i, out _)) first = DateTimeOffset.FromUnixTimeSeconds(ledger.ProcessedAt[i]);
        return first;
    }

    /// <summary>The orders that count after a moment, in one currency.</summary>
    public static Tally Since(Ledger ledger, ValuePolicy policy, Currency currency, int customer, uint after)
    {
        var tally = default(Tally);
        if (ledger.IndexOf(currency) is not { } index) return tally;
        var (start, end) = ledger.OrdersOf(customer);
        var counted = new CountedOrders(ledger, policy, index);
        for (var i = end - 1; i >= start && ledger.ProcessedAt[i] > after; i--)
            if (counted.Has(i, out var value)) tally += new Tally(1, value);
        return tally;
    }
}
