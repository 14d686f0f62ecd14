namespace ShopClvReports.Analytics;

/// <summary>The sections of a report: one for each currency with orders, and an empty one in the shop's own for a shop without any.</summary>
static class CurrencySections
{
    /// <param name="section">Makes one; the ledger is empty when there is nothing to tell.</param>
    public static IReadOnlyList<ReportSection> Of(Ledger ledger, Shop shop, Func<Ledger, Currency, ReportSection> section)
    {
        List<ReportSection> sections = [.. ledger.Currencies.Select(currency => section(ledger, currency))];
        if (sections.Count > 1) sections.RemoveAll(s => s.Totals.Total.Orders == 0);
        if (sections.Count == 0) sections.Add(section(Ledger.Empty, shop.Currency));
        return sections;
    }
}
