namespace ShopClvReports.Analytics;

/// <summary>How many customers each tier has, and what they brought in.</summary>
public static class TiersReport
{
    /// <summary>Whom no tier reaches.</summary>
    const string None = "none";

    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["tier", "spent_from", .. CustomerGroups.ColumnKeys];

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, ShopTerms terms)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        return new Report(
            ReportKind.Tiers, shop, asOf, window.From, window.To, query,
            CurrencySections.Of(
                ledger, shop, (orders, currency) => Section(window.Totals(orders, query.Value, currency), currency, clock, asOf.Day, query, terms.Tiers)),
            Terms: terms);
    }

    static ReportSection Section(CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, ReportQuery query, Tiers tiers)
    {
        var ranking = new SpendRanking(totals, currency);
        var bars = ranking.Bars(tiers);
        List<string> names = [.. tiers.All.Select(tier => tier.Name)];
        if (ranking.Least < bars[^1]) names.Add(None);
        return new CustomerGroups(totals, currency, clock, today, names, customer => Tiers.Of(bars, totals.Spent[customer]))
            .Section(
                query, ReportKind.Tiers, ColumnKeys,
                key => key == "spent_from" ? new MoneyColumn(key, [.. names.Select((_, tier) => From(bars, tier))], currency) : null);
    }

    static long From(long[] bars, int tier) => tier < bars.Length && bars[tier] != long.MaxValue ? bars[tier] : MoneyColumn.Unknown;
}
