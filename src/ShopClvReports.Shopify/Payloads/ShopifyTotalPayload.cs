using System.Buffers.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>What Shopify says of a customer's orders in all: the body of customers/purchasing_summary, and a customer of the Admin API.</summary>
static class ShopifyTotalPayload
{
    public static ShopifyTotalSeen Seen(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        long? customer = null, last = null;
        DateTimeOffset? at = null;
        int? orders = null;
        MoneyPart? spent = null;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("customerId"u8)) customer = body.Id();
            else if (name.SequenceEqual("lastOrderId"u8)) last = body.Id();
            else if (name.SequenceEqual("occurredAt"u8)) at = body.Instant();
            else if (name.SequenceEqual("numberOfOrders"u8)) orders = Orders(body);
            else if (name.SequenceEqual("amountSpent"u8)) spent = MoneyPart.Read(ref body);
            else body.Skip();
        return new ShopifyTotalSeen(Total(
            body, customer ?? throw body.Missing("customerId", "the customer's id"), orders, spent, last, at ?? throw body.Missing("occurredAt", "when it was so")));
    });

    /// <param name="at">When it was asked for.</param>
    public static ShopifyTotal Graph(ReadOnlySpan<byte> json, DateTimeOffset at) => BodyReader.Read(json, (ref BodyReader body) =>
    {
        long? customer = null, last = null;
        int? orders = null;
        MoneyPart? spent = null;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("id"u8)) customer = body.Id();
            else if (name.SequenceEqual("lastOrder"u8)) last = body.IdWithin();
            else if (name.SequenceEqual("numberOfOrders"u8)) orders = Orders(body);
            else if (name.SequenceEqual("amountSpent"u8)) spent = MoneyPart.Read(ref body);
            else body.Skip();
        return Total(body, customer ?? throw body.Missing("id", "the customer's id"), orders, spent, last, at);
    });

    static ShopifyTotal Total(in BodyReader body, long customer, int? orders, MoneyPart? spent, long? last, DateTimeOffset at)
    {
        var currency = spent?.Currency ?? throw body.Missing("amountSpent", "an amount and its currency");
        return new ShopifyTotal(
            new CustomerId(customer), orders ?? throw body.Missing("numberOfOrders", "how many orders there are"),
            new Money(BodyReader.Minor(spent.Value.Amount, currency), currency), last is { } id ? new OrderId(id) : null, at);
    }

    /// <summary>Written as a number or, as Shopify writes large ones, as its text.</summary>
    static int? Orders(in BodyReader body)
    {
        if (body.IsNull) return null;
        return Utf8Parser.TryParse(body.Utf8, out int orders, out var read) && read == body.Utf8.Length && read > 0 && orders >= 0
            ? orders
            : throw body.Unexpected("a number of orders from 0 to 2147483647");
    }
}
