namespace ShopClvReports.Analytics;

/// <summary>What was spent in one month on winning customers through one channel.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Channel">As the shop's orders name it, such as <c>web</c>; in lower case.</param>
public sealed record MarketingSpend(DateOnly Month, string Channel, Money Amount)
{
    /// <summary>What falls to some days, spread evenly over those of the month, minor units.</summary>
    /// <param name="from">First day; null for no bound.</param>
    /// <param name="to">Last day.</param>
    /// <returns>Null when none of the month's days is among them.</returns>
    public double? Within(DateOnly? from, DateOnly to)
    {
        var last = Month.AddMonths(1).AddDays(-1);
        var (start, end) = (from > Month ? from.Value : Month, to < last ? to : last);
        return end < start ? null : Amount.Minor * (end.DayNumber - start.DayNumber + 1.0) / last.Day;
    }
}
