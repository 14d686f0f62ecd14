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
        DateTimeOffset? first = null;
        for (var i = end - 1; i >= start && ledger.ProcessedAt[i] > after; i--)
            if (ledger.ProcessedAt[i] <= now.ToUnixTimeSeconds() && Counts(ledger, policy, i)) first = DateTimeOffset.FromUnixTimeSeconds(ledger.ProcessedAt[i]);
        return first;
    }

    /// <summary>The orders that count after a moment, in one currency.</summary>
    /// <param name="until">Exclusive.</param>
    public static Tally Since(Ledger ledger, ValuePolicy policy, Currency currency, int customer, uint after, uint until = uint.MaxValue)
    {
        var (start, end) = ledger.OrdersOf(customer);
        var tally = default(Tally);
        for (var i = end - 1; i >= start && ledger.ProcessedAt[i] > after; i--)
            if (ledger.ProcessedAt[i] < until && Counts(ledger, policy, i) && ledger.Currencies[ledger.CurrencyIndex[i]] == currency)
                tally += new Tally(1, ledger.Values(policy)[i]);
        return tally;
    }

    static bool Counts(Ledger ledger, ValuePolicy policy, int order) => ledger.Values(policy)[order] != 0 || !ledger.Cancelled[order];
}
