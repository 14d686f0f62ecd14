using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class AdminClientTests : IAsyncLifetime, IDisposable
{
    const string Good = """{"data":{"shop":{"name":"Fietsenwinkel"}}}""";

    readonly LeapClock _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    readonly DataDirectory _directory = new();
    Storage.SqliteStore _store = null!;
    Shop _shop = null!;

    public async Task InitializeAsync()
    {
        _store = _directory.Open();
        _shop = await _store.SaveShopAsync("fietsen.myshopify.com", TimeZoneInfo.Utc, new Currency("EUR"), null);
        await _store.Connections.SaveAsync(new Storage.Connection(_shop.Id, new Storage.AccessToken("shpat_1"), "", [], _clock.GetUtcNow()));
    }

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    public void Dispose() => _directory.Dispose();

    AdminClient Client(ScriptedHttp http) => new(
        http.Client(), new AdminApi(AdminApi.Shopify), new AccessTokens(_store.Connections, null, _clock), _clock, NullLogger<AdminClient>.Instance);

    Task<AdminReply> Ask(ScriptedHttp http) => Client(http).SendAsync(_shop, AdminQuery.Load("Shop"), null, CancellationToken.None);

    static string Cost(double requested, double available, string rest) =>
        "{" + rest + $$"""
            ,"extensions":{"cost":{"requestedQueryCost":{{requested}},"actualQueryCost":{{requested}},
            "throttleStatus":{"maximumAvailable":1000,"currentlyAvailable":{{available}},"restoreRate":100} } } }
            """;

    [Fact]
    public async Task A_question_goes_to_the_shop_with_its_token_and_the_version_that_queries_are_written_for()
    {
        HttpRequestMessage? asked = null;
        var reply = await Ask(new ScriptedHttp(request =>
        {
            asked = request;
            return ScriptedHttp.Json(Good)(request);
        }));

        Assert.Equal("Fietsenwinkel", reply.Data.GetProperty("shop").GetProperty("name").GetString());
        Assert.Equal($"https://fietsen.myshopify.com/admin/api/{AdminApi.Version}/graphql.json", asked!.RequestUri!.ToString());
        Assert.Equal("shpat_1", Assert.Single(asked.Headers.GetValues("X-Shopify-Access-Token")));
    }

    [Fact]
    public async Task A_spent_budget_is_waited_for_as_long_as_it_takes_to_fill()
    {
        var throttled = Cost(500, 100, """ "errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}] """.Trim());
        await Ask(new ScriptedHttp(ScriptedHttp.Json(throttled), ScriptedHttp.Json(Good)));

        Assert.Equal(4, _clock.Passed.TotalSeconds, 1);
    }

    [Fact]
    public async Task A_question_that_the_budget_does_not_cover_is_not_asked_before_it_does()
    {
        var http = new ScriptedHttp(ScriptedHttp.Json(Cost(600, 100, "\"data\":{}")));
        var client = Client(http);
        await client.SendAsync(_shop, AdminQuery.Load("Shop"), null, CancellationToken.None);
        await client.SendAsync(_shop, AdminQuery.Load("Shop"), null, CancellationToken.None);

        Assert.Equal(2, http.Asked.Count);
        Assert.Equal(5, _clock.Passed.TotalSeconds, 1);
    }

    [Fact]
    public async Task Patience_is_had_for_as_long_as_Shopify_asks()
    {
        await Ask(new ScriptedHttp(ScriptedHttp.Json("{}", HttpStatusCode.TooManyRequests, retryAfter: "7"), ScriptedHttp.Json(Good)));

        Assert.Equal(7, _clock.Passed.TotalSeconds, 1);
    }

    [Fact]
    public async Task A_server_that_fails_for_a_moment_is_asked_again_and_one_that_goes_on_failing_is_given_up()
    {
        await Ask(new ScriptedHttp(ScriptedHttp.Json("", HttpStatusCode.BadGateway), _ => throw new HttpRequestException("reset"), ScriptedHttp.Json("<html>"), ScriptedHttp.Json(Good)));

        var dead = new ScriptedHttp(ScriptedHttp.Json("", HttpStatusCode.ServiceUnavailable));
        await Assert.ThrowsAsync<ShopifyUnavailableException>(() => Ask(dead));
        Assert.InRange(dead.Asked.Count, 3, 10);
        Assert.True(_clock.Passed < TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Who_waits_for_a_server_that_fails_is_told_so()
    {
        List<string> told = [];
        var client = new AdminClient(
            new ScriptedHttp(ScriptedHttp.Json("", HttpStatusCode.InternalServerError)).Client(), new AdminApi(AdminApi.Shopify), new AccessTokens(_store.Connections, null, _clock),
            _clock, NullLogger<AdminClient>.Instance)
        {
            Waiting = told.Add,
        };

        await Assert.ThrowsAsync<ShopifyUnavailableException>(() => client.SendAsync(_shop, AdminQuery.Load("Shop"), null, CancellationToken.None));

        Assert.StartsWith("fietsen.myshopify.com: it answered 500; trying again in ", told[0]);
        // Nobody notices a second.
        Assert.DoesNotContain(told, line => line.EndsWith(" in 1 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.PaymentRequired)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_token_that_is_good_for_nothing_is_not_tried_again(HttpStatusCode status)
    {
        var http = new ScriptedHttp(ScriptedHttp.Json("{}", status));

        await Assert.ThrowsAsync<AccessLostException>(() => Ask(http));

        Assert.Single(http.Asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        var http = new ScriptedHttp(_ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://evil.example/") } });

        await Assert.ThrowsAsync<ShopifyException>(() => Ask(http));
        Assert.Single(http.Asked);
    }

    [Fact]
    public async Task A_part_that_may_not_be_seen_leaves_the_rest()
    {
        var reply = await Ask(new ScriptedHttp(ScriptedHttp.Json("""{"data":{"shop":null,"more":1},"errors":[{"message":"Access denied for shop"}]}""")));

        Assert.Equal(1, reply.Data.GetProperty("more").GetInt32());
        Assert.Equal(["Access denied for shop"], reply.Errors);
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"Field 'x' doesn't exist"}]}""", "doesn't exist")]
    [InlineData("""{"errors":"Not Found"}""", "Not Found")]
    [InlineData("""{"data":null}""", "neither data nor a reason")]
    [InlineData("""{"errors":[{"message":12},null,{}]}""", "without a message")]
    public async Task An_answer_without_data_says_why(string body, string expected)
    {
        var e = await Assert.ThrowsAsync<ShopifyException>(() => Ask(new ScriptedHttp(ScriptedHttp.Json(body))));

        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public async Task A_shop_that_is_not_connected_says_how_to_connect_it()
    {
        await _store.Connections.ForgetTokenAsync(_shop.Id, "the app was uninstalled");

        var e = await Assert.ThrowsAsync<AccessLostException>(() => Ask(new ScriptedHttp(ScriptedHttp.Json(Good))));

        Assert.Equal("fietsen.myshopify.com: the app was uninstalled; connect the shop anew: shopclv shops connect fietsen.myshopify.com", e.Message);
    }
}
