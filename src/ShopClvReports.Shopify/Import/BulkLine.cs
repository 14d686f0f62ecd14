using System.Buffers.Text;

namespace ShopClvReports.Shopify;

/// <summary>What an object of a bulk operation's result is, by its own id and that of its parent.</summary>
/// <param name="Order">The order that it is or belongs to.</param>
readonly record struct BulkLine(BulkKind Kind, long Id, long Order)
{
    /// <exception cref="PayloadException">The object is of no use and belongs to nothing.</exception>
    public static BulkLine Read(ReadOnlySpan<byte> json) => TryReadEnds(json, out var line) ? line : ReadAll(json);

    /// <summary>
    /// Shopify writes an object's id first and its parent's last, which spares looking at what is between. Whether that is
    /// well-formed shows when the object is read.
    /// </summary>
    static bool TryReadEnds(ReadOnlySpan<byte> json, out BulkLine line)
    {
        line = default;
        if (json.StartsWith("{\"id\":\"gid:\\/\\/shopify\\/Order\\/"u8))
        {
            if (!TryId(json["{\"id\":\"gid:\\/\\/shopify\\/Order\\/"u8.Length..], out var order)) return false;
            line = new BulkLine(BulkKind.Order, order, order);
            return true;
        }

        if (!json.StartsWith("{\"id\":\"gid:\\/\\/shopify\\/LineItem\\/"u8)) return false;
        if (!TryId(json["{\"id\":\"gid:\\/\\/shopify\\/LineItem\\/"u8.Length..], out var item)) return false;
        var parent = json[(json.LastIndexOf((byte)'/') + 1)..];
        if (!TryId(parent, out var ofOrder) || parent.Length != parent.IndexOf((byte)'"') + 2) return false;
        if (!json[..^parent.Length].EndsWith(",\"__parentId\":\"gid:\\/\\/shopify\\/Order\\/"u8)) return false;
        line = new BulkLine(BulkKind.LineItem, item, ofOrder);
        return true;
    }

    static bool TryId(ReadOnlySpan<byte> text, out long id) =>
        Utf8Parser.TryParse(text, out id, out var read) && id > 0 && text[read..] is [(byte)'"', ..];

    static BulkLine ReadAll(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
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
            BulkKind.Customer or BulkKind.Variant => new BulkLine(kind, id, 0),
            BulkKind.Other when isChild => default,
            BulkKind.Other => throw body.Missing("id", "gid://shopify/ and Order, Customer, ProductVariant or LineItem"),
        };
    });

    static BulkKind KindOf(ReadOnlySpan<byte> gid) =>
        gid.StartsWith("gid://shopify/Order/"u8) ? BulkKind.Order
        : gid.StartsWith("gid://shopify/LineItem/"u8) ? BulkKind.LineItem
        : gid.StartsWith("gid://shopify/Customer/"u8) ? BulkKind.Customer
        : gid.StartsWith("gid://shopify/ProductVariant/"u8) ? BulkKind.Variant
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
    Variant,
}
