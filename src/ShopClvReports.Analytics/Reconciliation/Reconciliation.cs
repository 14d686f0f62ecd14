namespace ShopClvReports.Analytics;

/// <summary>What a reconciliation with Shopify found and mended.</summary>
/// <param name="Fetched">Orders that were asked for because they changed, or a day or customer differed.</param>
/// <param name="Mended">Of those, the ones that told something new: what webhooks had missed.</param>
/// <param name="Deleted">Orders that Shopify has not any more.</param>
/// <param name="From">First day compared.</param>
/// <param name="Days">Days that were not the same, before they were mended; the newest, where there are very many.</param>
/// <param name="Customers">How many customers were compared.</param>
/// <param name="Ours">Orders and worth of those, as we count them.</param>
/// <param name="Differ">How many of them differ.</param>
/// <param name="Unexplained">How many of those for no reason that the orders tell.</param>
/// <param name="Differences">Those that differ, the unexplained first and then by what is between; the first, where there are very many.</param>
public sealed record Reconciliation(
    DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Fetched, int Mended, int Deleted, DateOnly From, DateOnly To, IReadOnlyList<DayDifference> Days,
    int Customers, Tally Ours, int Differ, int Unexplained, IReadOnlyList<CustomerDifference> Differences)
{
}

/// <summary>One line on how a shop's figures compare with Shopify's.</summary>
/// <param name="Day">Of the last reconciliation, in the shop's zone.</param>
public sealed record ShopifyAgreement(DateOnly Day, int Customers, int Differ, int Unexplained) : Remark
{
    public static ShopifyAgreement Of(Reconciliation last, TimeZoneInfo zone) =>
        new(AsOf.Now(last.FinishedAt, zone).Day, last.Customers, last.Differ, last.Unexplained);

    /// <summary>Of the customers compared, those whose figures are Shopify's; 1 of none.</summary>
    public double Share => Customers == 0 ? 1 : 1 - (double)Differ / Customers;
}

/// <summary>The shop was never reconciled with Shopify.</summary>
public sealed record NeverReconciled : Remark;
