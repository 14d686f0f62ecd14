using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Night after night, from 2 June 2026, 12:00 in Amsterdam.</summary>
public sealed class ReconcileServiceTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _directory = new();
    readonly LeapClock _clock = new(new DateTimeOffset(2026, 6, 2, 10, 0, 0, TimeSpan.Zero));
    FakeShopify _shopify = null!;
    FakeShop _fake = null!;
    App _app = null!;
    HttpClient _http = null!;
    Shop _shop = null!;

    public async Task InitializeAsync()
    {
        _shopify = await FakeShopify.StartAsync(_clock);
        _fake = _shopify.AddShop();
        _app = await App.OpenAsync(CommandLine.Build().Parse(["--data", _directory.Folder, "check"]));
        _http = new HttpClient();
        _shop = await _app.Store.SaveShopAsync(_fake.Domain, Some.Amsterdam, Some.Euro, null);
        await _app.Store.Connections.SaveAsync(new Connection(_shop.Id, new AccessToken(_fake.Token), "Voorbeeld", [.. _fake.Scopes], _clock.GetUtcNow()));
        await BackfillAsync(_clock.GetUtcNow());
    }

    async Task BackfillAsync(DateTimeOffset? finishedAt)
    {
        const string lease = "here";
        var now = _clock.GetUtcNow();
        await _app.Store.Backfills.StartAsync(new Backfill(_shop.Id, now, SeesAll: true, 0, null), [], _app.Store.Backfills.Find(_shop.Id));
        await _app.Store.Backfills.ClaimAsync(_shop.Id, lease, now, now.AddHours(1));
        await _app.Store.Backfills.EndAsync(lease, _shop.Id, finishedAt, null);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    async Task LookAsync(TimeSpan later)
    {
        _clock.Move(later);
        var admin = new AdminClient(_http, new AdminApi(_shopify.Url), new AccessTokens(_app.Store.Connections, null, _clock), _clock, NullLogger<AdminClient>.Instance);
        var channels = new Channels([new ScriptedChannel("email")], _app.Store.Schedules, _ => new Dictionary<string, string>());
        using var service = new ReconcileService(
            _app, new ReconcileRun(admin, _app.Store, _app.Ledgers, _clock),
            new OwnerNotices(_app.Store.Schedules, channels, [Destination.Parse("email:me@example.nl")]), _clock, NullLogger<ReconcileService>.Instance);
        await service.RoundAsync(CancellationToken.None);
    }

    int Runs => _app.Store.Reconciliations.History(_shop.Id).Count;

    IEnumerable<string> Titles => _app.Store.Outbox.Runs(null).Where(r => r.Kind == RunKind.Notice).Reverse().Select(r => r.Notice!.Title);

    [Fact]
    public async Task A_shop_is_reconciled_once_a_night_at_its_own_time()
    {
        await LookAsync(TimeSpan.Zero);
        await LookAsync(TimeSpan.FromHours(15));
        Assert.Equal(0, Runs);
        // 03:40 in Amsterdam.
        await LookAsync(TimeSpan.FromMinutes(40));
        Assert.Equal(1, Runs);
        await LookAsync(TimeSpan.FromHours(3));
        await LookAsync(TimeSpan.FromHours(20));
        Assert.Equal(1, Runs);
        await LookAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task On_a_day_on_which_the_clocks_change_it_is_done_at_its_own_time()
    {
        Task AtAsync(int day, int hour, int minute) => LookAsync(new DateTimeOffset(2026, 10, day, hour, minute, 0, TimeSpan.Zero) - _clock.GetUtcNow());

        await AtAsync(24, 10, 0);
        Assert.Equal(1, Runs);
        // 02:40 in Amsterdam, for the second time that night: three and a half hours of the day have passed.
        await AtAsync(25, 1, 40);
        Assert.Equal(1, Runs);
        await AtAsync(25, 2, 40);
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task The_owner_hears_once_of_what_nothing_explains_and_once_that_it_is_over()
    {
        var sanne = _fake.AddCustomer();
        _fake.AddOrder(sanne, 10m);
        sanne.SaidAmountSpent = 11.11m;
        for (var night = 0; night < 3; night++) await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal([$"{_fake.Domain}: figures that are not Shopify's"], Titles);
        sanne.SaidAmountSpent = null;
        for (var night = 0; night < 2; night++) await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal([$"{_fake.Domain}: figures that are not Shopify's", $"{_fake.Domain}: every difference with Shopify is explained again"], Titles);
    }

    [Fact]
    public async Task One_bad_night_is_tried_again_and_only_days_of_them_are_told()
    {
        await LookAsync(TimeSpan.FromDays(1));
        _fake.Fault = _ => Fault.Reply(403, "{}");
        await LookAsync(TimeSpan.FromDays(1));
        await LookAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, Runs);
        await LookAsync(TimeSpan.FromHours(2));
        Assert.Equal(3, Runs);
        Assert.Empty(Titles);
        for (var night = 0; night < 4; night++) await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal([$"{_fake.Domain} has not been compared with Shopify for days"], Titles);
        _fake.Fault = _ => null;
        await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal($"{_fake.Domain} is compared with Shopify again", Titles.Last());
    }

    [Fact]
    public async Task While_the_history_is_still_fetched_nothing_is_compared()
    {
        await BackfillAsync(null);
        await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, Runs);
        await BackfillAsync(_clock.GetUtcNow());
        await LookAsync(TimeSpan.Zero);
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task A_shop_that_is_not_connected_is_left_alone()
    {
        await _app.Store.Connections.ForgetTokenAsync(_shop.Id, "the app was removed");
        await LookAsync(TimeSpan.FromDays(1));
        Assert.Equal(0, Runs);
    }
}
