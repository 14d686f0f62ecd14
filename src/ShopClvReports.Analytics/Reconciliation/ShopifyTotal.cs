namespace ShopClvReports.Analytics;

/// <summary>What Shopify itself says of one customer's orders in all: its <c>numberOfOrders</c> and <c>amountSpent</c>.</summary>
/// <param name="Spent">In the shop's currency.</param>
/// <param name="LastOrder">Null when Shopify names none.</param>
/// <param name="At">When it was so: the version, a newer one replaces an older one.</param>
public sealed record ShopifyTotal(CustomerId Customer, int Orders, Money Spent, OrderId? LastOrder, DateTimeOffset At);

/// <summary>A version of what Shopify says of a customer's orders in all.</summary>
public sealed record ShopifyTotalSeen(ShopifyTotal Total) : ShopFact;
