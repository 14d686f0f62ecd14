namespace ShopClvReports.Analytics;

/// <summary>What one product sold and whom it won, in one currency. Amounts are minor units.</summary>
/// <param name="Product">Null for what has no product of its own: then the title says what it is.</param>
/// <param name="Title">As it was last sold.</param>
/// <param name="FirstCustomers">Customers won in the period whose first order was mainly for this.</param>
/// <param name="Repeated">How many of them ordered again, at any time up to the as-of instant.</param>
/// <param name="LifetimeOfFirst">What they have spent up to then.</param>
/// <param name="Won">Customers won by it at any time, with an order in the period.</param>
/// <param name="WonTally">Their orders in the period, of whatever product.</param>
/// <param name="Customers">Who bought it in the period.</param>
/// <param name="Orders">Orders in the period with it, those of nobody included.</param>
/// <param name="Units">Sold in those orders.</param>
/// <param name="UnitsToTop">Of these, sold to the customers of the top tier.</param>
/// <param name="Revenue">What they brought of their orders' worth, without shipping, and without tax unless prices include it: see <see cref="OrderGoods"/>.</param>
/// <param name="Cost">Of the units; null where that of one is not known.</param>
public sealed record ProductFigures(
    ProductId? Product, string Title, int FirstCustomers, int Repeated, long LifetimeOfFirst, int Won, Tally WonTally, int Customers, int Orders,
    long Units, long UnitsToTop, long Revenue, long? Cost)
{
    /// <summary>Revenue less cost, or where that is not known the shop's share of the revenue.</summary>
    /// <param name="margin">Fraction of revenue, 0.4 for 40 %.</param>
    public long Margin(double margin) => Revenue - Cost ?? Minor.Of(Revenue * margin);

    /// <summary>NaN without customers.</summary>
    public double RepeatRate => FirstCustomers > 0 ? (double)Repeated / FirstCustomers : double.NaN;

    /// <summary>Margin that a customer won by this has brought, on average; NaN without one.</summary>
    public double ClvOfFirst(double margin) => FirstCustomers > 0 ? LifetimeOfFirst * margin / FirstCustomers : double.NaN;

    /// <summary>Share of the units that went to the top tier; NaN without units.</summary>
    public double ShareOfTop => Units > 0 ? (double)UnitsToTop / Units : double.NaN;
}
