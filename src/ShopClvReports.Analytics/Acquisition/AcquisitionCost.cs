namespace ShopClvReports.Analytics;

/// <summary>
/// What winning a customer cost (CAC): the spend of a month divided by the customers won in it, where both are known. One currency.
/// </summary>
public sealed class AcquisitionCost
{
    readonly Acquisitions _acquisitions;
    readonly byte? _currency;
    readonly Dictionary<(int Month, string Channel), int> _won = [];
    readonly Dictionary<int, int> _wonInMonth = [];
    readonly Dictionary<(int Month, string Channel), long> _spent = [];
    readonly Dictionary<int, long> _spentInMonth = [];

    /// <param name="spend">Other currencies' is left out.</param>
    public AcquisitionCost(Ledger ledger, Acquisitions acquisitions, IEnumerable<MarketingSpend> spend, Currency currency)
    {
        (_acquisitions, _currency) = (acquisitions, ledger.IndexOf(currency));
        foreach (var one in spend)
        {
            if (one.Amount.Currency != currency) continue;
            var month = Acquisitions.MonthOf(one.Month);
            Add(_spent, (month, one.Channel), one.Amount.Minor);
            Add(_spentInMonth, month, one.Amount.Minor);
        }

        if (_spent.Count == 0 || _currency is not { } index) return;
        for (var c = 0; c < ledger.CustomerCount; c++)
        {
            if (!acquisitions.WonIn(c, index)) continue;
            var month = acquisitions.Month[c];
            var key = (month, MarketingChannel.Of(acquisitions.Channel(c)!));
            _won[key] = _won.GetValueOrDefault(key) + 1;
            _wonInMonth[month] = _wonInMonth.GetValueOrDefault(month) + 1;
        }
    }

    /// <summary>Through the customer's channel in the month of the first order, minor units; NaN where no spend is known.</summary>
    public double OfCustomer(int customer)
    {
        if (_currency is not { } index || !_acquisitions.WonIn(customer, index)) return double.NaN;
        var key = (_acquisitions.Month[customer], MarketingChannel.Of(_acquisitions.Channel(customer)!));
        return _spent.TryGetValue(key, out var spent) ? (double)spent / _won[key] : double.NaN;
    }

    /// <summary>Of some months and all channels together, minor units; null where no spend is known or nobody was won.</summary>
    /// <param name="first">A day of the first month.</param>
    public long? OfMonths(DateOnly first, int months)
    {
        var all = Enumerable.Range(Acquisitions.MonthOf(first), months).ToList();
        var won = all.Sum(month => _wonInMonth.GetValueOrDefault(month));
        return won > 0 && all.Exists(_spentInMonth.ContainsKey) ? Minor.Of((double)all.Sum(month => _spentInMonth.GetValueOrDefault(month)) / won) : null;
    }

    static void Add<TKey>(Dictionary<TKey, long> sums, TKey key, long amount) where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amount;
}

/// <summary>The name by which a channel's customers and its spend find each other.</summary>
public static class MarketingChannel
{
    /// <summary>Characters. Orders keep no more of it, so that the spend on a longer one would find none.</summary>
    public const int Longest = 64;

    /// <summary>Trimmed and in lower case, so that <c>Web</c> and <c>web</c> are one.</summary>
    public static string Of(string name) => name.Trim().ToLowerInvariant();
}
