using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class RefundPayloadTests
{
    static readonly Currency Euro = new("EUR");

    /// <summary>The body of refunds/create is the refund as its order holds it.</summary>
    static byte[] Refund(Action<JsonObject>? change = null, string currency = "EUR", decimal amount = 30.00m, OrderJson.Presentment? presentment = null)
    {
        var order = OrderJson.Build(id: 5_001, currency: currency, refunds: [new(811, amount, OrderJson.Placed)], presentment: presentment);
        var refund = JsonNode.Parse(order)!["refunds"]![0]!.AsObject();
        change?.Invoke(refund);
        return Encoding.UTF8.GetBytes(refund.ToJsonString());
    }

    static RefundFact Read(byte[] body) => RefundPayload.Read(body, Euro).Refund;

    [Fact]
    public void A_refund_tells_its_order_amount_and_time() =>
        Assert.Equal(new RefundFact(811, new OrderId(5_001), 30_00, OrderJson.Placed), Read(Refund()));

    [Fact]
    public void Without_processed_at_the_refund_dates_from_its_creation()
    {
        var body = Refund(refund =>
        {
            refund["processed_at"] = null;
            refund["created_at"] = "2025-04-01T00:00:00Z";
        });

        Assert.Equal(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero), Read(body).ProcessedAt);
    }

    [Fact]
    public void The_amount_in_shop_money_wins_over_the_amount_the_buyer_saw()
    {
        var body = Refund(presentment: new("USD", 1.25m), change: refund => refund["transactions"]![0]!["amount_set"] =
            JsonNode.Parse("""{"shop_money":{"amount":"29.99","currency_code":"EUR"}}"""));

        Assert.Equal(29_99, Read(body).Amount);
    }

    [Fact]
    public void An_amount_in_the_currency_of_the_buyer_is_converted_at_the_rate_of_the_refund() =>
        Assert.Equal(30_00, Read(Refund(presentment: new("USD", 1.25m))).Amount);

    [Fact]
    public void A_negative_adjustment_does_not_cancel_the_rate_of_the_lines()
    {
        var body = Refund(presentment: new("USD", 1.25m), change: refund => refund["order_adjustments"] = JsonNode.Parse("""
            [{"amount_set":{"shop_money":{"amount":"-30.00","currency_code":"EUR"},"presentment_money":{"amount":"-37.50","currency_code":"USD"}}}]
            """));

        Assert.Equal(30_00, Read(body).Amount);
    }

    [Fact]
    public void The_rate_may_come_from_an_adjustment()
    {
        var body = Refund(presentment: new("USD", 1.25m), change: refund =>
        {
            refund["refund_line_items"] = new JsonArray();
            refund["order_adjustments"] = JsonNode.Parse("""
                [{"amount_set":{"shop_money":{"amount":"-4.00","currency_code":"EUR"},"presentment_money":{"amount":"-8.00","currency_code":"USD"}}}]
                """);
        });

        Assert.Equal(18_75, Read(body).Amount);
    }

    [Fact]
    public void In_an_order_the_rate_falls_back_on_that_of_the_order()
    {
        var order = OrderJson.Build(total: 100.00m, refunds: [new(811, 30.00m, OrderJson.Placed)], presentment: new("USD", 1.25m));

        var seen = OrderPayload.Read(OrderJson.Edit(order, o => o["refunds"]![0]!["refund_line_items"] = new JsonArray()));

        Assert.Equal(30_00, seen.Order.Amounts.Refunded);
    }

    [Fact]
    public void A_rate_that_is_told_nowhere_is_refused()
    {
        var body = Refund(presentment: new("USD", 1.25m), change: refund => refund["refund_line_items"] = new JsonArray());

        var refused = Assert.Throws<PayloadException>(() => Read(body));

        Assert.StartsWith("found 37.50 USD given back in refund 811, expected its amount in EUR", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_of_a_third_currency_is_no_rate()
    {
        var body = Refund(presentment: new("USD", 1.25m), change: refund => refund["transactions"]![0]!["currency"] = "GBP");

        Assert.Throws<PayloadException>(() => Read(body));
    }

    [Theory]
    [InlineData("JPY", "30", 30)]
    [InlineData("EUR", "30.00", 30_00)]
    [InlineData("KWD", "30.000", 30_000)]
    public void The_minor_unit_is_that_of_the_shop_money_in_the_refund(string currency, string amount, long minor) =>
        Assert.Equal(minor, Read(Refund(currency: currency, amount: decimal.Parse(amount, CultureInfo.InvariantCulture))).Amount);

    [Fact]
    public void Without_shop_money_the_minor_unit_is_that_of_the_transactions_and_without_that_the_one_of_the_shop()
    {
        var bare = Refund(currency: "JPY", amount: 30m, change: refund =>
        {
            refund.Remove("total_duties_set");
            refund["refund_line_items"] = new JsonArray();
        });
        var barest = OrderJson.Edit(bare, refund => refund["transactions"]![0]!["currency"] = null);

        Assert.Equal(30, Read(bare).Amount);
        Assert.Equal(30_00, Read(barest).Amount);
    }

    [Fact]
    public void A_refund_without_transactions_gave_no_money_back() =>
        Assert.Equal(0, Read(Refund(refund => refund["transactions"] = new JsonArray())).Amount);

    [Theory]
    [InlineData("id")]
    [InlineData("order_id")]
    [InlineData("transactions[0].amount")]
    public void A_refund_that_lacks_what_makes_it_one_is_refused(string missing)
    {
        var body = Refund(refund =>
        {
            if (missing.Contains('.')) refund["transactions"]![0]!.AsObject().Remove("amount");
            else refund.Remove(missing);
        });

        Assert.Contains($"found no {missing.Split('.')[^1]} in $", Assert.Throws<PayloadException>(() => Read(body)).Message);
    }
}
