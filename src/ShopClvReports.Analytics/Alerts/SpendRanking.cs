namespace ShopClvReports.Analytics;

/// <summary>What customers spent in a period, and from what amount on they count as high-value.</summary>
sealed class SpendRanking
{
    readonly Currency _currency;

    /// <summary>Of the customers with an order in the period, ascending.</summary>
    readonly long[] _ascending;

    public SpendRanking(CustomerTotals totals, Currency currency)
    {
        (Spent, _currency) = (totals.Spent, currency);
        var (spent, customers) = (new long[totals.Spent.Length], 0);
        for (var c = 0; c < spent.Length; c++)
            if (totals.Orders[c] > 0) spent[customers++] = totals.Spent[c];
        _ascending = spent[..customers];
        Array.Sort(_ascending);
    }

    /// <summary>Minor units of the shop's currency, parallel to the ledger's customers.</summary>
    public long[] Spent { get; }

    /// <summary>What the one who spent least did.</summary>
    public long Least => _ascending is [var least, ..] ? least : long.MaxValue;

    /// <summary>Customers that spent at least <c>From</c> and less than <c>Below</c> are meant; who spent as much as the last of them counts too.</summary>
    public (long From, long Below) Bar(HighValue who) => who.By switch
    {
        HighValueBy.Amount => (Minor(who.Number), long.MaxValue),
        HighValueBy.Top => (Place((int)Math.Min(who.Number, int.MaxValue)), long.MaxValue),
        HighValueBy.Percent => (Share(who.Number / 100), long.MaxValue),
        HighValueBy.Tier => Tier(Bars(who.AllTiers), who.AllTiers.All.TakeWhile(tier => tier.Name != who.Tier).Count()),
    };

    /// <summary>The least that each tier takes, best first.</summary>
    public long[] Bars(Tiers tiers) => [.. tiers.All.Select(tier => tiers.ByShare ? Share(tier.DownTo) : Minor(tier.DownTo))];

    static (long From, long Below) Tier(long[] bars, int tier) => (bars[tier], tier == 0 ? long.MaxValue : bars[tier - 1]);

    /// <summary>An amount in major units that no money reaches is out of reach upwards or downwards.</summary>
    long Minor(decimal amount) => Money.TryToMinor(amount, _currency, out var minor) ? minor : amount < 0 ? long.MinValue : long.MaxValue;

    long Share(decimal share) => Place((int)Math.Ceiling(share * _ascending.Length));

    /// <summary>What the customer at a place, counted from 1, spent; of the last one when there are fewer.</summary>
    long Place(int place) => place < 1 || _ascending.Length == 0 ? long.MaxValue : _ascending[Math.Max(0, _ascending.Length - place)];
}
