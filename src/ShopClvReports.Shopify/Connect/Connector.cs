using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Connects shops, and looks after them from then on.</summary>
/// <param name="subscriptions">Null while the world cannot reach us: then orders come by backfill and the nightly comparison alone.</param>
/// <param name="isSet">Whether a zone and currency of the shop are set here, over what Shopify says.</param>
public sealed class Connector(
    IStore store, IConnectionStore connections, AdminClient admin, WebhookSubscriptions? subscriptions, Func<string, (bool Zone, bool Currency)> isSet,
    TimeProvider clock)
{
    /// <summary>Checks a token and takes the shop in.</summary>
    /// <param name="clientSecret">Signs the shop's webhooks; null to keep what is stored.</param>
    /// <exception cref="ShopifyException">The token is not good for this shop, or may read nothing. Nothing has changed.</exception>
    public async Task<ConnectionCheck> ConnectAsync(string domain, AccessToken token, string? clientSecret, CancellationToken cancellation)
    {
        var details = await ShopDetails.AskAsync(admin, domain, token.Value, cancellation);
        if (!details.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))
            throw new ShopifyException($"the token is for {details.Domain}, not for {domain}");
        if (!details.IsEnough)
            throw new ShopifyException($"the token may not read what is needed:\n  {string.Join("\n  ", details.Missing)}\nGive the app these scopes at Shopify and install it again");
        var known = store.Shops().FirstOrDefault(s => s.Shop.Domain == domain);
        var secrets = known?.Secrets ?? new ShopSecrets();
        var shop = await SaveAsync(domain, details, clientSecret is null ? secrets : secrets.With(clientSecret));
        var now = clock.GetUtcNow();
        await connections.SaveAsync(new Connection(shop.Id, token, details.Name, details.Scopes, now, now));
        return new ConnectionCheck(shop, details, await SubscribeAsync(shop, cancellation));
    }

    /// <summary>Asks Shopify how things are, takes over what has changed and mends the webhooks.</summary>
    /// <exception cref="ShopifyException">Shopify does not answer, or not to this token.</exception>
    public async Task<ConnectionCheck> CheckAsync(Shop shop, CancellationToken cancellation)
    {
        var details = await ShopDetails.AskAsync(admin, shop, cancellation);
        shop = await SaveAsync(shop.Domain, details, secrets: null);
        await connections.CheckedAsync(shop.Id, details.Name, details.Scopes, clock.GetUtcNow());
        return new ConnectionCheck(shop, details, await SubscribeAsync(shop, cancellation));
    }

    /// <summary>Ends the webhooks and forgets the token; what is known of the shop stays.</summary>
    /// <returns>Why the webhooks could not be ended; null when they were. Shopify drops them itself when they are no longer answered.</returns>
    public async Task<string?> DisconnectAsync(Shop shop, CancellationToken cancellation)
    {
        string? trouble = null;
        try
        {
            if (subscriptions is not null) await subscriptions.EndAsync(shop, cancellation);
        }
        catch (ShopifyException e)
        {
            trouble = e.Message;
        }

        await connections.ForgetTokenAsync(shop.Id, "it was disconnected here");
        return trouble;
    }

    async Task<SubscriptionState?> SubscribeAsync(Shop shop, CancellationToken cancellation) =>
        subscriptions is null ? null : await subscriptions.EnsureAsync(shop, cancellation);

    Task<Shop> SaveAsync(string domain, ShopDetails details, ShopSecrets? secrets)
    {
        var set = isSet(domain);
        return store.SaveShopAsync(domain, set.Zone ? null : details.TimeZone, set.Currency ? null : details.Currency, secrets);
    }
}

/// <summary>How a shop's connection was found.</summary>
/// <param name="Webhooks">Null while the world cannot reach us.</param>
public sealed record ConnectionCheck(Shop Shop, ShopDetails Details, SubscriptionState? Webhooks);
