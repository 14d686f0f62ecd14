using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class ConnectionTests : IAsyncLifetime, IDisposable
{
    const string Url = "https://reports.example.nl/shopclv";

    readonly DataDirectory _directory = new();
    FakeShopify _shopify = null!;
    FakeShop _fake = null!;
    App _app = null!;
    Upstream _upstream = null!;

    public async Task InitializeAsync()
    {
        _shopify = await FakeShopify.StartAsync();
        _fake = _shopify.AddShop();
        await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        _upstream.Dispose();
        await _app.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    async Task OpenAsync(string? url = Url, ShopSettings? set = null)
    {
        _app = await App.OpenAsync(CommandLine.Build().Parse(["--data", _directory.Folder, "check"]), settings => settings with
        {
            Serve = settings.Serve with { PublicUrl = url },
            Shopify = settings.Shopify with { AdminUrl = _shopify.Url },
            Shops = set is null ? settings.Shops : new Dictionary<string, ShopSettings> { [_fake.Domain] = set },
        });
        _upstream = new Upstream(_app);
    }

    async Task ReopenAsync(string? url = Url, ShopSettings? set = null)
    {
        _upstream.Dispose();
        await _app.DisposeAsync();
        await OpenAsync(url, set);
    }

    Task<ConnectionCheck> ConnectAsync() => _upstream.Connector.ConnectAsync(_fake.Domain, new AccessToken(_fake.Token), "shpss_1", CancellationToken.None);

    Shop Shop => Assert.Single(_app.Store.Shops()).Shop;

    IEnumerable<string> Titles => _app.Store.Outbox.Runs(null).Where(r => r.Kind == RunKind.Notice).Reverse().Select(r => r.Notice!.Title);

    ConnectionWatch Watch()
    {
        var channels = new Channels([new ScriptedChannel("email")], _app.Store.Schedules, _ => new Dictionary<string, string>());
        return new ConnectionWatch(
            _app, _upstream.Connector, new OwnerNotices(_app.Store.Schedules, channels, [Destination.Parse("email:me@example.nl")]), NullLogger<ConnectionWatch>.Instance);
    }

    async Task WatchAsync()
    {
        using var watch = Watch();
        await watch.RoundAsync(CancellationToken.None);
    }

    /// <summary>So that webhooks are known to have come before.</summary>
    Task<WebhookOutcome> HearAsync(params ShopFact[] facts) => _app.Store.ReceiveAsync(new WebhookDelivery(Shop.Id, DateTimeOffset.UtcNow, facts));

    [Fact]
    public async Task A_shop_in_minutes_its_details_its_scopes_and_its_webhooks()
    {
        (_fake.Name, _fake.Zone, _fake.Currency) = ("Fietsen & Zo", "Europe/Stockholm", new Currency("SEK"));

        var check = await ConnectAsync();

        Assert.Equal(("Europe/Stockholm", "SEK"), (Shop.TimeZone.Id, Shop.Currency.Code));
        Assert.Equal("Fietsen & Zo", _app.Store.Connections.Find(Shop.Id)!.Name);
        Assert.Empty(check.Details.Missing);
        Assert.Equal(WebhookSubscriptions.Topics.Order(), _fake.Subscriptions.Select(s => s.Topic).Order());
        Assert.All(_fake.Subscriptions, s => Assert.Equal($"{Url}/webhooks/shopify", s.Uri));
    }

    [Fact]
    public async Task Connecting_twice_subscribes_once()
    {
        await ConnectAsync();

        var again = await ConnectAsync();

        Assert.Equal(WebhookSubscriptions.Topics.Count, again.Webhooks!.Kept);
        Assert.Equal(WebhookSubscriptions.Topics.Count, _fake.Subscriptions.Count);
    }

    [Fact]
    public async Task Webhooks_follow_the_program_to_another_address()
    {
        await ConnectAsync();
        await ReopenAsync("https://elsewhere.example.nl/shopclv");

        var check = await _upstream.Connector.CheckAsync(Shop, CancellationToken.None);

        Assert.Equal(WebhookSubscriptions.Topics.Count, check.Webhooks!.Moved.Count);
        Assert.All(_fake.Subscriptions, s => Assert.StartsWith("https://elsewhere.example.nl/", s.Uri));
        Assert.Equal(WebhookSubscriptions.Topics.Count, _fake.Subscriptions.Count);
    }

    [Fact]
    public async Task A_topic_that_the_token_has_no_scope_for_leaves_the_others()
    {
        _fake.Scopes.Remove("read_customer_merge");

        var check = await ConnectAsync();

        Assert.StartsWith("CUSTOMERS_MERGE: ", Assert.Single(check.Webhooks!.Refused));
        Assert.Equal(WebhookSubscriptions.Topics.Count - 1, check.Webhooks.Made.Count);
        Assert.StartsWith("read_customer_merge: ", Assert.Single(check.Details.Missing));
    }

    [Fact]
    public async Task A_program_that_nobody_can_reach_asks_for_no_webhooks()
    {
        await ReopenAsync(url: null);

        Assert.Null((await ConnectAsync()).Webhooks);
        Assert.Empty(_fake.Subscriptions);
    }

    [Fact]
    public async Task A_bad_token_leaves_the_one_that_works()
    {
        await ConnectAsync();

        var e = await Assert.ThrowsAsync<AccessLostException>(() => _upstream.Connector.ConnectAsync(_fake.Domain, new AccessToken("shpat_wrong"), null, CancellationToken.None));

        Assert.StartsWith($"{_fake.Domain} does not take this access token", e.Message);
        Assert.DoesNotContain("shops connect", e.Message);
        Assert.Equal(_fake.Token, _app.Store.Connections.Find(Shop.Id)!.Token!.Value);
    }

    [Fact]
    public async Task What_the_settings_say_of_zone_and_currency_stays()
    {
        await ReopenAsync(set: new ShopSettings { TimeZone = "Europe/Paris" });
        _fake.Currency = new Currency("SEK");

        await ConnectAsync();

        Assert.Equal(("Europe/Paris", "SEK"), (Shop.TimeZone.Id, Shop.Currency.Code));
    }

    [Fact]
    public async Task A_shop_whose_token_is_in_the_settings_connects_by_itself_and_once()
    {
        await ReopenAsync(set: new ShopSettings { AdminToken = _fake.Token, ClientSecret = "shpss_1" });

        await WatchAsync();
        var connectedAt = _app.Store.Connections.Find(Shop.Id)!.ConnectedAt;
        await WatchAsync();

        Assert.Equal(connectedAt, _app.Store.Connections.Find(Shop.Id)!.ConnectedAt);
        Assert.Empty(Titles);
    }

    [Fact]
    public async Task Webhooks_that_Shopify_dropped_are_asked_for_again_and_the_owner_hears_it()
    {
        await ConnectAsync();
        await HearAsync();
        _fake.Subscriptions.RemoveAll(s => s.Topic.StartsWith("ORDERS_", StringComparison.Ordinal));

        await WatchAsync();
        await WatchAsync();

        Assert.Equal(WebhookSubscriptions.Topics.Count, _fake.Subscriptions.Count);
        Assert.Equal([$"{_fake.Domain}: Shopify had stopped sending orders"], Titles);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_told_once_and_so_is_its_successor()
    {
        await ConnectAsync();
        _fake.Token = "shpat_next";

        await WatchAsync();
        await WatchAsync();
        Assert.NotNull(_app.Store.Connections.Find(Shop.Id)!.Problem);
        await ConnectAsync();
        await WatchAsync();
        await WatchAsync();

        Assert.Null(_app.Store.Connections.Find(Shop.Id)!.Problem);
        Assert.Equal([$"{_fake.Domain} is not connected to Shopify any more", $"{_fake.Domain} is connected to Shopify again"], Titles);
    }

    [Fact]
    public async Task A_platform_that_is_down_is_no_trouble_of_the_shop()
    {
        await ConnectAsync();
        _fake.Fault = _ => Fault.Reply(503, "");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _upstream.Connector.CheckAsync(Shop, limit.Token));

        Assert.Null(_app.Store.Connections.Find(Shop.Id)!.Problem);
    }

    [Fact]
    public async Task An_uninstalled_app_stops_all_work_and_the_owner_hears_it_once()
    {
        await ConnectAsync();
        await _app.Store.Schedules.SaveScheduleAsync(Shop.Id, "weekly", SomeRun.Definition, DateTimeOffset.UtcNow);

        await HearAsync(new AppUninstalled(DateTimeOffset.UtcNow.AddMinutes(1)));
        await WatchAsync();
        await WatchAsync();

        Assert.Null(_app.Store.Connections.Find(Shop.Id)!.Token);
        Assert.True(Assert.Single(_app.Store.Schedules.Schedules(Shop.Id)).Rests(DateTimeOffset.UtcNow));
        Assert.Equal([$"{_fake.Domain}: the app was removed at Shopify"], Titles);
    }

    [Fact]
    public async Task Reports_go_on_when_the_app_is_back_but_for_those_that_the_owner_paused()
    {
        await ConnectAsync();
        var (schedules, now) = (_app.Store.Schedules, DateTimeOffset.UtcNow);
        foreach (var name in (string[])["weekly", "paused", "later", "resumed"]) await schedules.SaveScheduleAsync(Shop.Id, name, SomeRun.Definition, now);
        Schedule Of(string name) => schedules.Schedules(Shop.Id).Single(s => s.Name == name);
        await schedules.PauseScheduleAsync(Shop.Id, Of("paused").Id, null);
        await schedules.PauseScheduleAsync(Shop.Id, Of("later").Id, now.AddDays(9));
        await HearAsync(new AppUninstalled(now.AddMinutes(1)));
        await schedules.ResumeScheduleAsync(Shop.Id, Of("resumed").Id, now);
        Assert.Equal([("later", true), ("paused", true), ("resumed", false), ("weekly", true)], schedules.Schedules(Shop.Id).Select(s => (s.Name, s.Rests(now.AddDays(10)))));

        var check = await ConnectAsync();

        Assert.Equal(["weekly"], check.GoOn);
        Assert.Equal([("later", true), ("paused", true), ("resumed", false), ("weekly", false)], schedules.Schedules(Shop.Id).Select(s => (s.Name, s.Rests(now.AddDays(1)))));
        Assert.False(Of("later").Rests(now.AddDays(10)));
        // What fell into the pause is not made up for.
        Assert.Equal(_app.Store.Connections.Find(Shop.Id)!.ConnectedAt.ToUnixTimeMilliseconds(), Of("weekly").ActiveSince.ToUnixTimeMilliseconds());
        Assert.Contains(InstallWords.Of(Language.En).Connected(check), line => line.Contains("weekly", StringComparison.Ordinal));
        Assert.Empty((await ConnectAsync()).GoOn);
    }

    [Fact]
    public async Task The_owner_hears_of_a_removed_app_without_waiting_for_the_next_look_at_Shopify()
    {
        await ConnectAsync();
        using var watch = Watch();
        await watch.TellLostAsync();
        Assert.Empty(Titles);

        await HearAsync(new AppUninstalled(DateTimeOffset.UtcNow.AddMinutes(1)));
        for (var look = 0; look < 2; look++) await watch.TellLostAsync();
        Assert.Single(Titles);
        await watch.RoundAsync(CancellationToken.None);

        Assert.Equal([$"{_fake.Domain}: the app was removed at Shopify"], Titles);
    }

    [Fact]
    public async Task That_the_app_was_removed_is_told_though_its_token_was_seen_refused_before()
    {
        await ConnectAsync();
        _fake.Token = "shpat_next";
        await WatchAsync();
        await HearAsync(new AppUninstalled(DateTimeOffset.UtcNow.AddMinutes(1)));
        await WatchAsync();
        await ConnectAsync();
        await WatchAsync();
        await WatchAsync();

        Assert.Equal(
            [$"{_fake.Domain} is not connected to Shopify any more", $"{_fake.Domain}: the app was removed at Shopify", $"{_fake.Domain} is connected to Shopify again"], Titles);
    }

    [Fact]
    public async Task A_shop_that_was_disconnected_stays_so_though_the_settings_hold_its_token()
    {
        var set = new ShopSettings { AdminToken = _fake.Token, ClientSecret = "shpss_1" };
        await ReopenAsync(set: set);
        await WatchAsync();
        await _upstream.Connector.DisconnectAsync(Shop, CancellationToken.None);

        await ReopenAsync(set: set);
        await WatchAsync();
        Assert.Null(_app.Store.Connections.Find(Shop.Id)!.Token);

        _fake.Token = "shpat_next";
        await ReopenAsync(set: set with { AdminToken = _fake.Token });
        await WatchAsync();
        Assert.Equal(_fake.Token, _app.Store.Connections.Find(Shop.Id)!.Token!.Value);
        await _upstream.Connector.DisconnectAsync(Shop, CancellationToken.None);
        await ConnectAsync();
        Assert.NotNull(_app.Store.Connections.Find(Shop.Id)!.Token);
    }

    [Fact]
    public async Task A_shop_that_was_removed_is_not_fetched_again_by_a_server_that_still_knows_its_token()
    {
        await ReopenAsync(set: new ShopSettings { AdminToken = _fake.Token, ClientSecret = "shpss_1" });
        await WatchAsync();
        await _app.Store.RemoveShopAsync(Shop.Id);

        await WatchAsync();

        Assert.Empty(_app.Store.Shops());
    }

    [Fact]
    public async Task Whether_the_app_is_installed_is_said_by_the_token_and_not_by_a_shop_that_is_closed()
    {
        await ConnectAsync();
        Assert.True(await _upstream.Connector.IsInstalledAsync(Shop));
        _fake.Fault = _ => Fault.Reply(402, "{}");
        Assert.True(await _upstream.Connector.IsInstalledAsync(Shop));
        _fake.Fault = _ => null;
        _fake.Token = "shpat_next";
        Assert.False(await _upstream.Connector.IsInstalledAsync(Shop));
        await _upstream.Connector.DisconnectAsync(Shop, CancellationToken.None);
        Assert.False(await _upstream.Connector.IsInstalledAsync(Shop));
    }

    [Fact]
    public async Task News_of_an_uninstall_that_comes_after_the_app_is_back_is_old()
    {
        await ConnectAsync();

        await HearAsync(new AppUninstalled(DateTimeOffset.UtcNow.AddMinutes(-1)));

        Assert.NotNull(_app.Store.Connections.Find(Shop.Id)!.Token);
    }

    [Fact]
    public async Task A_disconnected_shop_sends_nothing_more_and_keeps_its_orders()
    {
        await ConnectAsync();
        await HearAsync(new OrderSeen(Some.Order(1, 2, 1000), [], null));

        Assert.Null(await _upstream.Connector.DisconnectAsync(Shop, CancellationToken.None));

        Assert.Empty(_fake.Subscriptions);
        Assert.Null(_app.Store.Connections.Find(Shop.Id)!.Token);
        Assert.Equal(1, _app.Store.Check().Orders);
    }
}
