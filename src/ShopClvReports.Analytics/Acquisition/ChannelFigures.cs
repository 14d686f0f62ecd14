namespace ShopClvReports.Analytics;

/// <summary>What one channel won and cost in a period, in one currency. Amounts are minor units.</summary>
/// <param name="Channel">As <see cref="MarketingChannel"/> names it.</param>
/// <param name="NewCustomers">Won in the period, by an order in this currency.</param>
/// <param name="Customers">Won through this channel at any time, with an order in the period.</param>
/// <param name="Tally">Their orders in the period.</param>
/// <param name="LifetimeOfNew">What the new customers have spent up to the as-of instant.</param>
/// <param name="Spend">On marketing, in the period; null when none is known.</param>
/// <param name="PaybackAge">
/// The age in calendar months, 0 being that of the first order, at which the margin of an average new customer has covered what winning
/// them cost; null when that is not known or has not happened.
/// </param>
public sealed record ChannelFigures(string Channel, int NewCustomers, int Customers, Tally Tally, long LifetimeOfNew, double? Spend, int? PaybackAge)
{
    internal GroupTally Group => new(Customers, Tally);

    /// <summary>Margin that a new customer has brought, on average; NaN without one.</summary>
    public double ClvPerCustomer(double margin) => NewCustomers > 0 ? LifetimeOfNew * margin / NewCustomers : double.NaN;

    /// <summary>Spend divided by new customers; NaN without either.</summary>
    public double Cac => NewCustomers > 0 && Spend is { } spend ? spend / NewCustomers : double.NaN;

    /// <summary>CLV:CAC; NaN without new customers or spend.</summary>
    public double Ratio(double margin) => Cac > 0 ? ClvPerCustomer(margin) / Cac : double.NaN;
}
