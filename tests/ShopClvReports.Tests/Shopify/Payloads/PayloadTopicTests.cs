using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class PayloadTopicTests
{
    static readonly Shop SomeShop = new(1, "example.myshopify.com", TimeZoneInfo.Utc, new Currency("EUR"));

    static IReadOnlyList<ShopFact>? Read(string topic, byte[] body) => Payload.Read(topic, body, SomeShop, DateTimeOffset.UnixEpoch);

    static IReadOnlyList<ShopFact>? Read(string topic, string body) => Read(topic, Encoding.UTF8.GetBytes(body));

    [Theory]
    [InlineData("orders/create")]
    [InlineData("orders/updated")]
    [InlineData("orders/paid")]
    [InlineData("orders/cancelled")]
    [InlineData("orders/fulfilled")]
    [InlineData("orders/partially_fulfilled")]
    [InlineData("orders/a_topic_of_tomorrow")]
    public void A_whole_order_is_seen(string topic)
    {
        var seen = Assert.IsType<OrderSeen>(Assert.Single(Read(topic, OrderJson.Build(id: 77, number: "#1077"))!));

        Assert.Equal((77, "#1077", OrderDetail.Whole), (seen.Order.Id.Value, seen.Order.Number, seen.Order.Detail));
    }

    [Theory]
    [InlineData("orders/risk_assessment_changed", """{"id":1,"order_id":2}""")]
    [InlineData("orders/a_topic_of_tomorrow", """{"total_price":"1.00"}""")]
    [InlineData("products/update", """{"id":1}""")]
    [InlineData("customers/tags_added", "not even JSON")]
    [InlineData("Orders/create", """{"id":1}""")]
    [InlineData("", "")]
    public void A_topic_that_is_only_acknowledged_is_null(string topic, string body) => Assert.Null(Read(topic, body));

    [Fact]
    public void An_edited_order_tells_only_that_it_was_edited() => Assert.Equal(
        new OrderEdited(new OrderId(820_982_911_946_154_508), new DateTimeOffset(2025, 5, 1, 10, 0, 0, TimeSpan.Zero)),
        Assert.Single(Read("orders/edited", """
            {"order_edit":{"id":78912328793123782,"app_id":null,"created_at":"2025-05-01T11:00:00+02:00","committed_at":"2025-05-01T12:00:00+02:00",
            "notify_customer":false,"order_id":820982911946154508,"line_items":{"additions":[{"id":78643924236718243,"delta":1}],"removals":[]}}}
            """)!));

    [Fact]
    public void A_deleted_order_tells_only_its_id() =>
        Assert.Equal(new OrderDeleted(new OrderId(820_982_911_946_154_508)), Assert.Single(Read("orders/delete", """{"id":820982911946154508}""")!));

    [Theory]
    [InlineData("orders/create")]
    [InlineData("orders/edited")]
    [InlineData("orders/delete")]
    [InlineData("refunds/create")]
    [InlineData("customers/update")]
    [InlineData("customers/delete")]
    [InlineData("customers/merge")]
    public void An_empty_object_is_refused_by_every_topic(string topic) =>
        Assert.StartsWith("found no ", Assert.Throws<PayloadException>(() => Read(topic, "{}")).Message, StringComparison.Ordinal);
}
