using System.Text;
using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class OrderPayloadTests
{
    static OrderFact Order(byte[] body) => OrderPayload.Read(body).Order;

    static byte[] Edit(Action<JsonObject> change) => OrderJson.Edit(OrderJson.Build(), change);

    static byte[] Replace(string part, string instead)
    {
        var body = Encoding.UTF8.GetString(OrderJson.Build());
        Assert.Contains(part, body);
        return Encoding.UTF8.GetBytes(body.Replace(part, instead, StringComparison.Ordinal));
    }

    static string Refusal(byte[] body) => Assert.Throws<PayloadException>(() => OrderPayload.Read(body)).Message;

    [Theory]
    [InlineData("null", null, null)]
    [InlineData("""{"id":71,"location_id":9}""", 71L, null)]
    [InlineData("""{"location_id":9,"name":"Acme \u0022BV\u0022","id":9007199254740993}""", 9_007_199_254_740_993, "Acme \"BV\"")]
    [InlineData("{}", null, null)]
    public void The_company_that_an_order_was_placed_for_is_told(string company, long? id, string? name) =>
        Assert.Equal(id is { } known ? new OrderCompany(known, name) : null, Order(Edit(o => o["company"] = JsonNode.Parse(company))).Company);

    [Fact]
    public void A_body_of_the_fixture_has_the_size_of_a_real_one() => Assert.InRange(OrderJson.Build().Length, 5_000, 8_192);

    [Fact]
    public void Everything_the_body_tells_is_in_the_fact()
    {
        var updated = OrderJson.Placed.AddMinutes(5);

        var seen = OrderPayload.Read(OrderJson.Build(id: 1001, updatedAt: updated, refunds: [new(811, 2.50m, updated)]));

        Assert.Equivalent(
            new OrderFact(
                new OrderId(1001), "#1001", new CustomerId(7_100_000_000_001), OrderJson.Placed, updated, new Currency("EUR"),
                new OrderAmounts(114_90, 114_90, 114_90, 2_50, 19_51, 4_95), Test: false, CancelledAt: null, FinancialStatus.Paid, "web",
                [
                    new LineItem(13_001_000_000_000_101, new ProductId(8_200_100_200_301), "Merino trui, heren", 1, 1, 79_95, false, new VariantId(44_100_200_300_400)),
                    new LineItem(13_001_000_000_000_102, new ProductId(8_200_100_200_302), "Wollen sokken", 3, 3, 30_00, false, new VariantId(44_100_200_300_400)),
                ],
                OrderDetail.Whole),
            seen.Order, strict: true);
        Assert.Equal([new RefundFact(811, new OrderId(1001), 2_50, updated)], seen.Refunds);
        Assert.Equal(
            new CustomerFact(
                new CustomerId(7_100_000_000_001), CustomerKind.Account, null, "Sanne de Vries", "sanne.devries@example.nl", updated),
            seen.Customer);
    }

    [Fact]
    public void The_version_of_the_customer_is_its_own_and_that_of_the_order_when_it_has_none()
    {
        var own = Edit(o => o["customer"]!["updated_at"] = "2025-01-01T00:00:00Z");
        var none = Edit(o => o["customer"]!["updated_at"] = null);

        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), OrderPayload.Read(own).Customer!.UpdatedAt);
        Assert.Equal(OrderJson.Placed, OrderPayload.Read(none).Customer!.UpdatedAt);
    }

    [Theory]
    [InlineData("""{"name":"Factuur Naam"}""", """{"name":"Bezorg Naam"}""", "Factuur Naam")]
    [InlineData("""{"name":null,"first_name":"F"}""", """{"name":"Bezorg \"B\" Naam"}""", "Bezorg \"B\" Naam")]
    [InlineData("""{"zip":"1","first_name":"Fac","last_name":"Tuur"}""", "null", "Fac Tuur")]
    [InlineData("null", """{"first_name":"Bezorg"}""", "Bezorg")]
    [InlineData("null", "null", null)]
    public void The_name_of_a_guest_comes_from_the_addresses(string billing, string shipping, string? name)
    {
        var body = OrderJson.Edit(OrderJson.Build(customer: null), o =>
        {
            o["billing_address"] = JsonNode.Parse(billing);
            o["shipping_address"] = JsonNode.Parse(shipping);
        });

        Assert.Equal(name, OrderPayload.Read(body).Customer!.Name);
    }

    [Fact]
    public void A_missing_current_total_is_the_total()
    {
        var body = Edit(o =>
        {
            o["current_total_price_set"] = null;
            o.Remove("current_total_price");
        });

        Assert.Equal(114_90, Order(body).Amounts.Current);
    }

    [Fact]
    public void Plain_amounts_serve_where_there_are_no_sets()
    {
        var order = Order(Edit(o =>
        {
            foreach (var set in (string[])["total_price_set", "current_total_price_set", "total_tax_set"]) o.Remove(set);
            o["current_total_price"] = "99.00";
            o["line_items"]![0]!["price_set"] = JsonNode.Parse("""{"presentment_money":{"amount":"1.00","currency_code":"USD"}}""");
        }));

        Assert.Equal((114_90, 99_00, 19_51), (order.Amounts.Ordered, order.Amounts.Current, order.Amounts.Tax));
        Assert.Equal(79_95, order.Lines[0].Net);
    }

    [Fact]
    public void Sets_are_read_in_any_order_and_spacing()
    {
        var body = Edit(o => o["total_price_set"] = JsonNode.Parse("""
            {"note":[{}],"presentment_money":{"currency_code":"USD","amount":"1"},"shop_money":{"currency_code":"EUR","more":{},"amount":77.5}}
            """));
        var spaced = Encoding.UTF8.GetBytes(JsonNode.Parse(body)!.ToJsonString(new() { WriteIndented = true }));

        Assert.Equal(77_50, Order(body).Amounts.Ordered);
        Assert.Equivalent(Order(body), Order(spaced), strict: true);
    }

    [Fact]
    public void Without_discount_allocations_the_total_discount_is_taken_off()
    {
        var body = Edit(o =>
        {
            var line = o["line_items"]![1]!.AsObject();
            line.Remove("discount_allocations");
            line["total_discount_set"]!["shop_money"]!["amount"] = "1.25";
            o["line_items"]![0]!["total_discount_set"]!["shop_money"]!["amount"] = "1.25";
        });

        Assert.Equal([79_95, 36_25], Order(body).Lines.Select(line => line.Net));
    }

    [Fact]
    public void A_line_without_a_current_quantity_or_product_is_whole_and_custom()
    {
        var line = Order(Edit(o =>
        {
            o["line_items"]![1]!.AsObject().Remove("current_quantity");
            o["line_items"]![1]!["product_id"] = null;
        })).Lines[1];

        Assert.Equal((3, null), (line.CurrentQuantity, line.Product));
    }

    [Fact]
    public void Of_duplicate_keys_the_last_wins()
    {
        var order = Order(Replace("\"test\":false", """
            "test":true,"test":false,"currency":"USD","currency":"EUR","line_items":[{"id":1,"price":"1","quantity":1}],"id":5
            """));

        Assert.Equal((5_400_000_001_001, false, 2), (Order(Replace("{\"id\":", "{\"id\":6,\"id\":")).Id.Value, order.Test, order.Lines.Count));
        Assert.Equal(5, order.Id.Value);
    }

    [Fact]
    public void Keys_may_be_written_with_escapes_and_unknown_ones_with_anything()
    {
        var order = Order(Replace("\"test\":false", """
            "\u0074est":true,"\ud800":{"\udfff":[1,{"a":"}\"]\\"}]},"x":["{",{"y":"\\"}]
            """));

        Assert.True(order.Test);
    }

    [Fact]
    public void A_byte_order_mark_and_blanks_around_the_body_are_tolerated() =>
        Assert.Equal(5_400_000_001_001, Order([0xEF, 0xBB, 0xBF, .. " \n"u8, .. OrderJson.Build(), .. "\r\n\t "u8]).Id.Value);

    [Theory]
    [InlineData("", "found no well-formed JSON after byte 0: ")]
    [InlineData("null", "found null at $ (byte 0), expected an object")]
    [InlineData("[]", "found an array at $ (byte 0), expected an object")]
    [InlineData("{\"id\":1} x", "found no id")]
    [InlineData("{\"line_items\":[{\"id\":1,\"quantity\":2,\"price\":\"1\"},{\"price\":{}}]}", "found an object at $.line_items[1].price (byte 58), expected an amount such as 12.34")]
    [InlineData("{\"note\":[{\"a\":1},2],\"customer\":{\"id\":-7}}", "found -7 at $.customer.id (byte 37), expected a positive id")]
    [InlineData("{\"id\":1,\"refunds\":[{},{}]}", "found no id in $.refunds[0] (ending at byte 20), expected the refund's id")]
    public void A_refusal_says_what_was_found_and_where_and_what_was_expected(string body, string message)
    {
        if (body.EndsWith('x')) Assert.Contains("after byte", Refusal([.. OrderJson.Build(), .. " x"u8]));
        else Assert.StartsWith(message, Refusal(Encoding.UTF8.GetBytes(body)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "0")]
    [InlineData("id", "-5")]
    [InlineData("id", "1e3")]
    [InlineData("id", "1e999")]
    [InlineData("id", "9223372036854775808")]
    [InlineData("id", "\"\"")]
    [InlineData("id", "\"gid://shopify/Order/\"")]
    [InlineData("id", "null")]
    [InlineData("total_price_set", "7")]
    [InlineData("total_tax", "\"\"")]
    [InlineData("total_tax", "\"1,50\"")]
    [InlineData("total_tax", "1e999")]
    [InlineData("total_tax", "\"99999999999999\"")]
    [InlineData("currency", "\"EURO\"")]
    [InlineData("currency", "\"E1R\"")]
    [InlineData("financial_status", "\"half_paid\"")]
    [InlineData("financial_status", "1")]
    [InlineData("test", "\"false\"")]
    [InlineData("name", "{}")]
    [InlineData("customer", "[]")]
    [InlineData("billing_address", "\"Dorpsstraat\"")]
    [InlineData("line_items", "{}")]
    [InlineData("line_items", "[null]")]
    [InlineData("refunds", "[3]")]
    [InlineData("updated_at", "\"2025-02-30T00:00:00Z\"")]
    [InlineData("updated_at", "\"2025-01-01T24:00:00Z\"")]
    [InlineData("updated_at", "\"2025-01-01T00:00:00\"")]
    [InlineData("updated_at", "\"2025-01-01\"")]
    [InlineData("updated_at", "\"2025-01-01T00:00:00.Z\"")]
    [InlineData("updated_at", "\"2025-01-01T00:00:00+1:00\"")]
    [InlineData("updated_at", "1741961366")]
    [InlineData("cancelled_at", "\"0001-01-01T00:00:00+23:00\"")]
    public void A_value_of_the_wrong_kind_is_refused(string property, string value) =>
        Assert.Contains(property, Refusal(Edit(o => o[property] = JsonNode.Parse(value))));

    [Theory]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("1970-01-01T00:59:59+01:00")]
    [InlineData("2106-02-07T06:28:16Z")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void A_time_before_1970_or_after_2106_is_refused(string time) =>
        Assert.Matches(@"expected a time (from 1970 to 2106|such as)", Refusal(Edit(o => o["processed_at"] = time)));

    [Theory]
    [InlineData("2025-03-14T10:09:26-04:00")]
    [InlineData("2025-03-14T19:39:26+05:30")]
    [InlineData("2025-03-14T14:09:26Z")]
    [InlineData("2025-03-14T14:09:26.000Z")]
    public void A_time_is_the_same_instant_in_every_zone(string time) =>
        Assert.Equal(OrderJson.Placed, Order(Edit(o => o["processed_at"] = time)).ProcessedAt);

    [Fact]
    public void The_first_and_last_second_are_taken()
    {
        Assert.Equal(0, Order(Edit(o => o["processed_at"] = "1970-01-01T01:00:00+01:00")).ProcessedAt.ToUnixTimeSeconds());
        Assert.Equal(uint.MaxValue, Order(Edit(o => o["processed_at"] = "2106-02-07T06:28:15.999999999Z")).ProcessedAt.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("quantity", "-1")]
    [InlineData("quantity", "2147483648")]
    [InlineData("quantity", "1.5")]
    [InlineData("current_quantity", "-1")]
    public void A_quantity_that_is_negative_or_too_large_is_refused(string property, string quantity) =>
        Assert.Contains($"$.line_items[0].{property}", Refusal(Edit(o => o["line_items"]![0]![property] = JsonNode.Parse(quantity))));

    [Fact]
    public void An_amount_that_no_sum_can_hold_is_refused()
    {
        var expensive = Edit(o =>
        {
            o["line_items"]![0]!["price_set"] = null;
            o["line_items"]![0]!["price"] = "9000000000000";
            o["line_items"]![0]!["quantity"] = int.MaxValue;
        });
        var cards = OrderJson.Build(currency: "CLF", total: 1m, lines:
            [.. Enumerable.Range(1, 200).Select(i => new OrderJson.Line(i, i, "Bon", 9_000_000_000_000m, GiftCard: true))]);

        Assert.Contains("expected less than 9 million million", Refusal(expensive));
        Assert.Contains("expected less than 9 million million", Refusal(OrderJson.Edit(cards, o => o.Remove("subtotal_price"))));
    }

    [Theory]
    [InlineData("id", "the order's id")]
    [InlineData("processed_at", "when the order was placed")]
    [InlineData("currency", "the shop's currency")]
    [InlineData("total_price", "the order's total")]
    public void An_order_that_lacks_what_makes_it_one_is_refused(string property, string expected)
    {
        var body = Edit(o =>
        {
            foreach (var name in (string[])[property, "created_at", "total_price_set", "current_total_price_set"]) o.Remove(name);
        });

        Assert.Contains($"found no {property} in $ (ending at byte {body.Length - 1}), expected {expected}", Refusal(body));
    }

    [Fact]
    public void A_partially_paid_order_that_does_not_tell_what_is_outstanding_is_refused()
    {
        var body = OrderJson.Edit(OrderJson.Build(financialStatus: "partially_paid"), o => o.Remove("total_outstanding"));

        Assert.Contains("total_outstanding", Refusal(body));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(1_000, false)]
    [InlineData(100_000, false)]
    public void Bodies_may_be_64_levels_deep(int levels, bool taken)
    {
        var deep = string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));
        var unread = Replace("\"note_attributes\":[]", $"\"note_attributes\":{deep}");
        var read = Replace("\"line_items\":[", $"\"line_items\":[{{\"id\":1,\"x\":{deep[2..^2]}1,\"quantity\":1,\"price\":1}},".Replace("]1", "]", StringComparison.Ordinal));

        if (taken) Assert.Equal((2, 3), (Order(unread).Lines.Count, Order(read).Lines.Count));
        else Assert.NotNull(Refusal(unread) + Refusal(read));
    }

    [Theory]
    [InlineData("""\ud800""", "\uFFFD")]
    [InlineData("""\udc00\ud83d\ude00\ud83d""", "\uFFFD😀\uFFFD")]
    [InlineData("""\ud800\u0041""", "\uFFFDA")]
    [InlineData("""a\u0000b""", "a\uFFFDb")]
    [InlineData("""Salt \u0026 \"Pepper\" \/ \\ Zo\u00eb\t""", "Salt & \"Pepper\" / \\ Zoë")]
    [InlineData("""=HYPERLINK(\"x\")""", "=HYPERLINK(\"x\")")]
    [InlineData("<script>", "<script>")]
    [InlineData("\u202Egnp.exe", "\u202Egnp.exe")]
    public void Hostile_texts_are_taken_for_what_they_are(string json, string text) =>
        Assert.Equal(text, Order(Replace("\"title\":\"Wollen sokken\"", $"\"title\":\"{json}\"")).Lines[1].Title);

    [Fact]
    public void Bytes_that_are_not_UTF_8_become_replacement_characters()
    {
        var body = OrderJson.Build();
        var at = body.AsSpan().IndexOf("\"title\":\"Merino"u8) + 9;
        body[at] = 0xFF;

        Assert.Equal("\uFFFDerino trui, heren", Order(body).Lines[0].Title);
    }

    [Fact]
    public void Long_names_are_cut_without_splitting_a_character()
    {
        var body = OrderJson.Build(
            firstName: new string('a', 10_000), number: new string('#', 256), lines: [new(1, 2, new string('t', 254) + "😀", 1.00m)]);

        var seen = OrderPayload.Read(body);

        Assert.Equal(new string('a', 255), seen.Customer!.Name);
        Assert.Equal(new string('#', 255), seen.Order.Number);
        Assert.Equal(new string('t', 254), seen.Order.Lines[0].Title);
    }

    [Fact]
    public void An_email_longer_than_an_address_can_be_is_none()
    {
        var longest = new string('a', 308) + "@example.com";

        Assert.Equal(longest, OrderPayload.Read(OrderJson.Build(customer: null, email: longest)).Customer!.Email);
        Assert.Null(OrderPayload.Read(OrderJson.Build(customer: null, email: "a" + longest)).Order.Customer);
        Assert.Null(OrderPayload.Read(OrderJson.Build(email: "a" + longest)).Customer!.Email);
    }
}
