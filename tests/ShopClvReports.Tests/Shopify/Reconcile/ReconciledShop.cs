using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A shop at Shopify, and what the program knows of it; webhooks arrive when a test says so.</summary>
sealed class ReconciledShop : IAsyncDisposable
{
    readonly DataDirectory _data = new();
    readonly HttpClient _http = new();

    ReconciledShop(FakeShopify shopify, LeapClock clock)
    {
        (Shopify, Clock, Fake) = (shopify, clock, shopify.AddShop());
        Store = _data.Open();
        Ledgers = new Ledgers(Store, 1 << 30);
        Admin = new AdminClient(_http, new AdminApi(shopify.Url), new AccessTokens(Store.Connections, null, clock), clock, NullLogger<AdminClient>.Instance);
    }

    FakeShopify Shopify { get; }
    public LeapClock Clock { get; }
    public FakeShop Fake { get; }
    public SqliteStore Store { get; }
    public Ledgers Ledgers { get; }
    public IAdminClient Admin { get; set; }
    public Shop Shop { get; private set; } = null!;

    /// <summary>At noon in Amsterdam's summer.</summary>
    public static async Task<ReconciledShop> OpenAsync(params string[] without)
    {
        var clock = new LeapClock(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
        var shop = new ReconciledShop(await FakeShopify.StartAsync(clock), clock);
        shop.Fake.Scopes.ExceptWith(without);
        shop.Shop = await shop.Store.SaveShopAsync(shop.Fake.Domain, Some.Amsterdam, Some.Euro, null);
        await shop.Store.Connections.SaveAsync(new Connection(shop.Shop.Id, new AccessToken(shop.Fake.Token), "Voorbeeld", [.. shop.Fake.Scopes], clock.GetUtcNow()));
        return shop;
    }

    public async Task<Reconciliation> RunAsync(ReconcileScope? scope = null)
    {
        Clock.Move(TimeSpan.FromMinutes(10));
        return await new ReconcileRun(Admin, Store, Ledgers, Clock).RunAsync(Shop, scope ?? new ReconcileScope(), default);
    }

    /// <summary>What we know becomes what Shopify has, as if every webhook had come.</summary>
    public async Task CatchUpAsync()
    {
        await RunAsync(new ReconcileScope(All: true));
        Clock.Move(TimeSpan.FromDays(1));
    }

    /// <summary>What we make of a customer, in the CLV report.</summary>
    public Tally Ours(FakeCustomer customer)
    {
        var ledger = Ledgers.Get(Shop.Id);
        return ledger.Find(new CustomerId(customer.Id)) is { } place ? CustomerComparison.Of(ledger, place, Shop.Currency) : default;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Shopify.DisposeAsync();
        _http.Dispose();
        _data.Dispose();
    }
}
