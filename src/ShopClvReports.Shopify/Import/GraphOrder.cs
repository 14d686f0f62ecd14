using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>An order as GraphQL shows it. Other names than REST's, the same meaning and the same sums.</summary>
static class GraphOrder
{
    /// <param name="children">Its lines, where they came as objects of their own.</param>
    /// <exception cref="PayloadException">The object is not an order.</exception>
    public static OrderSeen Read(ReadOnlySpan<byte> json, List<LineDraft>? children) => BodyReader.Read(json, (ref BodyReader body) =>
    {
        var order = new OrderDraft();
        while (body.NextProperty(out var name)) order.TakeGraph(ref body, name);
        order.AddLines(children);
        return order.ToFact(ref body);
    });
}

partial struct OrderDraft
{
    public void AddLines(List<LineDraft>? more)
    {
        if (more is not { Count: > 0 }) return;
        if (lines is null) lines = more;
        else lines.AddRange(more);
    }

    public void TakeGraph(ref BodyReader body, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
            case 3 when name.SequenceEqual("app"u8): app = body.TextWithin("name"u8); break;
            case 4 when name.SequenceEqual("name"u8): number = body.Mark(); break;
            case 4 when name.SequenceEqual("test"u8): test = body.Flag(); break;
            case 5 when name.SequenceEqual("email"u8): email = body.Mark(); break;
            case 7 when name.SequenceEqual("refunds"u8): refunds = RefundDraft.ReadGraphAll(ref body); break;
            case 8 when name.SequenceEqual("customer"u8): TakeCustomer(ref body); break;
            case 9 when name.SequenceEqual("createdAt"u8): createdAt = body.Instant(); break;
            case 9 when name.SequenceEqual("updatedAt"u8): updatedAt = body.Instant(); break;
            case 9 when name.SequenceEqual("lineItems"u8): AddLines(LineDraft.ReadConnection(ref body)); break;
            case 10 when name.SequenceEqual("sourceName"u8): channel = body.Mark(); break;
            case 10 when name.SequenceEqual("__parentId"u8): TakeParent(body); break;
            case 11 when name.SequenceEqual("processedAt"u8): processedAt = body.Instant(); break;
            case 11 when name.SequenceEqual("cancelledAt"u8): cancelledAt = body.Instant(); break;
            case 11 when name.SequenceEqual("totalTaxSet"u8): taxSet = MoneySet.Read(ref body)?.Shop; break;
            case 11 when name.SequenceEqual("attribution"u8): attribution = body.TextWithin("handle"u8); break;
            case 12 when name.SequenceEqual("currencyCode"u8): currency = body.Currency(); break;
            case 13 when name.SequenceEqual("totalPriceSet"u8): totalSet = MoneySet.Read(ref body); break;
            case 13 when name.SequenceEqual("netPaymentSet"u8): netSet = MoneySet.Read(ref body)?.Shop; break;
            case 14 when name.SequenceEqual("billingAddress"u8): billing = body.SkipObject(); break;
            case 15 when name.SequenceEqual("shippingAddress"u8): shipping = body.SkipObject(); break;
            case 16 when name.SequenceEqual("purchasingEntity"u8): TakePurchaser(ref body); break;
            case 16 when name.SequenceEqual("totalReceivedSet"u8): receivedSet = MoneySet.Read(ref body)?.Shop; break;
            case 16 when name.SequenceEqual("totalRefundedSet"u8): refundedSet = MoneySet.Read(ref body)?.Shop; break;
            case 19 when name.SequenceEqual("totalOutstandingSet"u8): outstanding = MoneySet.Read(ref body)?.Shop.Amount; break;
            case 20 when name.SequenceEqual("currentTotalPriceSet"u8): currentSet = MoneySet.Read(ref body)?.Shop; break;
            case 21 when name.SequenceEqual("totalShippingPriceSet"u8): shippingSet = MoneySet.Read(ref body)?.Shop; break;
            case 22 when name.SequenceEqual("displayFinancialStatus"u8): status = Status(body); break;
            case 22 when name.SequenceEqual("customerJourneySummary"u8): TakeJourney(ref body); break;
            default: body.Skip(); break;
        }
    }

    /// <summary>Of an order that was asked for as one of a customer's.</summary>
    void TakeParent(in BodyReader body)
    {
        if (body.Utf8.StartsWith("gid://shopify/Customer/"u8)) customer ??= new CustomerDraft(body.Id(), null, null, null, null);
    }

    /// <summary>A company, or a person, who is told as the customer too.</summary>
    void TakePurchaser(ref BodyReader body)
    {
        if (!body.EnterObject()) return;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("company"u8)) TakeCompany(ref body);
            else body.Skip();
    }

    /// <summary>How the buyer first came, once Shopify has worked it out; a link's own words tell more than what Shopify makes of it.</summary>
    void TakeJourney(ref BodyReader body)
    {
        if (!body.EnterObject()) return;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("firstVisit"u8)) TakeVisit(ref body);
            else body.Skip();
    }

    void TakeVisit(ref BodyReader body)
    {
        if (!body.EnterObject()) return;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("source"u8)) visitSource = body.Mark();
            else if (name.SequenceEqual("utmParameters"u8)) TakeLink(ref body);
            else body.Skip();
    }

    void TakeLink(ref BodyReader body)
    {
        if (!body.EnterObject()) return;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("source"u8)) linkSource = body.Mark();
            else if (name.SequenceEqual("medium"u8)) visitMedium = body.Mark();
            else if (name.SequenceEqual("campaign"u8)) visitCampaign = body.Mark();
            else body.Skip();
    }

    void TakeCustomer(ref BodyReader body)
    {
        if (body.EnterObject()) customer = CustomerDraft.ReadGraph(ref body);
    }
}
