namespace ShopClvReports.Shopify;

/// <summary>What an object of a bulk operation's result is, by its own id and that of its parent.</summary>
/// <param name="Order">The order that it is or belongs to.</param>
readonly record struct BulkLine(BulkKind Kind, long Id, long Order)
{
    /// <exception cref="PayloadException">The object is of no use and belongs to nothing.</exception>
    public static BulkLine Read(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        var kind = BulkKind.Other;
        long id = 0, parent = 0;
        bool isChild = false, ofOrder = false;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("id"u8))
            {
                kind = KindOf(body.Utf8);
                id = kind == BulkKind.Other ? 0 : body.Id() ?? 0;
            }
            else if (name.SequenceEqual("__parentId"u8))
            {
                isChild = !body.IsNull;
                ofOrder = KindOf(body.Utf8) == BulkKind.Order;
                parent = ofOrder ? body.Id() ?? 0 : 0;
            }
            else
            {
                body.Skip();
            }
        }

        return kind switch
        {
            BulkKind.Order => new BulkLine(kind, id, id),
            BulkKind.LineItem when ofOrder => new BulkLine(kind, id, parent),
            BulkKind.LineItem => throw body.Missing("__parentId", "the id of the order that the line belongs to"),
            BulkKind.Customer => new BulkLine(kind, id, 0),
            BulkKind.Other when isChild => default,
            BulkKind.Other => throw body.Missing("id", "gid://shopify/Order/…, gid://shopify/Customer/… or gid://shopify/LineItem/…"),
        };
    });

    static BulkKind KindOf(ReadOnlySpan<byte> gid) =>
        gid.StartsWith("gid://shopify/Order/"u8) ? BulkKind.Order
        : gid.StartsWith("gid://shopify/LineItem/"u8) ? BulkKind.LineItem
        : gid.StartsWith("gid://shopify/Customer/"u8) ? BulkKind.Customer
        : BulkKind.Other;
}

/// <summary>Kinds of objects. An order sorts before its lines.</summary>
enum BulkKind : byte
{
    /// <summary>A child of a kind that nothing here needs.</summary>
    Other,
    Order,
    LineItem,
    Customer,
}
