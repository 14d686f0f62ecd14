using System.Collections.Concurrent;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// The shops' access tokens. One that expires is exchanged for the next in time, one exchange at a time for each shop, and the next
/// is on disk before it is used: with its first use the refresh token before it is spent.
/// </summary>
/// <param name="app">Null when only custom apps are used, whose tokens stay good.</param>
public sealed class AccessTokens(IConnectionStore store, OAuthClient? app, TimeProvider clock)
{
    /// <summary>A token that is used now must outlive the request.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<int, SemaphoreSlim> _turns = new();

    /// <exception cref="AccessLostException">The shop is not connected, or not any more.</exception>
    /// <exception cref="ShopifyUnavailableException">The next token cannot be had now.</exception>
    public async Task<string> ForAsync(Shop shop, CancellationToken cancellation)
    {
        var token = Stored(shop);
        return token is { ExpiresAt: { } end } && end - Margin <= clock.GetUtcNow() ? (await ExchangeAsync(shop, token, cancellation)).Value : token.Value;
    }

    /// <summary>What to use in the place of a token that was refused; null when there is nothing else.</summary>
    public async Task<string?> RenewAsync(Shop shop, string refused, CancellationToken cancellation)
    {
        var token = Stored(shop);
        if (token.Value != refused) return token.Value;
        return token.Refresh is null ? null : (await ExchangeAsync(shop, token, cancellation)).Value;
    }

    async Task<AccessToken> ExchangeAsync(Shop shop, AccessToken old, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(shop.Id, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            if (Stored(shop) is var now && now != old) return now;
            var fresh = await RefreshAsync(shop, old, cancellation);
            if (fresh is not null && await store.ReplaceTokenAsync(shop.Id, old, fresh)) return fresh;
            // Another process was first, and used the refresh token up.
            return Stored(shop) is var other && other != old ? other : throw Lost(shop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns>Null when the refresh token is not good any more.</returns>
    async Task<AccessToken?> RefreshAsync(Shop shop, AccessToken old, CancellationToken cancellation)
    {
        if (app is null) throw new ShopifyException($"the token of {shop.Domain} has expired, and without Shopify:ClientId and Shopify:ClientSecret there is no other");
        // Not cancelled half way: the answer is the only copy of the next token.
        cancellation.ThrowIfCancellationRequested();
        return old.Refresh is { } refresh ? await app.RefreshAsync(shop.Domain, refresh) : null;
    }

    AccessToken Stored(Shop shop) =>
        store.Find(shop.Id) switch
        {
            { Token: { } token } => token,
            { Problem: { } problem } => throw new AccessLostException($"{shop.Domain}: {problem}; connect the shop anew: shopclv shops connect {shop.Domain}"),
            _ => throw new AccessLostException($"{shop.Domain} is not connected; connect it: shopclv shops connect {shop.Domain}"),
        };

    static AccessLostException Lost(Shop shop) =>
        new($"Shopify gives no further token for {shop.Domain}: the app was removed, or the last one was lost; its owner can open the app again to connect it") { IsOfToken = true };
}
