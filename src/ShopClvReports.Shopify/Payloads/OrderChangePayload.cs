using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The bodies of orders/edited and orders/delete, which tell of an order without showing it.</summary>
static class OrderChangePayload
{
    public static OrderEdited Edited(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        OrderEdited? edited = null;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("order_edit"u8)) edited = Edit(ref body);
            else body.Skip();
        }

        return edited ?? throw body.Missing("order_edit", "the edit of an order");
    });

    public static OrderDeleted Deleted(ReadOnlySpan<byte> json) => BodyReader.Read(
        json, static (ref BodyReader body) => new OrderDeleted(new OrderId(body.IdWithin() ?? throw body.Missing("id", "the deleted order's id"))));

    static OrderEdited? Edit(ref BodyReader body)
    {
        if (!body.EnterObject()) return null;
        long? order = null;
        DateTimeOffset? committedAt = null;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("order_id"u8)) order = body.Id();
            else if (name.SequenceEqual("committed_at"u8)) committedAt = body.Instant();
            else body.Skip();
        }

        return new OrderEdited(
            new OrderId(order ?? throw body.Missing("order_id", "the edited order's id")),
            committedAt ?? throw body.Missing("committed_at", "when the edit was made"));
    }
}
