using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>Pages of orders with as little of each as tells whether ours is the same.</summary>
sealed class OrderGlimpses(IAdminClient admin)
{
#if DEBUG
    const int AtOnce = 10;
#else
    /// <summary>Each costs five points.</summary>
    const int AtOnce = 150;
#endif

    const int LongestNumber = 255;

    static readonly AdminQuery s_query = AdminQuery.Load("OrderGlimpses");

    /// <param name="sortKey">Such as <c>UPDATED_AT</c>, ascending.</param>
    /// <param name="after">The cursor that came with the page before; null for the first page.</param>
    /// <returns>One page, and the cursor behind it; null behind the last one.</returns>
    /// <exception cref="ShopifyException">It cannot be had.</exception>
    public async Task<(IReadOnlyList<OrderGlimpse> Orders, string? Next)> PageAsync(
        Shop shop, string sortKey, string search, string? after, CancellationToken cancellation)
    {
        var reply = await admin.SendAsync(shop, s_query, new { search, sortKey, first = AtOnce, after }, cancellation);
        var page = AdminPage.Of(reply, s_query, reply.Data.Within("orders"));
        return ([.. page.Nodes.Select(Read)], page.Nodes.Count > 0 ? page.Next : null);
    }

    static OrderGlimpse Read(JsonElement order)
    {
        try
        {
            return BodyReader.Read(AdminPage.Utf8(order), static (ref BodyReader body) => Read(ref body));
        }
        catch (PayloadException e)
        {
            throw new ShopifyException($"Shopify shows an order that cannot be compared: {e.Message}", e);
        }
    }

    /// <summary>A state that is not known calls nothing off.</summary>
    static FinancialStatus Status(in BodyReader body) => body.Mark() is not null && PaymentState.TryParse(body.Utf8, out var status) ? status : FinancialStatus.Unknown;

    static OrderGlimpse Read(ref BodyReader body)
    {
        long? id = null;
        BodyText? number = null;
        DateTimeOffset? processed = null, updated = null, cancelled = null;
        var (test, status) = (false, FinancialStatus.Unknown);
        MoneyPart? received = null, refunded = null;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("id"u8)) id = body.Id();
            else if (name.SequenceEqual("name"u8)) number = body.Mark();
            else if (name.SequenceEqual("processedAt"u8)) processed = body.Instant();
            else if (name.SequenceEqual("updatedAt"u8)) updated = body.Instant();
            else if (name.SequenceEqual("cancelledAt"u8)) cancelled = body.Instant();
            else if (name.SequenceEqual("displayFinancialStatus"u8)) status = Status(body);
            else if (name.SequenceEqual("test"u8)) test = body.Flag();
            else if (name.SequenceEqual("totalReceivedSet"u8)) received = MoneySet.Read(ref body)?.Shop;
            else if (name.SequenceEqual("totalRefundedSet"u8)) refunded = MoneySet.Read(ref body)?.Shop;
            else body.Skip();
        var currency = received?.Currency ?? throw body.Missing("totalReceivedSet", "an amount and its currency");
        var net = BodyReader.Minor(received.Value.Amount, currency) - BodyReader.Minor(refunded?.Amount ?? 0, currency);
        return new OrderGlimpse(
            new OrderId(id ?? throw body.Missing("id", "the order's id")), body.Decode(number, LongestNumber) ?? "",
            processed ?? throw body.Missing("processedAt", "when it was placed"), updated ?? throw body.Missing("updatedAt", "when it last changed"),
            new Money(net, currency), !test && CountingRule.Counts(net, CountingRule.IsCalledOff(cancelled is not null, status)));
    }
}
