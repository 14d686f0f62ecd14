using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>What Shopify says of an order beside what is stored of it.</summary>
/// <param name="Customer">Whose it is today; null for nobody's.</param>
/// <param name="Tip">Minor units of the order's currency.</param>
/// <param name="GiftCardsUsed">Paid with gift cards, likewise.</param>
sealed record OrderDetails(CustomerId? Customer, long Tip, long GiftCardsUsed);

/// <summary>Asks for the details of orders, and for the orders of customers.</summary>
sealed class OrderDetailsFetch(IAdminClient admin)
{
    /// <summary>Each has up to ten payments.</summary>
    const int AtOnce = 25;

    /// <summary>Each has up to fifty orders.</summary>
    const int CustomersAtOnce = 10;

    static readonly AdminQuery s_details = AdminQuery.Load("OrderDetails");
    static readonly AdminQuery s_ofCustomers = AdminQuery.Load("OrdersOfCustomers");

    /// <returns>By order; null for one that Shopify has not any more. What it does not say is not there.</returns>
    public async Task<Dictionary<OrderId, OrderDetails?>> FetchAsync(Shop shop, IEnumerable<OrderId> orders, CancellationToken cancellation)
    {
        var details = new Dictionary<OrderId, OrderDetails?>();
        foreach (var ids in orders.Chunk(AtOnce))
        {
            var reply = await admin.SendAsync(shop, s_details, new { ids = ids.Select(OrderFetch.Gid) }, cancellation);
            var nodes = AdminPage.ById(reply, s_details, ids.Length);
            for (var i = 0; i < ids.Length; i++)
                if (nodes[i].ValueKind != JsonValueKind.Null) details[ids[i]] = Read(nodes[i]);
                else if (reply.Errors.Count == 0) details[ids[i]] = null;
        }

        return details;
    }

    /// <summary>Whose the newest orders are that Shopify counts with some customers.</summary>
    public async Task<Dictionary<OrderId, CustomerId>> OrdersOfAsync(Shop shop, IEnumerable<CustomerId> customers, CancellationToken cancellation)
    {
        var orders = new Dictionary<OrderId, CustomerId>();
        foreach (var ids in customers.Chunk(CustomersAtOnce))
        {
            var reply = await admin.SendAsync(shop, s_ofCustomers, new { ids = ids.Select(ShopifyTotals.Gid) }, cancellation);
            var nodes = AdminPage.ById(reply, s_ofCustomers, ids.Length);
            for (var i = 0; i < ids.Length; i++)
                if (nodes[i].Within("orders") is { } connection)
                    foreach (var order in AdminPage.Of(connection)?.Nodes ?? [])
                        if (Understood(order, static (ref BodyReader body) => body.IdWithin()) is { } id) orders[new OrderId(id)] = ids[i];
        }

        return orders;
    }

    static OrderDetails Read(JsonElement order) => Understood(order, static (ref BodyReader body) =>
    {
        long? customer = null;
        long tip = 0, used = 0;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("customer"u8)) customer = body.IdWithin();
            else if (name.SequenceEqual("totalTipReceivedSet"u8)) tip = Minor(MoneySet.Read(ref body)?.Shop);
            else if (name.SequenceEqual("transactions"u8)) used = GiftCards(ref body);
            else body.Skip();
        return new OrderDetails(customer is { } id ? new CustomerId(id) : null, tip, used);
    });

    /// <summary>Successful payments with gift cards; what was given back onto one is a refund like another.</summary>
    static long GiftCards(ref BodyReader body)
    {
        long used = 0;
        if (!body.EnterArray()) return used;
        while (body.NextObject())
        {
            bool giftCard = false, paid = false, done = false;
            long amount = 0;
            while (body.NextProperty(out var name))
                if (name.SequenceEqual("gateway"u8)) giftCard = body.Is("gift_card"u8);
                else if (name.SequenceEqual("kind"u8)) paid = body.Is("SALE"u8) || body.Is("CAPTURE"u8);
                else if (name.SequenceEqual("status"u8)) done = body.Is("SUCCESS"u8);
                else if (name.SequenceEqual("amountSet"u8)) amount = Minor(MoneySet.Read(ref body)?.Shop);
                else body.Skip();
            if (giftCard && paid && done) used = checked(used + amount);
        }

        return used;
    }

    static long Minor(MoneyPart? money) => money is { Currency: { } currency } part ? BodyReader.Minor(part.Amount, currency) : 0;

    static T Understood<T>(JsonElement node, ReadBody<T> read)
    {
        try
        {
            return BodyReader.Read(AdminPage.Utf8(node), read);
        }
        catch (PayloadException e)
        {
            throw new ShopifyException($"Shopify's details of an order cannot be read: {e.Message}", e);
        }
    }
}
