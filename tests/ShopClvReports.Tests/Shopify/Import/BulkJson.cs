using System.Globalization;
using System.Text.Encodings.Web;

namespace ShopClvReports.Tests;

/// <summary>Lines of a bulk operation's result, as Shopify writes them.</summary>
public static class BulkJson
{
    static readonly DateTimeOffset Placed = new(2025, 3, 14, 14, 9, 26, TimeSpan.Zero);

    /// <param name="received">Null: not asked for in the query.</param>
    public static string Order(
        long id, long? customer = 7_100_000_000_001, string? email = "sanne.devries@example.nl", decimal total = 114.90m, decimal? current = null,
        decimal? received = 114.90m, decimal refunded = 0.00m, string status = "PAID", DateTimeOffset? at = null, DateTimeOffset? updated = null,
        DateTimeOffset? cancelled = null, bool test = false, string currency = "EUR", string extra = "") => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"gid:\/\/shopify\/Order\/{{id}}","name":"#{{id % 1_000_000}}","processedAt":"{{Time(at ?? Placed)}}","createdAt":"{{Time(at ?? Placed)}}","updatedAt":"{{Time(updated ?? at ?? Placed)}}","cancelledAt":{{(cancelled is { } gone ? $"\"{Time(gone)}\"" : "null")}},"test":{{(test ? "true" : "false")}},"displayFinancialStatus":"{{status}}","currencyCode":"{{currency}}","sourceName":"web","totalPriceSet":{{Set(total, currency)}},"currentTotalPriceSet":{{Set(current ?? total, currency)}},{{(received is { } money ? $"\"totalReceivedSet\":{Set(money, currency)}," : "")}}"totalRefundedSet":{{Set(refunded, currency)}},"totalTaxSet":{{Set(19.51m, currency)}},"totalShippingPriceSet":{{Set(4.95m, currency)}},"totalOutstandingSet":{{Set(0.00m, currency)}},"email":{{Text(email)}},"customer":{{(customer is { } buyer ? CustomerPart(buyer, email) : "null")}},"billingAddress":{"name":"Sanne de Vries"}{{extra}}}
        """);

    public static string Line(long id, long order, string title = "Merino trui, heren", decimal net = 79.95m, int quantity = 1, int? current = null, bool giftCard = false) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"gid:\/\/shopify\/LineItem\/{{id}}","title":{{Text(title)}},"quantity":{{quantity}},"currentQuantity":{{current ?? quantity}},"discountedTotalSet":{{Set(net, "EUR")}},"isGiftCard":{{(giftCard ? "true" : "false")}},"product":{"id":"gid:\/\/shopify\/Product\/8200100200301"},"__parentId":"gid:\/\/shopify\/Order\/{{order}}"}
        """);

    public static string Customer(long id, string? email, string first = "Sanne", string last = "de Vries", DateTimeOffset? updated = null) => $$"""
        {"id":"gid:\/\/shopify\/Customer\/{{id}}","firstName":{{Text(first)}},"lastName":{{Text(last)}},"displayName":"{{first}} {{last}}","defaultEmailAddress":{"emailAddress":{{Text(email)}}},"updatedAt":"{{Time(updated ?? Placed)}}"}
        """;

    public static string Set(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"shopMoney\":{{\"amount\":\"{amount}\",\"currencyCode\":\"{currency}\"}},\"presentmentMoney\":{{\"amount\":\"{amount * 2}\",\"currencyCode\":\"USD\"}}}}");

    static string CustomerPart(long id, string? email) => $$"""
        {"id":"gid:\/\/shopify\/Customer\/{{id}}","firstName":"Sanne","lastName":"de Vries","defaultEmailAddress":{"emailAddress":{{Text(email)}}},"updatedAt":"2025-03-14T14:09:26Z"}
        """;

    static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Text(string? text) => text is null ? "null" : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
