using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The bodies of customers/data_request, customers/redact and shop/redact. Each names the shop it speaks of.</summary>
static class PrivacyPayload
{
    /// <param name="shop">The shop whose secret signed the body; one shop cannot have another's customers erased.</param>
    /// <exception cref="PayloadException">It names another shop, or nobody.</exception>
    public static PrivacyAsked Read(PrivacyKind kind, ReadOnlySpan<byte> json, Shop shop, DateTimeOffset at)
    {
        var draft = BodyReader.Read(json, ReadDraft);
        if (draft.Domain is not { } domain) throw new PayloadException("found no shop_domain, expected the shop that it speaks of");
        ShopPayload.RequireShop(domain, shop);
        if (draft.Kind != kind) throw new PayloadException($"found the body of another topic, expected that of {Topic(kind)}");
        if (kind == PrivacyKind.ShopRedact) return new PrivacyAsked(kind, null, null, [], null, at);
        if (draft.Customer is { Id: null, Email: null }) throw new PayloadException("found neither id nor email in customer, expected one of them");
        return new PrivacyAsked(
            kind, draft.Customer.Id is { } id ? new CustomerId(id) : null, draft.Customer.Email, draft.Orders, kind == PrivacyKind.DataRequest ? draft.Request : null, at);
    }

    /// <param name="Kind">As the body's own keys tell it: the signature does not cover the topic, and a request for data must not erase a shop.</param>
    sealed record Draft(PrivacyKind Kind, string? Domain, CustomerDraft Customer, IReadOnlyList<OrderId> Orders, long? Request);

    static Draft ReadDraft(ref BodyReader body)
    {
        BodyText? domain = null;
        CustomerDraft customer = default;
        List<OrderId> orders = [];
        long? request = null;
        var kind = PrivacyKind.ShopRedact;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("shop_domain"u8)) domain = body.Mark();
            else if (name.SequenceEqual("customer"u8)) customer = body.EnterObject() ? CustomerDraft.Read(ref body) : default;
            else if (name.SequenceEqual("orders_requested"u8)) (kind, orders) = (PrivacyKind.DataRequest, Orders(ref body));
            else if (name.SequenceEqual("orders_to_redact"u8)) (kind, orders) = (PrivacyKind.CustomerRedact, Orders(ref body));
            else if (name.SequenceEqual("data_request"u8)) request = body.IdWithin();
            else body.Skip();
        }

        if (kind == PrivacyKind.ShopRedact && customer != default) throw body.Missing("orders_requested or orders_to_redact", "what is asked for the customer");
        return new Draft(kind, body.Decode(domain, ShopPayload.LongestDomain), customer, orders, request);
    }

    static string Topic(PrivacyKind kind) => kind switch
    {
        PrivacyKind.DataRequest => "customers/data_request",
        PrivacyKind.CustomerRedact => "customers/redact",
        PrivacyKind.ShopRedact => "shop/redact",
    };

    static List<OrderId> Orders(ref BodyReader body)
    {
        List<OrderId> orders = [];
        if (!body.EnterArray()) return orders;
        while (body.NextId(out var id)) orders.Add(new OrderId(id));
        return orders;
    }
}
