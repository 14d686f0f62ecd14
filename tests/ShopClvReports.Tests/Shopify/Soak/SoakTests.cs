using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A small soak; the large one is a command of the benchmarks.</summary>
public sealed class SoakTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_losses_repeats_disorder_and_kills_every_customer_is_as_at_Shopify_to_the_cent(int seed)
    {
        using var data = new DataDirectory();
        using var http = new HttpClient();
        var clock = new LeapClock(Some.Noon);
        await using var shopify = await FakeShopify.StartAsync(clock);
        var shop = shopify.AddShop();
        await using var app = await SoakedApp.StartAsync(shop, () => data.Open(), clock);
        var soak = new Soak(shop, clock, "https://clv.example/webhooks/shopify", seed);

        Assert.InRange(await soak.RunAsync(actions: 1_000, kills: 2, app.KillAsync), 1_500, 4_000);

        var ours = app.Store.Shops().Single().Shop;
        var ledgers = new Ledgers(app.Store, 1 << 30);
        Assert.NotEmpty(soak.Differences(ledgers.Get(ours.Id)));
        await app.Store.Connections.SaveAsync(new Connection(ours.Id, new AccessToken(shop.Token), shop.Name, [.. shop.Scopes], clock.GetUtcNow()));
        var admin = new AdminClient(http, new AdminApi(shopify.Url), new AccessTokens(app.Store.Connections, null, clock), clock, NullLogger<AdminClient>.Instance);
        await new ReconcileRun(admin, app.Store, ledgers, clock).RunAsync(ours, new ReconcileScope(), default);
        Assert.Empty(soak.Differences(ledgers.Get(ours.Id)));
    }
}
