using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The body that shows a whole order: orders/create, updated, cancelled, paid, fulfilled and their like.</summary>
public static class OrderPayload
{
    /// <exception cref="PayloadException">The body is not an order.</exception>
    public static OrderSeen Read(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        var order = new OrderDraft();
        while (body.NextProperty(out var name)) order.Take(ref body, name);
        return order.ToFact(ref body);
    });

    /// <summary>Whether the body of a topic that is not known shows an order.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        bool hasId = false, hasTotal = false;
        while (body.NextProperty(out var name))
        {
            hasId |= name.SequenceEqual("id"u8);
            hasTotal |= name.SequenceEqual("total_price"u8);
            body.Skip();
        }

        return hasId && hasTotal;
    });
}
