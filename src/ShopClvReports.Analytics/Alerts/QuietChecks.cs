namespace ShopClvReports.Analytics;

/// <summary>The checks of one shop at one moment. What rules have in common is computed once, when first asked for; not for several threads.</summary>
public sealed class QuietChecks(Ledger ledger, Shop shop, AsOf asOf)
{
    readonly Dictionary<ValuePolicy, PurchaseRhythm> _rhythms = [];
    readonly Dictionary<(Period, ValuePolicy), SpendRanking> _rankings = [];

    public Ledger Ledger => ledger;

    public Shop Shop => shop;

    public AsOf AsOf => asOf;

    /// <param name="query">Its period and value policy decide what counts as spent; in the shop's currency.</param>
    /// <exception cref="FormatException">The rule cannot be.</exception>
    public QuietCheck Of(ReportQuery query, AlertRule rule)
    {
        if (!_rhythms.TryGetValue(query.Value, out var rhythm)) rhythm = _rhythms[query.Value] = new PurchaseRhythm(ledger, shop, asOf, query.Value);
        if (!_rankings.TryGetValue((query.Period, query.Value), out var ranking))
            ranking = _rankings[(query.Period, query.Value)] = new SpendRanking(ReportWindow.Of(query.Period, asOf, shop.TimeZone).Totals(ledger, query.Value, shop.Currency), shop.Currency);
        return new QuietCheck(rhythm, ranking, rule);
    }
}
