using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Requests about personal data, by the door through which Shopify sends them.</summary>
public sealed class PrivacyWebhookTests : IAsyncLifetime, IDisposable
{
    const string Secret = "shpss_1";
    const string Redact = """{"shop_domain":"a.myshopify.com","customer":{"id":11,"email":"anna@example.nl"},"orders_to_redact":[1]}""";

    readonly DataDirectory _data = new();
    SqliteStore _store = null!;
    Shop _shop = null!;
    WebhookMetrics _metrics = null!;
    SomeSite _site = null!;

    public async Task InitializeAsync()
    {
        _store = _data.Open();
        _shop = await _store.SaveShopAsync("a.myshopify.com", null, null, new ShopSecrets(Secret));
        _metrics = new WebhookMetrics(() => 0);
        var receiver = new WebhookReceiver(_store, new ShopKeys(_store, TimeProvider.System), _metrics, 1 << 20, new StoppedClock(), NullLogger<WebhookReceiver>.Instance);
        _site = await SomeSite.StartAsync(app => app.Map(WebhookReceiver.Path, receiver.HandleAsync));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _store.DisposeAsync();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _data.Dispose();
    }

    async Task<HttpStatusCode> SendAsync(string topic, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, WebhookReceiver.Path) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("X-Shopify-Topic", topic);
        request.Headers.Add("X-Shopify-Shop-Domain", "a.myshopify.com");
        request.Headers.Add("X-Shopify-Hmac-Sha256", WebhookSignature.Sign(Encoding.UTF8.GetBytes(Secret), bytes));
        // What a proxy or a replay may set: it puts nothing off.
        request.Headers.Add("X-Shopify-Triggered-At", "2099-01-01T00:00:00Z");
        using var answer = await _site.Client.SendAsync(request);
        return answer.StatusCode;
    }

    PrivacyDesk Desk => new(
        _store, _store.Privacy, new Ledgers(_store, 1 << 30), new OwnerNotices(_store.Schedules, new Channels([], _store.Schedules, _ => new Dictionary<string, string>()), []),
        _ => Task.FromResult(false), Language.En, new StoppedClock());

    [Fact]
    public async Task What_is_asked_twice_is_owed_once_and_for_thirty_days()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("customers/redact", Redact));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("customers/redact", Redact));
        var owed = Assert.Single(_store.Privacy.Obligations());
        Assert.Equal((PrivacyKind.CustomerRedact, ObligationState.Open, Some.Noon.AddDays(30)), (owed.Kind, owed.State, owed.DueAt));
        Assert.True(owed.IsOverdue(Some.Noon.AddDays(31)));

        await Desk.FulfilAsync();
        Assert.Equal(HttpStatusCode.OK, await SendAsync("customers/redact", Redact));
        var done = Assert.Single(_store.Privacy.Obligations());
        Assert.Equal((ObligationState.Done, null, null), (done.State, done.Customer, done.Email));
    }

    [Fact]
    public async Task What_is_asked_for_another_shop_is_kept_aside()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("shop/redact", """{"shop_domain":"b.myshopify.com"}"""));
        Assert.Empty(_store.Privacy.Obligations());
        Assert.Single(_store.Quarantine(_shop.Id, long.MaxValue, 9));
    }

    [Fact]
    public async Task Two_days_after_the_app_was_removed_the_shop_is_erased_and_a_proof_stays()
    {
        await _store.ImportAsync(_shop.Id, [new OrderSeen(Some.Order(customer: 11), [], Some.Customer(11, "Anna", "anna@example.nl"))], [Some.Rejected()]);
        await _store.Schedules.SaveScheduleAsync(_shop.Id, "weekly", SomeRun.Definition, Some.Noon);
        await _store.Connections.SaveAsync(new Connection(_shop.Id, new AccessToken("shpat_1"), "A", ["read_orders"], Some.Noon.AddDays(-1)));
        await _store.Connections.ForgetTokenAsync(_shop.Id, "the app was uninstalled");
        Assert.Equal(HttpStatusCode.OK, await SendAsync("shop/redact", """{"shop_id":1,"shop_domain":"a.myshopify.com"}"""));

        Assert.Empty(await Desk.FulfilAsync());

        Assert.Empty(_store.Shops());
        foreach (var table in Schema.ShopTables) Assert.Equal((table, 0L), (table, _data.Sql($"SELECT count(*) FROM {table}")));
        var proof = Assert.Single(_store.Privacy.ErasedShops());
        Assert.Equal(("a.myshopify.com", 1), (proof.Domain, proof.Proof.Rows["orders"]));
        Assert.False(_store.Privacy.HoldsRemains());
    }

    [Fact]
    public async Task A_shop_that_was_connected_again_meanwhile_stays()
    {
        await SendAsync("shop/redact", """{"shop_domain":"a.myshopify.com"}""");
        await _store.Connections.SaveAsync(new Connection(_shop.Id, new AccessToken("shpat_2"), "A", ["read_orders"], Some.Noon.AddDays(1)));
        await Desk.FulfilAsync();
        Assert.Single(_store.Shops());
        Assert.Equal(ObligationState.Done, Assert.Single(_store.Privacy.Obligations()).State);
    }
}
