using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class PrivacyPayloadTests
{
    static readonly Shop s_shop = new(1, "a.myshopify.com", TimeZoneInfo.Utc, Some.Euro);

    const string DataRequest = """
        {"shop_id":954889,"shop_domain":"A.myshopify.com","customer":{"id":191167,"email":"John@example.com","phone":"555-625-1199"},"orders_requested":[299938,280263],"data_request":{"id":9999}}
        """;

    const string Redact = """{"shop_id":954889,"shop_domain":"a.myshopify.com","customer":{"email":"john@example.com"},"orders_to_redact":[299938]}""";
    const string ShopRedact = """{"shop_id":954889,"shop_domain":"a.myshopify.com"}""";

    static PrivacyAsked Read(string topic, string body) => Assert.IsType<PrivacyAsked>(Assert.Single(Payload.Read(topic, Encoding.UTF8.GetBytes(body), s_shop, Some.Noon)!));

    [Fact]
    public void A_request_for_data_names_the_customer_and_the_orders()
    {
        var asked = Read("customers/data_request", DataRequest);
        Assert.Equal((PrivacyKind.DataRequest, new CustomerId(191167), "john@example.com", 9999L, Some.Noon), (asked.Kind, asked.Customer!.Value, asked.Email, asked.Request!.Value, asked.At));
        Assert.Equal([299938L, 280263L], asked.Orders.Select(o => o.Value));
    }

    [Fact]
    public void A_customer_who_is_to_be_forgotten_may_be_an_address_alone()
    {
        var asked = Read("customers/redact", Redact);
        Assert.Equal((PrivacyKind.CustomerRedact, null, "john@example.com"), (asked.Kind, asked.Customer, asked.Email));
    }

    [Fact]
    public void A_shop_may_ask_to_be_forgotten() => Assert.Equal(PrivacyKind.ShopRedact, Read("shop/redact", ShopRedact).Kind);

    [Theory]
    [InlineData("customers/redact", Redact, "a.myshopify.com", "b.myshopify.com")]
    [InlineData("shop/redact", ShopRedact, "a.myshopify.com", "b.myshopify.com")]
    [InlineData("customers/redact", Redact, "\"shop_domain\":\"a.myshopify.com\",", "")]
    [InlineData("customers/redact", Redact, "\"email\":\"john@example.com\"", "\"email\":\" \"")]
    [InlineData("customers/redact", Redact, "[299938]", "[\"x\"]")]
    // The signature does not cover the topic.
    [InlineData("shop/redact", DataRequest, "", "")]
    [InlineData("shop/redact", DataRequest, "\"orders_requested\":[299938,280263],", "")]
    [InlineData("customers/redact", DataRequest, "", "")]
    [InlineData("customers/data_request", Redact, "", "")]
    [InlineData("customers/redact", ShopRedact, "", "")]
    public void What_another_shop_asks_or_another_topic_is_refused(string topic, string body, string replaced, string by)
    {
        if (replaced.Length > 0) Assert.Contains(replaced, body, StringComparison.Ordinal);
        var changed = replaced.Length > 0 ? body.Replace(replaced, by, StringComparison.Ordinal) : body;
        Assert.Throws<PayloadException>(() => Read(topic, changed));
    }
}
