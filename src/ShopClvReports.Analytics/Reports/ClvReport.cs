namespace ShopClvReports.Analytics;

/// <summary>The Customer Lifetime Value report: every customer with orders in the period and what they are worth.</summary>
public static class ClvReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["name", "email", "total_spent", "orders", "first_order", "last_order", "days_since", "average_order_value", "share_of_revenue"];

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        List<ReportSection> sections =
        [
            .. ledger.Currencies.Select(currency => Section(
                new CustomerSection(ledger, window.Totals(ledger, query.Value, currency), currency, clock, asOf.Day), query)),
        ];
        if (sections.Count > 1) sections.RemoveAll(s => s.Totals.Total.Orders == 0);
        if (sections.Count == 0)
            sections.Add(Section(new CustomerSection(Ledger.Empty, window.Totals(Ledger.Empty, query.Value, shop.Currency), shop.Currency, clock, asOf.Day), query));
        return new Report(ReportKind.Clv, shop, asOf, window.From, window.To, query, sections);
    }

    static ReportSection Section(CustomerSection section, ReportQuery query) =>
        section.Build(query, ReportKind.Clv, ColumnKeys, [], section.Column, new SortKey("total_spent", true));
}
