using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>What the buyer's currency was worth, from amounts stated in both.</summary>
struct ExchangeRate
{
    decimal shop, presentment;
    Currency? from;

    public void Add(MoneySet? set)
    {
        if (set is not { Shop: var inShop, Presentment: { } shown }) return;
        // Adjustments are negative where lines are positive; the rate is the same.
        shop += Math.Abs(inShop.Amount);
        presentment += Math.Abs(shown.Amount);
        from ??= shown.Currency;
    }

    /// <summary>False when the rate of this currency is not known.</summary>
    public readonly bool TryConvert(decimal amount, Currency currency, out decimal inShop)
    {
        var known = shop != 0 && presentment != 0 && (from is null || from == currency);
        inShop = known ? amount * shop / presentment : 0;
        return known;
    }
}
