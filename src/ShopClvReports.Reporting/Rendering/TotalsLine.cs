using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>One line of a section's totals.</summary>
/// <param name="Customers">Null for orders without one.</param>
public sealed record TotalsLine(string Label, int? Customers, Tally Tally)
{
    /// <summary>The parts that there are, and what they add up to, last; none where the rows do not share out the orders.</summary>
    public static IReadOnlyList<TotalsLine> Of(ReportSection section, Words words)
    {
        if (!section.Kind.SharesOut()) return [];
        var totals = section.Totals;
        List<TotalsLine> lines = [];
        var others = totals.Customers - section.ShownCustomers;
        if (others > 0 || totals.WithoutCustomer.Orders > 0 || totals.Prospects > 0)
            lines.Add(new TotalsLine(words.ShownCustomers, section.ShownCustomers, totals.Shown));
        if (others > 0) lines.Add(new TotalsLine(words.OtherCustomers, others, totals.Others));
        if (totals.WithoutCustomer.Orders > 0) lines.Add(new TotalsLine(words.OrdersWithoutCustomer, null, totals.WithoutCustomer));
        if (totals.Prospects > 0) lines.Add(new TotalsLine(words.CustomersWithoutOrder, totals.Prospects, default));
        lines.Add(new TotalsLine(words.Total, totals.Customers + totals.Prospects, totals.Total));
        return lines;
    }
}
