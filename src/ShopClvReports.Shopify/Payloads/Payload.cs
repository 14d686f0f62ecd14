using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>From a webhook's topic and body to the facts it tells.</summary>
public static class Payload
{
    /// <param name="topic">Such as <c>orders/create</c>.</param>
    /// <param name="json">The body as received, UTF-8.</param>
    /// <param name="shop">Whose secret signed it. Its currency decides the minor unit of a refund that names none.</param>
    /// <param name="at">When it happened, as far as is known.</param>
    /// <returns>Null for a topic that is only acknowledged; empty when the body tells nothing that lasts.</returns>
    /// <exception cref="PayloadException">The body is not what Shopify documents for the topic.</exception>
    public static IReadOnlyList<ShopFact>? Read(string topic, ReadOnlySpan<byte> json, Shop shop, DateTimeOffset at) => topic switch
    {
        "orders/create" or "orders/updated" or "orders/paid" or "orders/cancelled" or "orders/fulfilled"
            or "orders/partially_fulfilled" => [OrderPayload.Read(json)],
        "orders/edited" => [OrderChangePayload.Edited(json)],
        "orders/delete" => [OrderChangePayload.Deleted(json)],
        "refunds/create" => [RefundPayload.Read(json, shop.Currency)],
        "customers/create" or "customers/update" or "customers/enable" or "customers/disable" => [CustomerPayload.Seen(json)],
        "customers/delete" => [CustomerPayload.Deleted(json)],
        "customers/merge" => CustomerPayload.Merged(json) is { } merged ? [merged] : [],
        "customers/purchasing_summary" => [ShopifyTotalPayload.Seen(json)],
        "customers/data_request" => [PrivacyPayload.Read(PrivacyKind.DataRequest, json, shop, at)],
        "customers/redact" => [PrivacyPayload.Read(PrivacyKind.CustomerRedact, json, shop, at)],
        "shop/redact" => [PrivacyPayload.Read(PrivacyKind.ShopRedact, json, shop, at)],
        "app/uninstalled" => [ShopPayload.Uninstalled(json, shop, at)],
        _ when topic.StartsWith("orders/", StringComparison.Ordinal) => OrderPayload.IsWhole(json) ? [OrderPayload.Read(json)] : null,
        _ => null,
    };
}
