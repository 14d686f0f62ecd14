namespace ShopClvReports.Analytics;

/// <summary>The visit with which the way to an order began, as Shopify tells it. It is settled once and never changes.</summary>
/// <param name="Source">Such as <c>google</c>, <c>instagram</c> or <c>direct</c>; the link's <c>utm_source</c> where it has one.</param>
/// <param name="Medium">The link's <c>utm_medium</c>, such as <c>cpc</c>.</param>
/// <param name="Campaign">The link's <c>utm_campaign</c>.</param>
public sealed record FirstVisit(string Source, string? Medium, string? Campaign);
