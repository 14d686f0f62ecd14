namespace ShopClvReports.Analytics;

/// <summary>A shop's business in one period and currency.</summary>
/// <param name="Tally">Orders of nobody included.</param>
/// <param name="NewCustomers">Whose first order lies in the period.</param>
/// <param name="ReturningCustomers">With an order in the period, and one before it.</param>
/// <param name="CameBack">Of the new ones, who ordered again up to the as-of instant.</param>
public sealed record PeriodFigures(Tally Tally, int NewCustomers, int ReturningCustomers, int CameBack)
{
    /// <summary>Minor units, rounded; null without orders.</summary>
    public long? AverageOrderValue => Tally.Orders == 0 ? null : Tally.Average;

    internal static PeriodFigures Of(CustomerTotals totals, ReportWindow window)
    {
        var (tally, fresh, returning, back) = (totals.WithoutCustomer, 0, 0, 0);
        for (var c = 0; c < totals.Orders.Length; c++)
        {
            if (totals.Orders[c] == 0) continue;
            tally += new Tally(totals.Orders[c], totals.Spent[c]);
            if (totals.First[c] < window.Start) returning++;
            else fresh++;
            if (totals.First[c] >= window.Start && (totals.Orders[c] > 1 || totals.Last[c] >= window.End)) back++;
        }

        return new PeriodFigures(tally, fresh, returning, back);
    }
}
