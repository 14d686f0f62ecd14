using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The webhooks that a shop sends us. Shopify drops a subscription after eight failures in a row, so they are asked for again and again.</summary>
/// <param name="receiver">Address of the receiver, as the world reaches it.</param>
public sealed class WebhookSubscriptions(IAdminClient admin, Uri receiver)
{
    static readonly AdminQuery List = AdminQuery.Load("Subscriptions");
    static readonly AdminQuery Subscribe = AdminQuery.Load("Subscribe");
    static readonly AdminQuery Resubscribe = AdminQuery.Load("Resubscribe");
    static readonly AdminQuery Unsubscribe = AdminQuery.Load("Unsubscribe");

    const int MostPages = 10;

    /// <summary>What must arrive, as GraphQL names the topics. Those on privacy are not here: Shopify takes them from the app's own settings only.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        "ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_PAID", "ORDERS_CANCELLED", "ORDERS_EDITED", "ORDERS_DELETE", "REFUNDS_CREATE",
        "CUSTOMERS_CREATE", "CUSTOMERS_UPDATE", "CUSTOMERS_DELETE", "CUSTOMERS_MERGE", "CUSTOMERS_PURCHASING_SUMMARY", "APP_UNINSTALLED",
    ];

    /// <summary>Makes what is missing and moves what goes to an old address of ours.</summary>
    /// <exception cref="ShopifyException">The list cannot be had.</exception>
    public async Task<SubscriptionState> EnsureAsync(Shop shop, CancellationToken cancellation)
    {
        var there = await ListAsync(shop, cancellation);
        List<string> made = [], moved = [], refused = [];
        foreach (var topic in Topics)
        {
            if (there.Any(s => s.Topic == topic && s.Uri == receiver.AbsoluteUri)) continue;
            var old = there.FirstOrDefault(s => s.Topic == topic && IsOurs(s.Uri));
            var errors = await DoAsync(
                shop, old is null ? Subscribe : Resubscribe,
                old is null ? new { topic, uri = receiver.AbsoluteUri } : new { id = old.Id, uri = receiver.AbsoluteUri }, cancellation);
            if (errors.Count > 0) refused.Add($"{topic}: {string.Join(", ", errors)}");
            else (old is null ? made : moved).Add(topic);
        }

        return new SubscriptionState(Topics.Count - made.Count - moved.Count - refused.Count, made, moved, refused);
    }

    /// <summary>Ends all that go to us.</summary>
    public async Task EndAsync(Shop shop, CancellationToken cancellation)
    {
        foreach (var subscription in await ListAsync(shop, cancellation))
            if (IsOurs(subscription.Uri)) await DoAsync(shop, Unsubscribe, new { id = subscription.Id }, cancellation);
    }

    sealed record Subscription(string Id, string Topic, string Uri);

    /// <summary>Shopify lists the subscriptions of this app alone, so the same path is ours whatever the host.</summary>
    bool IsOurs(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var known) && known.AbsolutePath == receiver.AbsolutePath;

    async Task<List<Subscription>> ListAsync(Shop shop, CancellationToken cancellation)
    {
        var all = new List<Subscription>();
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await admin.SendAsync(shop, List, new { after }, cancellation);
            var found = AdminPage.Of(reply, List, reply.Data.Within("webhookSubscriptions"));
            all.AddRange(
                from node in found.Nodes
                where node.Text("id") is not null && node.Text("topic") is not null && node.Text("uri") is not null
                select new Subscription(node.Text("id")!, node.Text("topic")!, node.Text("uri")!));
            if ((after = AdminPage.Onward(found.Next, after)) is null) break;
        }

        return all;
    }

    /// <returns>Why it was not done; empty when it was.</returns>
    async Task<IReadOnlyList<string>> DoAsync(Shop shop, AdminQuery mutation, object variables, CancellationToken cancellation)
    {
        try
        {
            var reply = await admin.SendAsync(shop, mutation, variables, cancellation);
            return AdminErrors.OfUser(reply.Data.EnumerateObject().FirstOrDefault().Value) is { Count: > 0 } errors ? errors : reply.Errors;
        }
        catch (ShopifyException e) when (e is not (AccessLostException or ShopifyUnavailableException))
        {
            // A topic that the token has no scope for is refused whole.
            return [e.Message];
        }
    }
}

/// <summary>What became of a shop's webhooks; topics as GraphQL names them.</summary>
/// <param name="Kept">How many were as they must be.</param>
/// <param name="Made">Were missing.</param>
/// <param name="Moved">Went to an address that was ours before.</param>
/// <param name="Refused">With Shopify's reason.</param>
public sealed record SubscriptionState(int Kept, IReadOnlyList<string> Made, IReadOnlyList<string> Moved, IReadOnlyList<string> Refused);
