namespace ShopClvReports.Analytics;

/// <summary>The company that an order was placed for (B2B).</summary>
/// <param name="Id">Shopify's number.</param>
/// <param name="Name">Null where the source tells the number alone, as webhooks do.</param>
public sealed record OrderCompany(long Id, string? Name);
