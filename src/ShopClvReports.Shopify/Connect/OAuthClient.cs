using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>The app that many shops can install.</summary>
/// <param name="Scopes">What it asks for.</param>
public sealed record OAuthApp(string ClientId, string ClientSecret, IReadOnlyList<string> Scopes)
{
    /// <summary>Never the secret: records print their fields.</summary>
    public override string ToString() => $"{nameof(OAuthApp)} {ClientId}";
}

/// <summary>Shopify's token endpoint: a code for the first token, a refresh token for the next.</summary>
public sealed class OAuthClient(HttpClient http, AdminApi api, OAuthApp app, TimeProvider clock)
{
    const int MostBytes = 1 << 20;
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public OAuthApp App => app;

    /// <summary>Where a shop's owner agrees.</summary>
    public string AuthorizeUrl(string domain, string callback, string state) =>
        $"{api.Admin(domain)}/oauth/authorize?client_id={Uri.EscapeDataString(app.ClientId)}&scope={Uri.EscapeDataString(string.Join(',', app.Scopes))}"
        + $"&redirect_uri={Uri.EscapeDataString(callback)}&state={Uri.EscapeDataString(state)}";

    /// <exception cref="ShopifyException">The code is not good.</exception>
    public async Task<AccessToken> FirstAsync(string domain, string code) =>
        await AskAsync(domain, new { client_id = app.ClientId, client_secret = app.ClientSecret, code, expiring = 1 })
        ?? throw new ShopifyException($"{domain} does not take the code of the installation; begin it again");

    /// <returns>Null when the refresh token is not good any more.</returns>
    /// <exception cref="ShopifyUnavailableException">No answer that says either.</exception>
    public Task<AccessToken?> RefreshAsync(string domain, string refresh) =>
        AskAsync(domain, new { client_id = app.ClientId, client_secret = app.ClientSecret, grant_type = "refresh_token", refresh_token = refresh });

    async Task<AccessToken?> AskAsync(string domain, object request)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using var response = await http.PostAsJsonAsync($"{api.Admin(domain)}/oauth/access_token", request, limit.Token);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) return null;
            if (!response.IsSuccessStatusCode) throw new ShopifyUnavailableException($"{domain} gives no token now: it answered {(int)response.StatusCode}");
            await response.Content.LoadIntoBufferAsync(MostBytes, limit.Token);
            var said = await response.Content.ReadFromJsonAsync<TokenReply>(limit.Token);
            if (said?.Token is not { Length: > 0 } token) throw new ShopifyUnavailableException($"{domain} answered without a token");
            var now = clock.GetUtcNow();
            return new AccessToken(
                token, said.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null, said.Refresh,
                said.RefreshExpiresIn is { } more ? now.AddSeconds(more) : null);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            throw new ShopifyUnavailableException($"{domain} gives no token now: {(e is OperationCanceledException ? "no answer in time" : e.Message)}", e);
        }
    }

    sealed record TokenReply(
        [property: JsonPropertyName("access_token")] string? Token,
        [property: JsonPropertyName("expires_in")] long? ExpiresIn,
        [property: JsonPropertyName("refresh_token")] string? Refresh,
        [property: JsonPropertyName("refresh_token_expires_in")] long? RefreshExpiresIn);
}
