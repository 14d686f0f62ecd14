using System.Net;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class AccessTokensTests : IAsyncLifetime, IDisposable
{
    const string Fresh = """{"access_token":"shpat_2","expires_in":3600,"refresh_token":"shprt_2","refresh_token_expires_in":7776000,"scope":"read_orders"}""";

    readonly LeapClock _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    readonly DataDirectory _directory = new();
    SqliteStore _store = null!;
    Shop _shop = null!;

    public async Task InitializeAsync()
    {
        _store = _directory.Open();
        _shop = await _store.SaveShopAsync("fietsen.myshopify.com", TimeZoneInfo.Utc, new Currency("EUR"), null);
    }

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    public void Dispose() => _directory.Dispose();

    async Task Have(AccessToken token) => await _store.Connections.SaveAsync(new Connection(_shop.Id, token, "", [], _clock.GetUtcNow()));

    AccessToken Expiring => new("shpat_1", _clock.GetUtcNow().AddHours(1), "shprt_1", _clock.GetUtcNow().AddDays(90));

    AccessTokens Tokens(ScriptedHttp http) => Tokens(_store, http);

    AccessTokens Tokens(SqliteStore store, ScriptedHttp http) => new(
        store.Connections, new OAuthClient(http.Client(), new AdminApi(AdminApi.Shopify), new OAuthApp("id", "secret", ["read_orders"]), _clock), _clock);

    [Fact]
    public async Task A_token_that_lasts_is_used_as_it_is()
    {
        await Have(Expiring);

        Assert.Equal("shpat_1", await Tokens(new ScriptedHttp()).ForAsync(_shop, CancellationToken.None));
    }

    [Fact]
    public async Task A_token_about_to_end_is_exchanged_once_however_many_ask_and_is_on_disk_when_it_is_used()
    {
        await Have(Expiring);
        _clock.Move(TimeSpan.FromMinutes(58));
        var http = new ScriptedHttp(ScriptedHttp.Json(Fresh));
        var tokens = Tokens(http);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => tokens.ForAsync(_shop, CancellationToken.None))));

        Assert.All(all, token => Assert.Equal("shpat_2", token));
        Assert.Contains("shprt_1", Assert.Single(http.Asked));
        var stored = _store.Connections.Find(_shop.Id)!.Token!;
        Assert.Equal(new AccessToken("shpat_2", _clock.GetUtcNow().AddHours(1), "shprt_2", _clock.GetUtcNow().AddDays(90)), stored);
    }

    [Fact]
    public async Task A_token_that_another_process_exchanged_meanwhile_is_taken_over()
    {
        await Have(Expiring);
        _clock.Move(TimeSpan.FromMinutes(58));
        await using var other = _directory.Open();
        var theirs = new AccessToken("shpat_9", _clock.GetUtcNow().AddHours(1), "shprt_9");
        var http = new ScriptedHttp(request =>
        {
            Assert.True(other.Connections.ReplaceTokenAsync(_shop.Id, other.Connections.Find(_shop.Id)!.Token!, theirs).GetAwaiter().GetResult());
            return ScriptedHttp.Json("""{"error":"invalid_request"}""", HttpStatusCode.BadRequest)(request);
        });

        Assert.Equal("shpat_9", await Tokens(http).ForAsync(_shop, CancellationToken.None));
    }

    [Fact]
    public async Task A_refused_token_is_exchanged_before_its_time()
    {
        await Have(Expiring);

        Assert.Equal("shpat_2", await Tokens(new ScriptedHttp(ScriptedHttp.Json(Fresh))).RenewAsync(_shop, "shpat_1", CancellationToken.None));
    }

    [Fact]
    public async Task A_refused_token_of_a_custom_app_has_no_other()
    {
        await Have(new AccessToken("shpat_1"));

        Assert.Null(await Tokens(new ScriptedHttp()).RenewAsync(_shop, "shpat_1", CancellationToken.None));
    }

    [Fact]
    public async Task A_refresh_token_that_is_not_good_any_more_is_for_a_person_to_mend()
    {
        await Have(Expiring);
        _clock.Move(TimeSpan.FromHours(2));

        var e = await Assert.ThrowsAsync<AccessLostException>(
            () => Tokens(new ScriptedHttp(ScriptedHttp.Json("{}", HttpStatusCode.BadRequest))).ForAsync(_shop, CancellationToken.None));

        Assert.Contains("open the app again", e.Message);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadGateway)]
    [InlineData("<html>", HttpStatusCode.OK)]
    [InlineData("{}", HttpStatusCode.OK)]
    public async Task An_answer_that_was_lost_leaves_the_refresh_token_for_another_try(string body, HttpStatusCode status)
    {
        await Have(Expiring);
        _clock.Move(TimeSpan.FromHours(2));
        var tokens = Tokens(new ScriptedHttp(ScriptedHttp.Json(body, status), ScriptedHttp.Json(Fresh)));

        await Assert.ThrowsAsync<ShopifyUnavailableException>(() => tokens.ForAsync(_shop, CancellationToken.None));

        Assert.Equal("shpat_2", await tokens.ForAsync(_shop, CancellationToken.None));
    }

    [Fact]
    public async Task Tokens_lie_sealed_and_survive_a_new_key()
    {
        await Have(Expiring);
        Assert.DoesNotContain("shpat_1", System.Text.Encoding.Latin1.GetString((byte[])_directory.Sql("SELECT token FROM connections")!));

        var key = new SecretBox([.. Enumerable.Range(0, 32).Select(i => (byte)(200 - i))]);
        await _store.ResealAsync(key);
        await using var anew = SqliteStore.Open(_directory.Folder, key, new SqliteOptions(), _clock);

        Assert.Equal("shpat_1", anew.Connections.Find(_shop.Id)!.Token!.Value);
    }
}
