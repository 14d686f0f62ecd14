namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    sealed record UserError(IReadOnlyList<string> Field, string Message);

    sealed record Subscribed(FakeSubscription? Subscription, string? DeletedId, IReadOnlyList<UserError> Errors)
    {
        public static Subscribed No(string field, string message) => new(null, null, [new UserError(["webhookSubscription", field], message)]);
    }

    static GraphPage SubscriptionPage(FakeShop shop, GraphCall call) => GraphPage.Of(
        shop.Subscriptions.Where(s =>
            (call.Texts("topics")?.Contains(s.Topic) ?? true) && (call.Text("uri") is not { } uri || s.Uri == uri)),
        call.Text("sortKey") == "ID" ? s => s.Id : s => s.CreatedAt.ToUnixTimeSeconds(), s => s.Id, call);

    static Subscribed Subscribe(FakeShop shop, GraphCall call)
    {
        var topic = call.Text("topic")!;
        if (FakeSubscription.Scope(topic) is { } scope && !shop.Scopes.Contains(scope))
            return Subscribed.No("topic", $"You do not have permission to create or update webhooks with {FakeSubscription.Topics[topic]} topic. Required: {scope}");
        if (Refused(shop, topic, Uri(call), except: null) is { } refused) return refused;
        var subscription = new FakeSubscription(shop.NextId(), topic, Uri(call)!, shop.Now, shop.Now);
        shop.Subscriptions.Add(subscription);
        return new Subscribed(subscription, null, []);
    }

    static Subscribed Resubscribe(FakeShop shop, GraphCall call)
    {
        var at = shop.Subscriptions.FindIndex(s => s.Gid == call.Text("id"));
        if (at < 0) return new Subscribed(null, null, [new UserError(["id"], "Webhook subscription does not exist")]);
        var old = shop.Subscriptions[at];
        if (Refused(shop, old.Topic, Uri(call) ?? old.Uri, old) is { } refused) return refused;
        return new Subscribed(shop.Subscriptions[at] = old with { Uri = Uri(call) ?? old.Uri, UpdatedAt = shop.Now }, null, []);
    }

    static Subscribed Unsubscribe(FakeShop shop, GraphCall call) => shop.Subscriptions.RemoveAll(s => s.Gid == call.Text("id")) > 0
        ? new Subscribed(null, call.Text("id"), [])
        : new Subscribed(null, null, [new UserError(["id"], "Webhook subscription does not exist")]);

    static string? Uri(GraphCall call) => (string?)call.Fields("webhookSubscription").GetValueOrDefault("uri");

    static Subscribed? Refused(FakeShop shop, string topic, string? uri, FakeSubscription? except)
    {
        if (!System.Uri.TryCreate(uri, UriKind.Absolute, out var address)) return Subscribed.No("callbackUrl", "Address can't be blank");
        if (address.Scheme != "https" && !address.IsLoopback) return Subscribed.No("callbackUrl", "Address protocol http:// is not supported");
        return shop.Subscriptions.Any(s => s != except && s.Topic == topic && s.Uri == uri)
            ? Subscribed.No("callbackUrl", "Address for this topic has already been taken")
            : null;
    }

    static void Webhooks(GraphSchema schema)
    {
        schema.Type<FakeSubscription>("WebhookSubscription")
            .Field("id: ID!", s => s.Gid)
            .Field("legacyResourceId: UnsignedInt64!", s => s.Id)
            .Field("topic: WebhookSubscriptionTopic!", s => s.Topic)
            .Field("uri: String!", s => s.Uri)
            .Field("format: WebhookSubscriptionFormat!", _ => "JSON")
            .Field("createdAt: DateTime!", s => s.CreatedAt)
            .Field("updatedAt: DateTime!", s => s.UpdatedAt)
            .Field("apiVersion: ApiVersion!", s => s);
        schema.Type<FakeSubscription>("ApiVersion").Field("handle: String!", _ => Shopify.AdminApi.Version);
        foreach (var payload in (string[])["Create", "Update"])
            schema.Type<Subscribed>($"WebhookSubscription{payload}Payload")
                .Field("webhookSubscription: WebhookSubscription", s => s.Subscription)
                .Field("userErrors: [UserError!]!", s => s.Errors);
        schema.Type<Subscribed>("WebhookSubscriptionDeletePayload")
            .Field("deletedWebhookSubscriptionId: ID", s => s.DeletedId)
            .Field("userErrors: [UserError!]!", s => s.Errors);
        schema.Type<UserError>("UserError").Field("field: [String!]", e => e.Field).Field("message: String!", e => e.Message);
    }
}
