namespace ShopClvReports.Analytics;

/// <summary>
/// Customers by the month or quarter of their first order, and what they did at each age since: age 0 is that span itself. Every order
/// up to the moment of the report counts; the period says which cohorts are listed, by their first day.
/// </summary>
public static class CohortsReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["cohort", "age", "state", "customers", "active_customers", "retention", "orders", "revenue", "revenue_per_customer", "margin_per_customer"];

    /// <summary>Columns that say nothing until it is known what it cost to win a customer.</summary>
    public static IReadOnlyList<string> CostColumnKeys { get; } = ["cac", "payback"];

    /// <param name="cac">
    /// What it cost to win one customer of the cohort that begins on a day, minor units of the shop's currency; null where nobody knows.
    /// </param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(
        Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, ShopTerms terms, CohortSpan span = CohortSpan.Month, Func<DateOnly, long?>? cac = null)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var spans = Spans(ledger, shop, asOf, span);
        ReportSection Section(Ledger orders, Currency currency)
        {
            var cohorts = new Cohorts(orders, query.Value, orders.IndexOf(currency), spans, window.AsOf);
            return new CohortTable(cohorts, spans, currency, terms, currency == shop.Currency ? cac : null).Section(query, window);
        }

        return new Report(
            ReportKind.Cohorts, shop, asOf, window.From, window.To, query, CurrencySections.Of(ledger, shop, Section), Terms: terms, By: span);
    }

    /// <summary>From that of the first order, whatever became of it, to that of the report.</summary>
    static CalendarSpans Spans(Ledger ledger, Shop shop, AsOf asOf, CohortSpan span)
    {
        var first = ReportWindow.Seconds(asOf.Instant);
        foreach (var at in ledger.ProcessedAt) first = Math.Min(first, at);
        return new CalendarSpans(span, AsOf.Now(DateTimeOffset.FromUnixTimeSeconds(first), shop.TimeZone).Day, asOf.Day, shop.TimeZone);
    }
}
