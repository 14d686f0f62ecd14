namespace ShopClvReports.Analytics;

/// <summary>What one unit of a variant costs the shop.</summary>
/// <param name="Since">From when on it is known to hold; Shopify tells today's cost and when the item last changed.</param>
public sealed record VariantCost(VariantId Variant, Money Cost, DateTimeOffset Since);
