using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Shopify;

/// <summary>The headers that matter, under the names of today and of the events preview, which drops the <c>X-</c>.</summary>
readonly record struct WebhookHeaders(string? Topic, string? Signature, string? Shop, DateTimeOffset? TriggeredAt)
{
    public static WebhookHeaders Of(IHeaderDictionary headers) => new(
        One(headers, "X-Shopify-Topic", "Shopify-Topic"),
        One(headers, "X-Shopify-Hmac-Sha256", "Shopify-Hmac-Sha256"),
        One(headers, "X-Shopify-Shop-Domain", "Shopify-Shop-Domain"),
        DateTimeOffset.TryParse(
            One(headers, "X-Shopify-Triggered-At", "Shopify-Triggered-At"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null);

    static string? One(IHeaderDictionary headers, string name, string preview) =>
        (headers.TryGetValue(name, out var values) || headers.TryGetValue(preview, out values)) && values is [{ Length: > 0 } value] ? value : null;
}
