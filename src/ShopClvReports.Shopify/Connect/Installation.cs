using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ShopClvReports.Shopify;

/// <summary>
/// The two steps in which a shop's owner installs the app: off to Shopify to agree, and back with a code for a token (OAuth's
/// authorization code). Nothing is kept in between but a signed cookie in the owner's browser.
/// </summary>
public sealed partial class Installation(OAuthClient oauth, Connector connector, TimeProvider clock)
{
    static readonly TimeSpan CookieLives = TimeSpan.FromMinutes(10);

    /// <summary>How old Shopify's signature may be, or how far ahead its clock.</summary>
    static readonly TimeSpan SignatureLives = TimeSpan.FromSeconds(90);

    /// <summary>Where to send the owner, and the cookie to send along.</summary>
    /// <param name="callback">Where Shopify sends the owner back to; must be known to it from the app's settings.</param>
    /// <exception cref="InstallationException">Not a shop.</exception>
    public Departure Begin(string? shop, string callback)
    {
        var domain = Domain(shop);
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var until = clock.GetUtcNow().Add(CookieLives).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Departure(oauth.AuthorizeUrl(domain, callback, state), $"{state}.{until}.{Seal(state, until, domain)}", CookieLives);
    }

    /// <summary>Checks who comes back, has the token and connects the shop.</summary>
    /// <param name="query">As it came, decoded.</param>
    /// <exception cref="InstallationException">It cannot be believed.</exception>
    /// <exception cref="ShopifyException">Shopify gives no token, or one that is not enough.</exception>
    public async Task<ConnectionCheck> FinishAsync(IReadOnlyDictionary<string, string> query, string? cookie, CancellationToken cancellation)
    {
        var domain = Domain(query.GetValueOrDefault("shop"));
        CheckSignature(query);
        CheckState(query.GetValueOrDefault("state"), cookie, domain);
        if (query.GetValueOrDefault("code") is not { Length: > 0 } code) throw new InstallationException("Shopify sent no code; begin the installation again");
        return await connector.ConnectAsync(domain, await oauth.FirstAsync(domain, code), oauth.App.ClientSecret, cancellation);
    }

    static string Domain(string? shop) =>
        shop?.ToLowerInvariant() is { } domain && ShopPattern().IsMatch(domain)
            ? domain
            : throw new InstallationException("that is not a shop; expected ?shop=my-shop.myshopify.com");

    /// <summary>Shopify's signature over the query: hex of HMAC-SHA256 over the other parameters, sorted.</summary>
    void CheckSignature(IReadOnlyDictionary<string, string> query)
    {
        var signed = string.Join('&', query.Where(p => p.Key is not ("hmac" or "signature")).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
        if (!Equal(Hex(signed), query.GetValueOrDefault("hmac")))
            throw new InstallationException("the signature is not Shopify's; is Shopify:ClientSecret that of the app?");
        if (!long.TryParse(query.GetValueOrDefault("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - (double)at) > SignatureLives.TotalSeconds)
            throw new InstallationException("the signature is too old, or this machine's clock is wrong; begin the installation again");
    }

    void CheckState(string? state, string? cookie, string domain)
    {
        if (cookie?.Split('.') is not [var given, var until, var seal] || !Equal(Seal(given, until, domain), seal) || !Equal(given, state))
            throw new InstallationException("the installation was not begun in this browser, or for another shop; begin it again");
        if (long.Parse(until, CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds())
            throw new InstallationException("the installation took too long; begin it again");
    }

    string Seal(string state, string until, string domain) => Hex($"installation cookie\n{state}\n{until}\n{domain}");

    string Hex(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(oauth.App.ClientSecret), Encoding.UTF8.GetBytes(text)));

    static bool Equal(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]*\.myshopify\.com\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShopPattern();
}

/// <summary>Off to Shopify.</summary>
public sealed record Departure(string Url, string Cookie, TimeSpan CookieLives);

/// <summary>An installation that cannot go on; the message is for the person at the browser.</summary>
public sealed class InstallationException(string message) : Exception(message);
