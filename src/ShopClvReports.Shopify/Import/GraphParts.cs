namespace ShopClvReports.Shopify;

readonly partial record struct LineDraft
{
    /// <summary>The lines within an order: a list, or a connection with <c>nodes</c> or <c>edges</c>.</summary>
    public static List<LineDraft> ReadConnection(ref BodyReader body)
    {
        var lines = new List<LineDraft>();
        if (body.IsArray) ReadList(ref body, lines);
        else if (body.EnterObject())
            while (body.NextProperty(out var name))
            {
                if (name.SequenceEqual("nodes"u8)) ReadList(ref body, lines);
                else if (name.SequenceEqual("edges"u8)) ReadEdges(ref body, lines);
                else body.Skip();
            }

        return lines;
    }

    /// <summary>One line as GraphQL shows it.</summary>
    public static LineDraft ReadGraph(ref BodyReader body)
    {
        long? id = null, product = null, variant = null;
        BodyText? title = null;
        int? quantity = null, current = null;
        decimal? allocated = null;
        MoneyPart? discounted = null, original = null;
        var giftCard = false;
        while (body.NextProperty(out var name))
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
                case 5 when name.SequenceEqual("title"u8): title = body.Mark(); break;
                case 7 when name.SequenceEqual("product"u8): product = body.IdWithin(); break;
                case 7 when name.SequenceEqual("variant"u8): variant = body.IdWithin(); break;
                case 8 when name.SequenceEqual("quantity"u8): quantity = body.Quantity(); break;
                case 10 when name.SequenceEqual("isGiftCard"u8): giftCard = body.Flag(); break;
                case 15 when name.SequenceEqual("currentQuantity"u8): current = body.Quantity(); break;
                case 16 when name.SequenceEqual("originalTotalSet"u8): original = MoneySet.Read(ref body)?.Shop; break;
                case 18 when name.SequenceEqual("discountedTotalSet"u8): discounted = MoneySet.Read(ref body)?.Shop; break;
                case 19 when name.SequenceEqual("discountAllocations"u8): allocated = Allocated(ref body, "allocatedAmountSet"u8); break;
                default: body.Skip(); break;
            }

        var ordered = quantity ?? throw body.Missing("quantity", "how many were ordered");
        return new LineDraft(
            id ?? throw body.Missing("id", "the line's id"), product, variant, body.Decode(title, LongestTitle) ?? "", ordered, current ?? ordered,
            // The discounted total leaves out discounts on the whole order.
            (allocated is { } off ? original?.Amount - off : null) ?? (discounted ?? original)?.Amount
            ?? throw body.Missing("discountedTotalSet", "the price of the line"), giftCard);
    }

    static void ReadList(ref BodyReader body, List<LineDraft> lines)
    {
        if (!body.EnterArray()) return;
        while (body.NextObject()) lines.Add(ReadGraph(ref body));
    }

    static void ReadEdges(ref BodyReader body, List<LineDraft> lines)
    {
        if (!body.EnterArray()) return;
        while (body.NextObject())
            while (body.NextProperty(out var name))
            {
                if (name.SequenceEqual("node"u8) && body.EnterObject()) lines.Add(ReadGraph(ref body));
                else body.Skip();
            }
    }
}

readonly partial record struct CustomerDraft
{
    /// <summary>A customer as GraphQL shows it.</summary>
    public static CustomerDraft ReadGraph(ref BodyReader body)
    {
        long? id = null;
        BodyText? first = null, last = null, display = null, email = null, defaultEmail = null;
        DateTimeOffset? updatedAt = null, createdAt = null;
        var inParts = false;
        while (body.NextProperty(out var name))
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
                case 5 when name.SequenceEqual("email"u8): email = body.Mark(); break;
                case 8 when name.SequenceEqual("lastName"u8): (last, inParts) = (body.Mark(), true); break;
                case 9 when name.SequenceEqual("firstName"u8): (first, inParts) = (body.Mark(), true); break;
                case 9 when name.SequenceEqual("createdAt"u8): createdAt = body.Instant(); break;
                case 9 when name.SequenceEqual("updatedAt"u8): updatedAt = body.Instant(); break;
                case 11 when name.SequenceEqual("displayName"u8): display = body.Mark(); break;
                case 19 when name.SequenceEqual("defaultEmailAddress"u8): defaultEmail = body.TextWithin("emailAddress"u8); break;
                default: body.Skip(); break;
            }

        // Of a customer without a name the display name is the e-mail or the telephone number.
        var shown = inParts ? FullName(body, first, last) : NameOf(body, display);
        return new CustomerDraft(
            id, shown is not null && !inParts && (shown.Contains('@') || shown.StartsWith('+')) ? null : shown,
            EmailOf(body, defaultEmail) ?? EmailOf(body, email), updatedAt, createdAt);
    }
}

sealed partial class RefundDraft
{
    /// <summary>The refunds of an order as GraphQL shows them.</summary>
    public static List<RefundDraft> ReadGraphAll(ref BodyReader body)
    {
        var refunds = new List<RefundDraft>();
        if (!body.EnterArray()) return refunds;
        while (body.NextObject())
        {
            var refund = new RefundDraft();
            while (body.NextProperty(out var name)) refund.TakeGraph(ref body, name);
            if (refund.id is null) throw body.Missing("id", "the refund's id");
            if (refund.At is null) throw body.Missing("createdAt", "when the money was given back");
            refunds.Add(refund);
        }

        return refunds;
    }

    void TakeGraph(ref BodyReader body, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("id"u8)) id = body.Id();
        else if (name.SequenceEqual("createdAt"u8)) createdAt = body.Instant();
        else if (name.SequenceEqual("processedAt"u8)) processedAt = body.Instant();
        else if (name.SequenceEqual("totalRefundedSet"u8)) TakeTotal(MoneySet.Read(ref body));
        else body.Skip();
    }

    void TakeTotal(MoneySet? total)
    {
        if (total is { Shop: var back }) transactions.Add(new Transaction(back.Amount, null));
    }
}
