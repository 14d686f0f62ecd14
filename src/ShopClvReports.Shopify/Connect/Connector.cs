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
    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    /// <summary>Checks a token and takes the shop in.</summary>
    /// <param name="clientSecret">Signs the shop's webhooks; null to keep what is stored.</param>
    /// <exception cref="ShopifyException">The token is not good for this shop, or may read nothing. Nothing has changed.</exception>
    public async Task<ConnectionCheck> ConnectAsync(string domain, AccessToken token, string? clientSecret, CancellationToken cancellation)
    {
        var details = await AskAsync(domain, token, cancellation);
        if (!details.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))
            throw new ShopifyException($"the token is for {details.Domain}, not for {domain}");
        if (!details.IsEnough)
            throw new ShopifyException($"the token may not read what is needed:\n  {string.Join("\n  ", details.Missing)}\nGive the app these scopes at Shopify and install it again");
        var known = store.Shops().FirstOrDefault(s => s.Shop.Domain == domain);
        var secrets = known?.Secrets ?? new ShopSecrets();
        if (clientSecret is not null) secrets = secrets.With(clientSecret);
        var shop = await SaveAsync(domain, details, secrets);
        var now = clock.GetUtcNow();
        var goOn = await connections.SaveAsync(new Connection(shop.Id, token, details.Name, details.Scopes, now, now));
        return new ConnectionCheck(shop, details, secrets.Client is not null, await SubscribeAsync(shop, secrets, cancellation), goOn);
    }

    /// <summary>What is wrong with a token that somebody gives is told otherwise than of one that worked.</summary>
    async Task<ShopDetails> AskAsync(string domain, AccessToken token, CancellationToken cancellation)
    {
        try
        {
            return await ShopDetails.AskAsync(admin, domain, token.Value, cancellation);
        }
        catch (AccessLostException e) when (e.IsOfToken)
        {
            throw new AccessLostException(
                $"{domain} does not take this access token: is it whole, of an app that is installed in this shop, and not replaced since? In the shop's admin: Settings, Apps, Develop apps", e)
            {
                IsOfToken = true,
            };
        }
    }

    /// <summary>Asks Shopify how things are, takes over what has changed and mends the webhooks.</summary>
    /// <exception cref="ShopifyException">Shopify does not answer, or not to this token.</exception>
    public async Task<ConnectionCheck> CheckAsync(Shop shop, CancellationToken cancellation)
    {
        var details = await ShopDetails.AskAsync(admin, shop, cancellation);
        shop = await SaveAsync(shop.Domain, details, secrets: null);
        await connections.CheckedAsync(shop.Id, details.Name, details.Scopes, clock.GetUtcNow());
        var secrets = store.Shops().FirstOrDefault(s => s.Shop.Id == shop.Id)?.Secrets ?? new ShopSecrets();
        return new ConnectionCheck(shop, details, secrets.Client is not null, await SubscribeAsync(shop, secrets, cancellation), []);
    }

    /// <summary>Whether Shopify still lets us in, or may again: a shop that is frozen, or not found, has not said that it removed the app.</summary>
    /// <exception cref="ShopifyException">Shopify does not say.</exception>
    public async Task<bool> IsInstalledAsync(Shop shop)
    {
        if (connections.Find(shop.Id) is not { Token: not null }) return false;
        using var limit = new CancellationTokenSource(AnswersWithin, clock);
        try
        {
            await ShopDetails.AskAsync(admin, shop, limit.Token);
            return true;
        }
        catch (AccessLostException e)
        {
            return !e.IsOfToken;
        }
        catch (OperationCanceledException e)
        {
            throw new ShopifyUnavailableException($"{shop.Domain} does not say whether the app is still installed", e);
        }
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

        await connections.ForgetTokenAsync(shop.Id, Connection.DisconnectedHere);
        return trouble;
    }

    /// <summary>Without the client secret all of them would be refused here, so none are asked for.</summary>
    async Task<SubscriptionState?> SubscribeAsync(Shop shop, ShopSecrets secrets, CancellationToken cancellation) =>
        subscriptions is null || secrets.Client is null ? null : await subscriptions.EnsureAsync(shop, cancellation);

    Task<Shop> SaveAsync(string domain, ShopDetails details, ShopSecrets? secrets)
    {
        var set = isSet(domain);
        return store.SaveShopAsync(domain, set.Zone ? null : details.TimeZone, set.Currency ? null : details.Currency, secrets);
    }
}

/// <summary>How a shop's connection was found.</summary>
/// <param name="HasSecret">Whether the client secret is known, which signs the webhooks that are asked for.</param>
/// <param name="Webhooks">Null without one, and while the world cannot reach us.</param>
/// <param name="GoOn">Schedules that rested since the app was removed, and go on.</param>
public sealed record ConnectionCheck(Shop Shop, ShopDetails Details, bool HasSecret, SubscriptionState? Webhooks, IReadOnlyList<string> GoOn);
