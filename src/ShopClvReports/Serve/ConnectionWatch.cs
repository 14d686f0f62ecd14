using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>
/// Looks after the connections while the server runs: connects the shops whose token is in the settings, asks Shopify now and then
/// whether all is well, mends the webhooks, and tells the owner what a person must do.
/// </summary>
sealed partial class ConnectionWatch(App app, Connector connector, OwnerNotices notices, ILogger<ConnectionWatch> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>A shop that webhooks say is gone is told of soon.</summary>
    static readonly TimeSpan Glance = TimeSpan.FromMinutes(1);

    const string Trouble = "connection";
    const string Removal = "app removed";

    /// <summary>Why each shop has no token, as last told; null while it has one.</summary>
    readonly Dictionary<int, string?> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var start = app.Clock.GetTimestamp();
            await TryAsync("all shops", () => RoundAsync(stoppingToken));
            while (!stoppingToken.IsCancellationRequested && app.Clock.GetElapsedTime(start) < Every)
            {
                await Task.Delay(Glance, app.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await TryAsync("all shops", TellLostAsync);
            }
        }
    }

    /// <summary>Tells the owner of shops that were lost since the last time; asks Shopify nothing.</summary>
    public async Task TellLostAsync()
    {
        foreach (var stored in app.Store.Shops())
        {
            var problem = app.Store.Connections.Find(stored.Shop.Id) is { Token: null, Problem: { } lost } ? lost : null;
            if (_told.GetValueOrDefault(stored.Shop.Id) == problem) continue;
            if (problem is not null) await TellLostAsync(stored.Shop, problem);
            _told[stored.Shop.Id] = problem;
        }
    }

    async Task TellLostAsync(Shop shop, string problem)
    {
        var words = ConnectionWords.Of(app.Language);
        if (problem != Connection.Uninstalled)
        {
            await TellAsync(shop, Trouble, false, words.Lost(shop.Domain, problem));
            return;
        }

        // It says more than that the token is refused, which may have been seen and told before the webhook came.
        await app.Store.Outbox.TellAsync(new Telling(shop.Id, Trouble, Ends: true, null), app.Clock.GetUtcNow());
        await TellAsync(shop, Removal, false, words.Uninstalled(shop.Domain));
    }

    /// <summary>One look at every shop.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var (domain, set) in app.Settings.Shops)
            if (set.AdminToken is { } token)
                await TryAsync(domain, () => ConnectAsync(domain.ToLowerInvariant(), new AccessToken(token), set, cancellation));
        foreach (var stored in app.Store.Shops())
            if (app.Store.Connections.Find(stored.Shop.Id) is { } connection)
                await TryAsync(stored.Shop.Domain, () => LookAsync(stored, connection, cancellation));
    }

    async Task TryAsync(string domain, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing of one shop may stop the others, or the server.
            LogTrouble(log, domain, VisibleText.OneLine(e.Message, 500), e.IfUnexpected());
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    async Task ConnectAsync(string domain, AccessToken token, ShopSettings set, CancellationToken cancellation)
    {
        var known = app.Store.Shops().FirstOrDefault(s => s.Shop.Domain == domain);
        // One that is not known was removed since the start. What a person ended here is not begun again by itself.
        if (known is null || app.Store.Connections.Find(known.Shop.Id)?.Token == token || app.Store.Connections.IsGivenUp(known.Shop.Id, token.Value)) return;
        var check = await connector.ConnectAsync(domain, token, set.ClientSecret, cancellation);
        LogConnected(log, domain, VisibleText.OneLine(check.Details.Name, 200));
    }

    async Task LookAsync(StoredShop stored, Connection connection, CancellationToken cancellation)
    {
        var (shop, words) = (stored.Shop, ConnectionWords.Of(app.Language));
        if (connection is { Token: null, Problem: { } problem })
        {
            await TellLostAsync(shop, problem);
            return;
        }

        try
        {
            var check = await connector.CheckAsync(shop, cancellation);
            foreach (var over in (string[])[Trouble, Removal]) await TellAsync(shop, over, true, words.Back(shop.Domain));
            if (check.Webhooks is not { } webhooks) return;
            foreach (var refused in webhooks.Refused) LogTrouble(log, shop.Domain, VisibleText.OneLine($"no webhook {refused}", 500), null);
            // Those that were there are gone: the first time there are none to miss.
            if (webhooks.Made.Count > 0 && stored.LastWebhookAt is not null) await TellAsync(shop, null, false, words.Dropped(shop.Domain, webhooks.Made.Count));
        }
        catch (AccessLostException e)
        {
            await app.Store.Connections.TroubledAsync(shop.Id, e.Message);
            await TellAsync(shop, Trouble, false, words.Lost(shop.Domain, e.Message));
            throw;
        }
    }

    Task TellAsync(Shop shop, string? trouble, bool ends, Notice notice)
    {
        var now = app.Clock.GetUtcNow();
        return app.Store.Outbox.TellAsync(notices.OfShop(shop, trouble, ends, notice, app.Language, now), now);
    }

    [LoggerMessage(LogLevel.Information, "{Shop} ({Name}) is connected")]
    static partial void LogConnected(ILogger log, string shop, string name);

    [LoggerMessage(LogLevel.Error, "{Shop}: {Reason}")]
    static partial void LogTrouble(ILogger log, string shop, string reason, Exception? e);
}
