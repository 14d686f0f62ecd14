using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>The receiver over a store on disk, in this process.</summary>
sealed class SoakedApp : IAsyncDisposable
{
    const int MostBytes = 1 << 20;

    readonly Func<SqliteStore> _open;
    readonly TimeProvider _clock;
    readonly FakeShop _shop;
    volatile Running? _running;

    sealed record Running(SqliteStore Store, WebhookReceiver Receiver, WebhookMetrics Metrics);

    SoakedApp(FakeShop shop, Func<SqliteStore> open, TimeProvider clock) => (_shop, _open, _clock) = (shop, open, clock);

    public SqliteStore Store => _running!.Store;

    /// <param name="open">Opens the same store again and again.</param>
    public static async Task<SoakedApp> StartAsync(FakeShop shop, Func<SqliteStore> open, TimeProvider clock)
    {
        var app = new SoakedApp(shop, open, clock);
        app.Start();
        await app.Store.SaveShopAsync(shop.Domain, TimeZoneInfo.FindSystemTimeZoneById(shop.Zone), shop.Currency, new ShopSecrets(shop.Secret));
        shop.Deliveries.Send = app.TakeAsync;
        return app;
    }

    /// <summary>What is under way is refused, and comes again.</summary>
    public async Task KillAsync()
    {
        var running = _running!;
        _running = null;
        await running.Store.DisposeAsync();
        running.Metrics.Dispose();
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _running!.Metrics.Dispose();
    }

    void Start()
    {
        var store = _open();
        var metrics = new WebhookMetrics(() => store.Waiting);
        _running = new Running(
            store, new WebhookReceiver(store, new ShopKeys(store, _clock), metrics, MostBytes, _clock, NullLogger<WebhookReceiver>.Instance), metrics);
    }

    async Task<int> TakeAsync(FakeDelivery delivery)
    {
        // So that the sender goes on to the next while this one waits for the disk.
        await Task.Yield();
        if (_running is not { } running) return StatusCodes.Status502BadGateway;
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.ContentLength) = (HttpMethods.Post, delivery.Body.Length);
        context.Request.Body = new MemoryStream(delivery.Body);
        foreach (var (name, value) in FakeDeliveries.Headers(_shop, delivery)) context.Request.Headers[name] = value;
        await running.Receiver.HandleAsync(context);
        return context.Response.StatusCode;
    }
}
