using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>A line of an order as read, before the order's currency is known.</summary>
readonly partial record struct LineDraft(
    long Id, long? Product, long? Variant, string Title, int Quantity, int CurrentQuantity, decimal Net, bool IsGiftCard)
{
    const int LongestTitle = 255;

    public static List<LineDraft> ReadAll(ref BodyReader body)
    {
        var lines = new List<LineDraft>();
        if (!body.EnterArray()) return lines;
        while (body.NextObject()) lines.Add(Read(ref body));
        return lines;
    }

    public LineItem ToLine(Currency currency) => new(
        Id, Product is { } product ? new ProductId(product) : null,
        Title, Quantity, CurrentQuantity, BodyReader.Minor(Net, currency), IsGiftCard, Variant is { } variant ? new VariantId(variant) : null);

    static LineDraft Read(ref BodyReader body)
    {
        long? id = null, product = null, variant = null;
        BodyText? title = null;
        int? quantity = null, current = null;
        decimal? price = null, discount = null, allocated = null;
        MoneyPart? priceSet = null, discountSet = null;
        var giftCard = false;
        while (body.NextProperty(out var name))
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
                case 5 when name.SequenceEqual("title"u8): title = body.Mark(); break;
                case 5 when name.SequenceEqual("price"u8): price = body.Amount(); break;
                case 8 when name.SequenceEqual("quantity"u8): quantity = body.Quantity(); break;
                case 9 when name.SequenceEqual("gift_card"u8): giftCard = body.Flag(); break;
                case 9 when name.SequenceEqual("price_set"u8): priceSet = MoneySet.Read(ref body)?.Shop; break;
                case 10 when name.SequenceEqual("product_id"u8): product = body.Id(); break;
                case 10 when name.SequenceEqual("variant_id"u8): variant = body.Id(); break;
                case 14 when name.SequenceEqual("total_discount"u8): discount = body.Amount(); break;
                case 16 when name.SequenceEqual("current_quantity"u8): current = body.Quantity(); break;
                case 18 when name.SequenceEqual("total_discount_set"u8): discountSet = MoneySet.Read(ref body)?.Shop; break;
                case 20 when name.SequenceEqual("discount_allocations"u8): allocated = Allocated(ref body, "amount_set"u8); break;
                default: body.Skip(); break;
            }

        var ordered = quantity ?? throw body.Missing("quantity", "how many were ordered");
        var each = priceSet?.Amount ?? price ?? throw body.Missing("price", "the price of one");
        return new LineDraft(
            id ?? throw body.Missing("id", "the line's id"), product, variant, body.Decode(title, LongestTitle) ?? "", ordered, current ?? ordered,
            each * ordered - (allocated ?? discountSet?.Amount ?? discount ?? 0), giftCard);
    }

    static decimal? Allocated(ref BodyReader body, ReadOnlySpan<byte> setName)
    {
        if (!body.EnterArray()) return null;
        var sum = 0m;
        while (body.NextObject())
        {
            decimal? amount = null;
            MoneyPart? set = null;
            while (body.NextProperty(out var name))
            {
                if (name.SequenceEqual("amount"u8)) amount = body.Amount();
                else if (name.SequenceEqual(setName)) set = MoneySet.Read(ref body)?.Shop;
                else body.Skip();
            }

            sum += set?.Amount ?? amount ?? throw body.Missing("amount", "the discount on the line");
        }

        return sum;
    }
}
