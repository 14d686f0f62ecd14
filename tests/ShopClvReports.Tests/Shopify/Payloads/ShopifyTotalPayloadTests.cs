using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class ShopifyTotalPayloadTests
{
    const string Body = """
        {"customerId":"gid://shopify/Customer/706405506930370084","numberOfOrders":3,"amountSpent":{"amount":"199.65","currencyCode":"EUR"},
        "lastOrderId":"gid://shopify/Order/820982911946154508","occurredAt":"2026-06-01T12:00:00Z"}
        """;

    static ShopifyTotal Read(string body) => Assert.IsType<ShopifyTotalSeen>(Assert.Single(Payload.Read(
        "customers/purchasing_summary", Encoding.UTF8.GetBytes(body), Some.DutchShop, DateTimeOffset.UnixEpoch)!)).Total;

    [Fact]
    public void What_a_customer_has_spent_by_Shopifys_count_is_read_whole() => Assert.Equal(
        new ShopifyTotal(new CustomerId(706405506930370084), 3, new Money(199_65, Some.Euro), new OrderId(820982911946154508), Some.Noon), Read(Body));

    [Fact]
    public void A_large_number_may_come_as_text_and_there_may_be_no_last_order()
    {
        var total = Read(Body.Replace(":3,", ":\"12345\",", StringComparison.Ordinal).Replace("\"gid://shopify/Order/820982911946154508\"", "null", StringComparison.Ordinal));
        Assert.Equal((12345, null), (total.Orders, total.LastOrder));
    }

    [Theory]
    [InlineData("\"numberOfOrders\":3", "\"numberOfOrders\":-1", "a number of orders from 0")]
    [InlineData("\"numberOfOrders\":3", "\"numberOfOrders\":\"3 or so\"", "a number of orders from 0")]
    [InlineData("\"numberOfOrders\":3", "\"n\":3", "how many orders there are")]
    [InlineData("\"currencyCode\":\"EUR\"", "\"currencyCode\":null", "an amount and its currency")]
    [InlineData("\"occurredAt\":\"2026-06-01T12:00:00Z\"", "\"occurredAt\":null", "when it was so")]
    [InlineData("\"customerId\":\"gid://shopify/Customer/706405506930370084\"", "\"customerId\":\"somebody\"", "a positive id")]
    public void What_is_missing_or_wrong_is_said(string right, string wrong, string expected) =>
        Assert.Contains(expected, Assert.Throws<PayloadException>(() => Read(Body.Replace(right, wrong, StringComparison.Ordinal))).Message);
}
