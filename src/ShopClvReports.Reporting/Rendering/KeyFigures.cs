using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>A section in a few numbers, over all its customers, listed or not.</summary>
/// <param name="Orders">Those without a customer included, as in <paramref name="Revenue"/>.</param>
/// <param name="AveragePerCustomer">Spent by customers; null when there are none.</param>
/// <param name="TopTenPercent">
/// Share of revenue of the tenth of customers (rounded up) that spent most; NaN without revenue, and when the report has no such column.
/// </param>
public sealed record KeyFigures(int Customers, int Orders, Money Revenue, Money? AveragePerCustomer, double TopTenPercent)
{
    static KeyFigures Of(ReportSection section)
    {
        var totals = section.Totals;
        var spent = totals.Total.Spent - totals.WithoutCustomer.Spent;
        return new KeyFigures(
            totals.Customers,
            totals.Total.Orders,
            new Money(totals.Total.Spent, section.Currency),
            totals.Customers == 0
                ? null
                : new Money((long)Math.Round((decimal)spent / totals.Customers, MidpointRounding.AwayFromZero), section.Currency),
            Top(section));
    }

    /// <summary>Labels and values, ready to be shown, the most telling first; none where nothing was compared with Shopify.</summary>
    public static IReadOnlyList<(string Label, string Value)> Lines(ReportSection section, Language language) =>
        section.Kind == ReportKind.Reconcile ? Compared(section.Agreement, language) : [.. Of(section).Lines(language)];

    static IReadOnlyList<(string Label, string Value)> Compared(ShopifyAgreement? agreement, Language language)
    {
        if (agreement is null) return [];
        var (words, formats) = (Words.Of(language).Reconcile, Formats.Of(language));
        return
        [
            (words.CustomersCompared, formats.Count(agreement.Customers)),
            (words.CustomersDiffer, formats.Count(agreement.Differ)),
            (words.CustomersUnexplained, formats.Count(agreement.Unexplained)),
        ];
    }

    IEnumerable<(string Label, string Value)> Lines(Language language)
    {
        var (words, formats) = (Words.Of(language), Formats.Of(language));
        yield return (words.Revenue, formats.Money(Revenue));
        yield return (words.Customers, formats.Count(Customers));
        yield return (words.NumberOfOrders, formats.Count(Orders));
        if (AveragePerCustomer is { } average) yield return (words.AveragePerCustomer, formats.Money(average));
        if (!double.IsNaN(TopTenPercent)) yield return (words.TopTenPercent, formats.Share(TopTenPercent));
    }

    static double Top(ReportSection section)
    {
        if (section.Columns.FirstOrDefault(c => c.Key == "total_spent") is not MoneyColumn spent || section.Totals.Total.Spent <= 0)
            return double.NaN;
        var sorted = spent.Values.ToArray();
        Array.Sort(sorted);
        return (double)sorted.TakeLast((sorted.Length + 9) / 10).Sum() / section.Totals.Total.Spent;
    }
}
