using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>What Shopify's bodies do that a reader of the documentation does not expect, one test each.</summary>
public class PayloadTrapTests
{
    static OrderFact Order(byte[] body) => OrderPayload.Read(body).Order;

    static byte[] Edit(Action<JsonObject> change) => OrderJson.Edit(OrderJson.Build(), change);

    [Fact]
    public void Money_is_a_string_but_subtotal_and_total_tax_of_refund_lines_are_numbers()
    {
        var body = OrderJson.Build(total: 114.90m, financialStatus: "partially_refunded", refunds: [new(811, 12.50m, OrderJson.Placed)]);
        Assert.Contains("\"subtotal\":12.50,\"total_tax\":0.0", System.Text.Encoding.UTF8.GetString(body));

        var seen = OrderPayload.Read(body);

        Assert.Equal(11490, seen.Order.Amounts.Ordered);
        Assert.Equal(1250, seen.Order.Amounts.Refunded);
    }

    [Fact]
    public void Money_may_be_a_number_as_well()
    {
        var body = Edit(o =>
        {
            o.Remove("total_price_set");
            o["total_price"] = 89.99;
        });

        Assert.Equal(8999, Order(body).Amounts.Ordered);
    }

    [Fact]
    public void Ids_exceed_2_to_the_53rd_and_stay_exact()
    {
        const long beyondDouble = 9_007_199_254_740_993;
        var body = OrderJson.Build(
            id: beyondDouble, customer: 820_982_911_946_154_507, lines: [new(long.MaxValue, beyondDouble, "Trui", 10.00m)],
            refunds: [new(beyondDouble, 1.00m, OrderJson.Placed)]);

        var seen = OrderPayload.Read(body);

        Assert.Equal(new OrderId(beyondDouble), seen.Order.Id);
        Assert.Equal(new CustomerId(820_982_911_946_154_507), seen.Order.Customer);
        Assert.Equal((long.MaxValue, (ProductId?)new ProductId(beyondDouble)), (seen.Order.Lines[0].Id, seen.Order.Lines[0].Product));
        Assert.Equal((beyondDouble, new OrderId(beyondDouble)), (seen.Refunds[0].Id, seen.Refunds[0].Order));
    }

    [Theory]
    [InlineData("\"5400000001001\"")]
    [InlineData("\"gid://shopify/Order/5400000001001\"")]
    [InlineData("\"gid:\\/\\/shopify\\/Order\\/5400000001001\"")]
    public void An_id_may_come_as_text_or_as_a_gid(string id) =>
        Assert.Equal(5_400_000_001_001, Order(Edit(o => o["id"] = JsonNode.Parse(id))).Id.Value);

    [Theory]
    [InlineData("absent")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Customer_may_be_absent_or_null_or_empty_and_the_email_tells_the_guest(string customer)
    {
        var body = Edit(o =>
        {
            if (customer == "absent") o.Remove("customer");
            else o["customer"] = JsonNode.Parse(customer);
            o["email"] = " Sanne.DeVries@Example.NL ";
        });

        var seen = OrderPayload.Read(body);

        var guest = new CustomerId(DerivedId.Of("email", "sanne.devries@example.nl"));
        Assert.Equal(guest, seen.Order.Customer);
        Assert.Equal(
            new CustomerFact(guest, CustomerKind.Guest, null, "Sanne de Vries", "sanne.devries@example.nl", OrderJson.Placed), seen.Customer);
    }

    [Fact]
    public void A_guest_email_may_be_blank_and_then_the_order_has_no_customer()
    {
        var seen = OrderPayload.Read(OrderJson.Build(customer: null, email: ""));

        Assert.Null(seen.Order.Customer);
        Assert.Null(seen.Customer);
    }

    [Fact]
    public void A_guest_with_a_blank_email_is_known_by_the_contact_email()
    {
        var body = OrderJson.Edit(OrderJson.Build(customer: null, email: ""), o => o["contact_email"] = "piet@example.nl");

        Assert.Equal("piet@example.nl", OrderPayload.Read(body).Customer?.Email);
    }

    [Fact]
    public void The_email_of_a_customer_may_be_null()
    {
        var seen = OrderPayload.Read(Edit(o => o["customer"]!["email"] = null));

        Assert.Equal(new CustomerId(7_100_000_000_001), seen.Order.Customer);
        Assert.Equal((CustomerKind.Account, "Sanne de Vries", null), (seen.Customer!.Kind, seen.Customer.Name, seen.Customer.Email));
    }

    [Fact]
    public void A_customer_of_whom_only_the_id_is_told_brings_no_customer_fact()
    {
        var seen = OrderPayload.Read(OrderJson.Build(email: null, firstName: null, lastName: ""));

        Assert.Equal(new CustomerId(7_100_000_000_001), seen.Order.Customer);
        Assert.Null(seen.Customer);
    }

    [Fact]
    public void The_source_name_may_be_the_number_of_an_app()
    {
        Assert.Equal("755357713", Order(OrderJson.Build(source: "755357713")).Channel);
        Assert.Equal("755357713", Order(Edit(o => o["source_name"] = 755357713)).Channel);
        Assert.Equal("", Order(Edit(o => o["source_name"] = null)).Channel);
        Assert.Equal(new string('x', 64), Order(OrderJson.Build(source: $"  {new string('x', 70)}")).Channel);
    }

    /// <summary>The figures of Shopify's mock order: total 598.94, of which returned lines left 199.65; 209.00 was given back.</summary>
    [Fact]
    public void One_order_has_several_values()
    {
        var amounts = Order(OrderJson.Build(
            total: 598.94m, currentTotal: 199.65m, financialStatus: "partially_refunded",
            refunds: [new(811, 149.00m, OrderJson.Placed), new(821, 60.00m, OrderJson.Placed.AddDays(2))])).Amounts;

        Assert.Equal(389_94, amounts.Value(ValuePolicy.Paid, cancelled: false));
        Assert.Equal(199_65, amounts.Value(ValuePolicy.Current, cancelled: false));
        Assert.Equal(598_94, amounts.Value(ValuePolicy.Ordered, cancelled: false));
        Assert.Equal((598_94, 209_00), (amounts.Received, amounts.Refunded));
    }

    [Fact]
    public void A_cancelled_order_can_keep_its_current_total()
    {
        var at = OrderJson.Placed.AddHours(3);

        var order = Order(OrderJson.Build(cancelledAt: at, financialStatus: "voided", total: 80.00m));

        Assert.Equal(at, order.CancelledAt);
        Assert.Equal(8000, order.Amounts.Current);
        Assert.Equal(0, order.Amounts.Value(ValuePolicy.Current, cancelled: true));
    }

    [Fact]
    public void A_test_order_says_so()
    {
        Assert.True(Order(OrderJson.Build(test: true)).Test);
        Assert.False(Order(OrderJson.Build()).Test);
    }

    [Fact]
    public void A_gift_card_sold_is_a_liability_and_counts_when_it_is_spent()
    {
        var sold = Order(OrderJson.Build(
            total: 170.00m, lines: [new(1, 11, "Cadeaubon", 50.00m, Quantity: 3, CurrentQuantity: 2, Discount: 0.01m, GiftCard: true), new(2, 12, "Trui", 20.01m)]));
        var spent = Order(OrderJson.Edit(OrderJson.Build(total: 50.00m), o => o["payment_gateway_names"] = new JsonArray("gift_card")));

        Assert.True(sold.Lines[0].IsGiftCard);
        Assert.Equal((149_99, 99_99), (sold.Amounts.GiftCardsOrdered, sold.Amounts.GiftCardsCurrent));
        Assert.Equal(20_01, sold.Amounts.Value(ValuePolicy.Ordered, cancelled: false));
        Assert.Equal(50_00, spent.Amounts.Value(ValuePolicy.Paid, cancelled: false));
    }

    [Fact]
    public void Shop_money_is_aggregated_never_what_the_buyer_saw()
    {
        var body = OrderJson.Build(
            total: 100.00m, financialStatus: "partially_refunded", presentment: new("USD", 1.25m), lines: [new(1, 11, "Trui", 95.05m, Discount: 5.00m)],
            refunds: [new(811, 40.00m, OrderJson.Placed)]);
        Assert.Contains("\"amount\":\"50.00\",\"currency\":\"USD\"", System.Text.Encoding.UTF8.GetString(body));

        var order = Order(body);

        Assert.Equal(new Currency("EUR"), order.Currency);
        Assert.Equal(new OrderAmounts(100_00, 100_00, 100_00, 40_00, 19_51, 4_95), order.Amounts);
        Assert.Equal(90_05, order.Lines[0].Net);
    }

    [Fact]
    public void Where_plain_amounts_and_sets_disagree_the_set_wins()
    {
        var order = Order(Edit(o =>
        {
            o["total_price"] = "1.00";
            o["current_total_price"] = "2.00";
            o["total_tax"] = "3.00";
            o["line_items"]![0]!["price"] = "4.00";
            o["line_items"]![1]!["discount_allocations"]![0]!["amount"] = "5.00";
        }));

        Assert.Equal(new OrderAmounts(114_90, 114_90, 114_90, 0, 19_51, 4_95), order.Amounts);
        Assert.Equal([79_95, 30_00], order.Lines.Select(line => line.Net));
    }

    [Fact]
    public void The_currency_is_the_one_of_the_shop_when_ordered()
    {
        Assert.Equal(new Currency("NLG"), Order(OrderJson.Build(currency: "NLG")).Currency);
        Assert.Equal(new Currency("EUR"), Order(Edit(o => o.Remove("currency"))).Currency);
        Assert.Equal(new Currency("EUR"), Order(Edit(o => o["currency"] = "USD")).Currency);
    }

    [Theory]
    [InlineData("JPY", 1200, 1200)]
    [InlineData("EUR", 1200, 120000)]
    [InlineData("KWD", 1200, 1200000)]
    public void The_currency_decides_the_minor_unit(string currency, int total, long minor)
    {
        var amounts = Order(OrderJson.Build(currency: currency, total: total, refunds: [new(811, 7m, OrderJson.Placed)])).Amounts;

        Assert.Equal((minor, minor / 1200 * 7), (amounts.Ordered, amounts.Refunded));
    }

    [Fact]
    public void Processed_at_may_precede_created_at_and_dates_the_order()
    {
        var imported = new DateTimeOffset(2019, 6, 1, 12, 0, 0, TimeSpan.Zero);
        var body = OrderJson.Edit(OrderJson.Build(processedAt: imported), o => o["created_at"] = "2025-03-14T15:09:26+01:00");

        Assert.Equal(imported, Order(body).ProcessedAt);
    }

    [Fact]
    public void Without_processed_at_the_order_dates_from_its_creation_and_without_updated_at_it_is_as_old()
    {
        var order = Order(Edit(o =>
        {
            o["processed_at"] = null;
            o["created_at"] = "2024-02-29T23:59:59.5Z";
            o.Remove("updated_at");
        }));

        Assert.Equal(new DateTimeOffset(2024, 2, 29, 23, 59, 59, 500, TimeSpan.Zero), order.ProcessedAt);
        Assert.Equal(order.ProcessedAt, order.UpdatedAt);
    }

    [Theory]
    [InlineData("paid", FinancialStatus.Paid, 100_00)]
    [InlineData("partially_refunded", FinancialStatus.PartiallyRefunded, 75_00)]
    [InlineData("refunded", FinancialStatus.Refunded, 75_00)]
    [InlineData("partially_paid", FinancialStatus.PartiallyPaid, 75_00)]
    [InlineData("pending", FinancialStatus.Pending, 0)]
    [InlineData("authorized", FinancialStatus.Authorized, 0)]
    [InlineData("voided", FinancialStatus.Voided, 0)]
    [InlineData("expired", FinancialStatus.Expired, 0)]
    public void Money_received_follows_from_the_financial_status(string word, FinancialStatus status, long received)
    {
        var order = Order(OrderJson.Build(total: 100.00m, outstanding: 25.00m, financialStatus: word));

        Assert.Equal((status, received), (order.Status, order.Amounts.Received));
    }

    [Fact]
    public void Without_a_financial_status_only_what_is_outstanding_tells_what_was_received()
    {
        var body = OrderJson.Edit(OrderJson.Build(total: 100.00m, outstanding: 25.00m), o => o["financial_status"] = null);
        var silent = OrderJson.Edit(body, o => o.Remove("total_outstanding"));

        Assert.Equal((FinancialStatus.Unknown, 75_00), (Order(body).Status, Order(body).Amounts.Received));
        Assert.Equal(0, Order(silent).Amounts.Received);
    }

    [Fact]
    public void Refunded_is_the_sum_of_successful_transactions_of_kind_refund()
    {
        var body = OrderJson.Edit(OrderJson.Build(total: 100.00m, refunds: [new(811, 30.00m, OrderJson.Placed)]), o =>
        {
            var transactions = o["refunds"]![0]!["transactions"]!.AsArray();
            foreach (var (kind, status) in (ReadOnlySpan<(string, string)>)[("refund", "failure"), ("refund", "pending"), ("void", "success"), ("sale", "success")])
            {
                var other = transactions[0]!.DeepClone();
                other["kind"] = kind;
                other["status"] = status;
                transactions.Add(other);
            }

            transactions.Add(transactions[0]!.DeepClone());
        });

        Assert.Equal(60_00, Order(body).Amounts.Refunded);
    }
}
