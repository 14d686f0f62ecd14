namespace ShopClvReports.Analytics;

/// <summary>The customers in groups by recency, frequency and monetary value.</summary>
public static class RfmReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["rfm_group", .. CustomerGroups.ColumnKeys];

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        return new Report(
            ReportKind.Rfm, shop, asOf, window.From, window.To, query,
            CurrencySections.Of(ledger, shop, (orders, currency) => Section(window.Totals(orders, query.Value, currency), currency, clock, asOf.Day, query)));
    }

    static ReportSection Section(CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, ReportQuery query)
    {
        var rfm = new Rfm(totals, clock, today);
        return new CustomerGroups(totals, currency, clock, today, RfmGroups.Names, customer => (int)rfm.Group(customer))
            .Section(query, ReportKind.Rfm, ColumnKeys, _ => null);
    }
}
