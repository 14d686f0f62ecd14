using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>An order as read. What its amounts mean is known only at the body's end, for its keys may come in any order.</summary>
partial struct OrderDraft
{
    const int LongestNumber = 255;
    const int LongestCompany = 255;
    const int LongestVisit = 255;

    long? id;
    BodyText? number, channel, attribution, app, email, contactEmail;
    DateTimeOffset? processedAt, createdAt, updatedAt, cancelledAt;
    bool test;
    FinancialStatus status;
    Currency? currency;
    decimal? total, current, tax, outstanding;
    MoneySet? totalSet;
    MoneyPart? currentSet, taxSet, shippingSet, receivedSet, refundedSet, netSet;
    CustomerDraft? customer;
    long? company;
    BodyText? companyName, visitSource, visitMedium, visitCampaign;
    int? billing, shipping;
    List<LineDraft>? lines;
    List<RefundDraft>? refunds;

    public void Take(ref BodyReader body, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
            case 4 when name.SequenceEqual("name"u8): number = body.Mark(); break;
            case 4 when name.SequenceEqual("test"u8): test = body.Flag(); break;
            case 5 when name.SequenceEqual("email"u8): email = body.Mark(); break;
            case 7 when name.SequenceEqual("refunds"u8): refunds = RefundDraft.ReadAll(ref body); break;
            case 7 when name.SequenceEqual("company"u8): TakeCompany(ref body); break;
            case 8 when name.SequenceEqual("currency"u8): currency = body.Currency(); break;
            case 8 when name.SequenceEqual("customer"u8): customer = body.EnterObject() ? CustomerDraft.Read(ref body) : null; break;
            case 9 when name.SequenceEqual("total_tax"u8): tax = body.Amount(); break;
            case 10 when name.SequenceEqual("created_at"u8): createdAt = body.Instant(); break;
            case 10 when name.SequenceEqual("updated_at"u8): updatedAt = body.Instant(); break;
            case 10 when name.SequenceEqual("line_items"u8): lines = LineDraft.ReadAll(ref body); break;
            case 11 when name.SequenceEqual("source_name"u8): channel = body.Mark(); break;
            case 11 when name.SequenceEqual("total_price"u8): total = body.Amount(); break;
            case 12 when name.SequenceEqual("processed_at"u8): processedAt = body.Instant(); break;
            case 12 when name.SequenceEqual("cancelled_at"u8): cancelledAt = body.Instant(); break;
            case 13 when name.SequenceEqual("contact_email"u8): contactEmail = body.Mark(); break;
            case 13 when name.SequenceEqual("total_tax_set"u8): taxSet = MoneySet.Read(ref body)?.Shop; break;
            case 15 when name.SequenceEqual("total_price_set"u8): totalSet = MoneySet.Read(ref body); break;
            case 15 when name.SequenceEqual("billing_address"u8): billing = body.SkipObject(); break;
            case 16 when name.SequenceEqual("shipping_address"u8): shipping = body.SkipObject(); break;
            case 16 when name.SequenceEqual("financial_status"u8): status = Status(body); break;
            case 17 when name.SequenceEqual("total_outstanding"u8): outstanding = body.Amount(); break;
            case 19 when name.SequenceEqual("current_total_price"u8): current = body.Amount(); break;
            case 23 when name.SequenceEqual("current_total_price_set"u8): currentSet = MoneySet.Read(ref body)?.Shop; break;
            case 24 when name.SequenceEqual("total_shipping_price_set"u8): shippingSet = MoneySet.Read(ref body)?.Shop; break;
            default: body.Skip(); break;
        }
    }

    public readonly OrderSeen ToFact(ref BodyReader body)
    {
        var order = new OrderId(id ?? throw body.Missing("id", "the order's id"));
        var processed = processedAt ?? createdAt ?? throw body.Missing("processed_at", "when the order was placed");
        var updated = updatedAt ?? processed;
        var orderCurrency = totalSet?.Shop.Currency ?? currency ?? currentSet?.Currency
            ?? throw body.Missing("currency", "the shop's currency");
        var ordered = totalSet?.Shop.Amount ?? total ?? throw body.Missing("total_price", "the order's total");

        var items = Lines(orderCurrency, out var giftCards, out var giftCardsLeft);
        var madeRefunds = Refunds(order, orderCurrency, out var refunded);
        if (refundedSet is { } said) refunded = BodyReader.Minor(said.Amount, orderCurrency);
        var amounts = new OrderAmounts(
            BodyReader.Minor(ordered, orderCurrency),
            BodyReader.Minor(currentSet?.Amount ?? current ?? ordered, orderCurrency),
            BodyReader.Minor(Received(body, ordered), orderCurrency),
            refunded,
            BodyReader.Minor(taxSet?.Amount ?? tax ?? 0, orderCurrency),
            BodyReader.Minor(shippingSet?.Amount ?? 0, orderCurrency),
            giftCards,
            giftCardsLeft);
        var (buyer, known) = Buyer(body, updated);
        return new OrderSeen(
            new OrderFact(
                order, body.Decode(number, LongestNumber) ?? "", buyer, processed, updated, orderCurrency, amounts, test,
                cancelledAt, status, body.Decode(channel ?? attribution ?? app, MarketingChannel.Longest) ?? "", items, OrderDetail.Whole)
            {
                Company = company is { } placedFor ? new OrderCompany(placedFor, body.Decode(companyName, LongestCompany)) : null,
                FirstVisit = body.Decode(visitSource, LongestVisit) is { } source
                    ? new FirstVisit(source, body.Decode(visitMedium, LongestVisit), body.Decode(visitCampaign, LongestVisit))
                    : null,
            },
            madeRefunds, known);
    }

    /// <summary>The company that a B2B order was placed for; webhooks tell its id alone.</summary>
    void TakeCompany(ref BodyReader body)
    {
        if (!body.EnterObject()) return;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("id"u8)) company = body.Id();
            else if (name.SequenceEqual("name"u8)) companyName = body.Mark();
            else body.Skip();
    }

    /// <summary>Money taken in, in major units.</summary>
    readonly decimal Received(in BodyReader body, decimal ordered) =>
        receivedSet?.Amount
        ?? (netSet is { } net && refundedSet is { } back ? net.Amount + back.Amount : (decimal?)null)
        ?? PaymentState.Received(status, ordered, outstanding)
        ?? throw body.Missing("total_outstanding", "what is still to be paid of a partially paid order");

    static FinancialStatus Status(in BodyReader body)
    {
        if (body.IsNull) return FinancialStatus.Unknown;
        return PaymentState.TryParse(body.Utf8, out var status) ? status : throw body.Unexpected(PaymentState.Words);
    }

    readonly LineItem[] Lines(Currency orderCurrency, out long giftCards, out long giftCardsLeft)
    {
        giftCards = giftCardsLeft = 0;
        if (lines is null) return [];
        var items = new LineItem[lines.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var line = items[i] = lines[i].ToLine(orderCurrency);
            if (!line.IsGiftCard || line.Quantity == 0) continue;
            checked
            {
                giftCards += line.Net;
                giftCardsLeft += (long)Math.Round((decimal)line.Net * line.CurrentQuantity / line.Quantity, MidpointRounding.AwayFromZero);
            }
        }

        return items;
    }

    readonly RefundFact[] Refunds(OrderId order, Currency orderCurrency, out long refunded)
    {
        refunded = 0;
        if (refunds is not { Count: > 0 }) return [];
        var rate = new ExchangeRate();
        rate.Add(totalSet);
        var made = new RefundFact[refunds.Count];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = refunds[i].ToFact(order, orderCurrency, rate);
            refunded = checked(refunded + made[i].Amount);
        }

        return made;
    }

    readonly (CustomerId?, CustomerFact?) Buyer(in BodyReader body, DateTimeOffset updated)
    {
        if (customer is { Id: { } number } account)
        {
            var buyer = new CustomerId(number);
            return account is { Name: null, Email: null }
                ? (buyer, null)
                : (buyer, new CustomerFact(buyer, CustomerKind.Account, Label: null, account.Name, account.Email,
                    account.UpdatedAt ?? updated));
        }

        if ((CustomerDraft.EmailOf(body, email) ?? CustomerDraft.EmailOf(body, contactEmail)) is not { } address) return (null, null);
        var guest = new CustomerId(DerivedId.Of("email", address));
        var (bills, ships) = (AddressDraft.Read(body, billing), AddressDraft.Read(body, shipping));
        var name = bills.Whole ?? ships.Whole ?? bills.FirstAndLast ?? ships.FirstAndLast;
        return (guest, new CustomerFact(guest, CustomerKind.Guest, Label: null, name, address, updated));
    }
}
