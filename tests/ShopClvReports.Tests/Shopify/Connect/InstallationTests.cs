using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class InstallationTests : IAsyncLifetime, IDisposable
{
    const string Domain = "fietsen.myshopify.com";
    const string Callback = "https://reports.example.nl/auth/callback";
    const string Token = """{"access_token":"shpat_1","expires_in":3600,"refresh_token":"shprt_1"}""";

    const string Details = """
        {"data":{"shop":{"name":"Fietsenwinkel","myshopifyDomain":"fietsen.myshopify.com","currencyCode":"SEK","ianaTimezone":"Europe/Stockholm"},
        "currentAppInstallation":{"accessScopes":[{"handle":"read_orders"},{"handle":"read_customers"}]}}}
        """;

    readonly LeapClock _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    readonly DataDirectory _directory = new();
    SqliteStore _store = null!;

    public Task InitializeAsync()
    {
        _store = _directory.Open();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    public void Dispose() => _directory.Dispose();

    Installation Installation(params string[] answers)
    {
        var http = new ScriptedHttp([.. answers.Select(a => ScriptedHttp.Json(a)), _ => throw new InvalidOperationException("asked more than expected")]).Client();
        var api = new AdminApi(AdminApi.Shopify);
        var oauth = new OAuthClient(http, api, new OAuthApp("client", "secret", ["read_orders", "read_customers"]), _clock);
        var admin = new AdminClient(http, api, new AccessTokens(_store.Connections, oauth, _clock), _clock, NullLogger<AdminClient>.Instance);
        return new Installation(oauth, new Connector(_store, _store.Connections, admin, null, _ => default, _clock), _clock);
    }

    /// <summary>What Shopify sends back to for an installation that was begun.</summary>
    Dictionary<string, string> Answer(Departure departure, string secret = "secret")
    {
        var query = new Dictionary<string, string>
        {
            ["code"] = "abc",
            ["host"] = "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZg",
            ["shop"] = Domain,
            ["state"] = HttpUtility.ParseQueryString(new Uri(departure.Url).Query)["state"]!,
            ["timestamp"] = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        Sign(query, secret);
        return query;
    }

    static void Sign(Dictionary<string, string> query, string secret = "secret")
    {
        query.Remove("hmac");
        query["hmac"] = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Join('&', query.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")))));
    }

    [Fact]
    public void The_owner_is_sent_to_agree_to_what_the_app_needs()
    {
        var departure = Installation().Begin("Fietsen.MyShopify.com", Callback);

        var url = new Uri(departure.Url);
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.Equal("https://fietsen.myshopify.com/admin/oauth/authorize", url.GetLeftPart(UriPartial.Path));
        Assert.Equal(("client", "read_orders,read_customers", Callback), (query["client_id"], query["scope"], query["redirect_uri"]));
        Assert.Matches("^[0-9a-f]{32}$", query["state"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("a.myshopify.com.evil.example")]
    [InlineData("a.myshopify.com/x")]
    [InlineData("evil.example/?a.myshopify.com")]
    [InlineData("a.myshopify.com\n")]
    public void Nobody_is_sent_to_what_is_not_a_shop(string? shop) =>
        Assert.Throws<InstallationException>(() => Installation().Begin(shop, Callback));

    [Fact]
    public async Task A_shop_that_agreed_is_connected_with_its_own_zone_and_currency()
    {
        var installation = Installation(Token, Details);
        var departure = installation.Begin(Domain, Callback);

        var check = await installation.FinishAsync(Answer(departure), departure.Cookie, CancellationToken.None);

        Assert.Equal(("Europe/Stockholm", "SEK"), (check.Shop.TimeZone.Id, check.Shop.Currency.Code));
        var (_, secrets, _) = Assert.Single(_store.Shops());
        Assert.Equal("secret", secrets.Client);
        Assert.Equal(new AccessToken("shpat_1", _clock.GetUtcNow().AddHours(1), "shprt_1"), _store.Connections.Find(check.Shop.Id)!.Token);
        Assert.Contains(check.Details.Missing, m => m.StartsWith("read_all_orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forged_signature_is_not_believed() => await Refused(departure => (Answer(departure, "guessed"), departure.Cookie));

    [Fact]
    public async Task A_signature_over_something_else_is_not_believed() => await Refused(departure =>
    {
        var query = Answer(departure);
        query["code"] = "mine";
        return (query, departure.Cookie);
    });

    [Theory]
    [InlineData(-91)]
    [InlineData(91)]
    public async Task A_signature_of_another_moment_is_not_believed(int seconds) => await Refused(departure =>
    {
        var query = Answer(departure);
        query["timestamp"] = (_clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
        Sign(query);
        return (query, departure.Cookie);
    });

    [Fact]
    public async Task An_installation_of_another_browser_is_not_finished_here()
    {
        await Refused(departure => (Answer(departure), null));
        await Refused(departure => (Answer(departure), Installation().Begin(Domain, Callback).Cookie));
        await Refused(departure => (Answer(departure), "a.b.c"));
        await Refused(departure => (Answer(departure), "garbage"));
    }

    [Fact]
    public async Task A_cookie_for_one_shop_does_not_install_another() => await Refused(departure =>
    {
        var query = Answer(departure);
        query["shop"] = "other.myshopify.com";
        Sign(query);
        return (query, departure.Cookie);
    });

    [Fact]
    public async Task An_installation_that_lies_for_long_is_begun_again() => await Refused(departure =>
    {
        _clock.Move(TimeSpan.FromMinutes(11));
        return (Answer(departure), departure.Cookie);
    });

    [Fact]
    public async Task A_token_that_may_read_nothing_changes_nothing()
    {
        var installation = Installation(Token, Details.Replace("read_orders", "read_themes"));
        var departure = installation.Begin(Domain, Callback);

        var e = await Assert.ThrowsAsync<ShopifyException>(() => installation.FinishAsync(Answer(departure), departure.Cookie, CancellationToken.None));

        Assert.Contains("read_orders: no orders can be read", e.Message);
        Assert.Empty(_store.Shops());
    }

    [Fact]
    public async Task A_token_of_another_shop_changes_nothing()
    {
        var installation = Installation(Token, Details.Replace("fietsen.myshopify.com", "other.myshopify.com"));
        var departure = installation.Begin(Domain, Callback);

        await Assert.ThrowsAsync<ShopifyException>(() => installation.FinishAsync(Answer(departure), departure.Cookie, CancellationToken.None));

        Assert.Empty(_store.Shops());
    }

    async Task Refused(Func<Departure, (Dictionary<string, string> Query, string? Cookie)> forge)
    {
        var installation = Installation();
        var (query, cookie) = forge(installation.Begin(Domain, Callback));

        await Assert.ThrowsAsync<InstallationException>(() => installation.FinishAsync(query, cookie, CancellationToken.None));
    }
}
