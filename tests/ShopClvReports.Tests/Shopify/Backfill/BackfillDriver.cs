using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A shop at the fake Shopify, connected to a store of its own; all in bulk, with tiny pages where they are asked for.</summary>
sealed class BackfillDriver : IAsyncDisposable
{
    static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    readonly DataDirectory _data = new();

    BackfillDriver(FakeShopify shopify, SetClock clock)
    {
        (Shopify, Clock) = (shopify, clock);
        (There, Store) = (shopify.AddShop(), _data.Open());
        Admin = new AdminClient(s_http, new AdminApi(shopify.Url), new AccessTokens(Store.Connections, null, clock), clock, NullLogger<AdminClient>.Instance);
    }

    public SetClock Clock { get; }
    public FakeShopify Shopify { get; }
    public FakeShop There { get; }
    public SqliteStore Store { get; }
    public IAdminClient Admin { get; }
    public Shop Shop { get; private set; } = null!;

    public BackfillOptions Options { get; set; } = new()
    {
        MostPaged = 0,
        Poll = TimeSpan.FromMilliseconds(1),
        Retry = TimeSpan.Zero,
        Pages = new HistoryPageSizes { Orders = 2, Lines = 1, MoreLines = 2, Others = 2 },
    };

    public static async Task<BackfillDriver> StartAsync(string currency = "EUR", string zone = "Europe/Amsterdam")
    {
        var clock = new SetClock(Some.Noon);
        var driver = new BackfillDriver(await FakeShopify.StartAsync(clock), clock);
        (driver.There.Currency, driver.There.Zone, driver.There.Bulk.LooksUntilDone) = (new Currency(currency), zone, 0);
        driver.Shop = await driver.Store.SaveShopAsync(driver.There.Domain, TimeZoneInfo.FindSystemTimeZoneById(zone), new Currency(currency), null);
        await driver.ConnectAsync();
        return driver;
    }

    /// <summary>With the scopes that the shop gives now.</summary>
    public Task ConnectAsync() => Store.Connections.SaveAsync(
        new Connection(Shop.Id, new AccessToken(There.Token), There.Name, [.. There.Scopes], Clock.GetUtcNow(), Clock.GetUtcNow()));

    public Task<Backfill> RunAsync(
        bool anew = false, bool insist = false, IAdminClient? admin = null, IBackfillStore? backfills = null, CancellationToken cancellation = default) =>
        new BackfillRun(admin ?? Admin, Store, backfills ?? Store.Backfills, s_http, Options, Clock)
            .RunAsync(Shop, Store.Connections.Find(Shop.Id)!, anew, insist, null, cancellation);

    public Backfill Known => Store.Backfills.Find(Shop.Id)!;

    public Ledger Ledger() => Analytics.Ledger.Empty.With(Store.ChangesSince(Shop.Id, 0));

    /// <summary>Everything that reports are made from, in an order that does not depend on how it came.</summary>
    public string Everything()
    {
        var lines = new SortedDictionary<long, string>();
        Store.ReadLines(Shop.Id, (order, items) => lines[order.Value] = string.Join('|', items));
        return $"{LedgerText.Of(Ledger())}\n{string.Join('\n', lines)}\n{string.Join('\n', Store.Costs(Shop.Id))}";
    }

    public LedgerOrder Order(FakeOrder order) => Store.ChangesSince(Shop.Id, 0).Orders.Single(o => o.Id == order.Id);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Shopify.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>The process was killed: from then on nothing that it does reaches anybody.</summary>
sealed class KilledException : Exception;

/// <summary>Lets a process live for so many calls to Shopify and the store of backfills, and no longer.</summary>
/// <param name="calls">That succeed. The next one fails: before it was made, or after it was, unheard.</param>
sealed class ShortLife(IAdminClient admin, IBackfillStore backfills, int calls, bool unheard) : IAdminClient, IBackfillStore
{
    int _left = calls;

    public bool IsDead { get; private set; }

    public Task<AdminReply> SendAsync(Shop shop, AdminQuery query, object? variables, CancellationToken cancellation) => Live(() => admin.SendAsync(shop, query, variables, cancellation));
    public Backfill? Find(int shop) => IsDead ? throw new KilledException() : backfills.Find(shop);
    public Task<bool> StartAsync(Backfill backfill, IReadOnlyList<HistoryWindow> windows, Backfill? instead) => Live(() => backfills.StartAsync(backfill, windows, instead));
    public Task<bool> ClaimAsync(int shop, string lease, DateTimeOffset now, DateTimeOffset until) => Live(() => backfills.ClaimAsync(shop, lease, now, until));
    public Task ReleaseAsync(int shop, string lease) => Live(() => Done(backfills.ReleaseAsync(shop, lease)));
    public Task<bool> SaveAsync(string lease, HistoryWindow window) => Live(() => backfills.SaveAsync(lease, window));
    public Task<bool> SplitAsync(string lease, HistoryWindow window, IReadOnlyList<HistoryWindow> narrower) => Live(() => backfills.SplitAsync(lease, window, narrower));
    public Task<bool> EndAsync(string lease, int shop, DateTimeOffset? finishedAt, string? problem) => Live(() => backfills.EndAsync(lease, shop, finishedAt, problem));

    async Task<T> Live<T>(Func<Task<T>> act)
    {
        if (IsDead) throw new KilledException();
        if (_left-- > 0) return await act();
        IsDead = true;
        if (unheard) await act();
        throw new KilledException();
    }

    static async Task<bool> Done(Task act)
    {
        await act;
        return true;
    }
}
