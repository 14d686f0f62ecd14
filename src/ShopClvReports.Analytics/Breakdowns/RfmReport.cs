namespace ShopClvReports.Analytics;

/// <summary>
/// The customers in groups by recency, frequency and monetary value; and beside them, in the shop's currency, the known customers who
/// have not ordered yet.
/// </summary>
public static class RfmReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["rfm_group", .. CustomerGroups.ColumnKeys];

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        var prospects = Prospects(ledger, shop, asOf, query.Value);
        var theirs = ledger.IndexOf(shop.Currency) is not null || ledger.Currencies.Count == 0 ? shop.Currency : ledger.Currencies[0];
        return new Report(
            ReportKind.Rfm, shop, asOf, window.From, window.To, query,
            CurrencySections.Of(
                ledger, shop, (orders, currency) =>
                    Section(window.Totals(orders, query.Value, currency), currency, clock, asOf.Day, query, currency == theirs ? prospects : 0)));
    }

    /// <summary>How many have no order that counts, in any currency. Since when they are known the ledger does not tell.</summary>
    static int Prospects(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy)
    {
        var first = new Acquisitions(ledger, shop.TimeZone, policy, asOf.Instant).FirstOrder;
        return Enumerable.Range(0, first.Length).Count(c => first[c] < 0 && !ledger.Customer(c).Deleted);
    }

    static ReportSection Section(CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, ReportQuery query, int prospects)
    {
        var rfm = new Rfm(totals, clock, today);
        return new CustomerGroups(totals, currency, clock, today, RfmGroups.Names, customer => (int)rfm.Group(customer), prospects)
            .Section(query, ReportKind.Rfm, ColumnKeys, _ => null);
    }
}
