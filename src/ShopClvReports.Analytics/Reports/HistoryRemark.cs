namespace ShopClvReports.Analytics;

/// <summary>How much of a shop's history a report is made from, when that is not all of it.</summary>
public abstract record HistoryRemark : Remark
{
    HistoryRemark() { }

    /// <summary>Shopify shows the app recent orders only.</summary>
    /// <param name="From">The first day of which orders are known, at the latest.</param>
    /// <param name="Days">How far back Shopify shows them.</param>
    public sealed record Limited(DateOnly From, int Days) : HistoryRemark;

    /// <summary>The shop is connected and its history was not asked for yet.</summary>
    public sealed record NotFetched : HistoryRemark;

    /// <summary>It is still coming in, newest first.</summary>
    /// <param name="BackTo">From this day on all of it is here; null as long as the newest part is not.</param>
    /// <param name="Here">Orders.</param>
    /// <param name="All">Orders that there were when it was asked for.</param>
    public sealed record ComingIn(DateOnly? BackTo, int Here, int All) : HistoryRemark;

    /// <summary>A part of it could not be had.</summary>
    /// <param name="BackTo">From this day on all of it is here; null when not even the newest part is.</param>
    public sealed record Broken(DateOnly? BackTo) : HistoryRemark;
}
