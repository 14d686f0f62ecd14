namespace ShopClvReports.Tests;

/// <summary>A webhook subscription made through the API.</summary>
/// <param name="Topic">Such as ORDERS_CREATE.</param>
sealed record FakeSubscription(long Id, string Topic, string Uri, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string Gid => $"gid://shopify/WebhookSubscription/{Id}";

    /// <summary>The topics that can be subscribed to, and what they are called in a delivery.</summary>
    public static readonly IReadOnlyDictionary<string, string> Topics = new Dictionary<string, string>
    {
        ["APP_UNINSTALLED"] = "app/uninstalled",
        ["APP_SCOPES_UPDATE"] = "app/scopes_update",
        ["BULK_OPERATIONS_FINISH"] = "bulk_operations/finish",
        ["CUSTOMERS_CREATE"] = "customers/create",
        ["CUSTOMERS_DELETE"] = "customers/delete",
        ["CUSTOMERS_DISABLE"] = "customers/disable",
        ["CUSTOMERS_ENABLE"] = "customers/enable",
        ["CUSTOMERS_MERGE"] = "customers/merge",
        ["CUSTOMERS_PURCHASING_SUMMARY"] = "customers/purchasing_summary",
        ["CUSTOMERS_UPDATE"] = "customers/update",
        ["ORDERS_CANCELLED"] = "orders/cancelled",
        ["ORDERS_CREATE"] = "orders/create",
        ["ORDERS_DELETE"] = "orders/delete",
        ["ORDERS_EDITED"] = "orders/edited",
        ["ORDERS_FULFILLED"] = "orders/fulfilled",
        ["ORDERS_PAID"] = "orders/paid",
        ["ORDERS_PARTIALLY_FULFILLED"] = "orders/partially_fulfilled",
        ["ORDERS_UPDATED"] = "orders/updated",
        ["REFUNDS_CREATE"] = "refunds/create",
        ["SHOP_UPDATE"] = "shop/update",
    };

    /// <summary>The scope without which a topic cannot be subscribed to; null: none.</summary>
    public static string? Scope(string topic) => topic switch
    {
        "CUSTOMERS_MERGE" => "read_customer_merge",
        _ when topic.StartsWith("CUSTOMERS_", StringComparison.Ordinal) => "read_customers",
        _ when topic.StartsWith("ORDERS_", StringComparison.Ordinal) || topic == "REFUNDS_CREATE" => "read_orders",
        _ => null,
    };
}
