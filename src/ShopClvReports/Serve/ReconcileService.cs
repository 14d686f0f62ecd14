using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Reconciles every connected shop once a night, at a time of its own clock, and tells the owner what a person should look at.</summary>
sealed partial class ReconcileService(App app, ReconcileRun run, OwnerNotices notices, TimeProvider clock, ILogger<ReconcileService> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    /// <summary>After one that was broken off.</summary>
    static readonly TimeSpan Again = TimeSpan.FromHours(2);

    /// <summary>A night or two may fail; then the owner hears of it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    const string Differences = "reconciliation";
    const string Failures = "reconciling";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBroken(log, "a shop", e.Message, e.IfUnexpected());
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reconciles the shops that are due, one after the other.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        foreach (var (shop, _, _) in app.Store.Shops())
            try
            {
                if (app.Store.Connections.Find(shop.Id) is { Token: not null } connection && IsDue(shop, connection)) await ReconcileAsync(shop, connection, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of one shop may stop the others, or the server.
                LogBroken(log, shop.Domain, VisibleText.OneLine(e.Message, 500), e.IfUnexpected());
            }
            catch (OperationCanceledException)
            {
                // The server stops; the next night goes on from the bookmark.
                return;
            }
    }

    bool IsDue(Shop shop, Connection connection)
    {
        if (app.Settings.Reconcile.At is not { } at) return false;
        var now = clock.GetUtcNow();
        var time = TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture);
        var today = AsOf.Now(now, shop.TimeZone).Day;
        var due = ZonedDay.At(today.ToDateTime(time), shop.TimeZone);
        if (due > now) due = ZonedDay.At(today.AddDays(-1).ToDateTime(time), shop.TimeZone);
        // A shop that was connected since has its whole history fetched first.
        if (connection.ConnectedAt >= due || BackfillNeeds.Of(connection, app.Store.Backfills.Find(shop.Id)) != BackfillNeed.None) return false;
        var history = app.Store.Reconciliations.History(shop.Id);
        return !history.Any(h => h.Failure is null && h.StartedAt >= due) && !history.Any(h => h.StartedAt > now - Again);
    }

    async Task ReconcileAsync(Shop shop, Connection connection, CancellationToken cancellation)
    {
        var words = ReconcileNotices.Of(app.Language);
        try
        {
            var result = await run.RunAsync(shop, app.Settings.Reconcile.Scope, cancellation);
            LogDone(log, shop.Domain, result.Mended, result.Deleted, result.Differ, result.Unexplained);
            await TellAsync(shop, Failures, true, words.Works(shop.Domain));
            await TellAsync(shop, Differences, result.Unexplained == 0, result.Unexplained == 0 ? words.Agrees(shop.Domain) : words.Unexplained(shop.Domain, result.Unexplained));
        }
        catch (ShopifyException e)
        {
            LogBroken(log, shop.Domain, VisibleText.OneLine(e.Message, 500), null);
            var last = app.Store.Reconciliations.History(shop.Id).FirstOrDefault(h => h.Failure is null)?.StartedAt ?? connection.ConnectedAt;
            if (last < clock.GetUtcNow() - Patience) await TellAsync(shop, Failures, false, words.Fails(shop.Domain, e.Message));
        }
    }

    Task TellAsync(Shop shop, string trouble, bool ends, Notice notice)
    {
        var now = clock.GetUtcNow();
        return app.Store.Outbox.TellAsync(notices.OfShop(shop, trouble, ends, notice, app.Language, now), now);
    }

    [LoggerMessage(LogLevel.Information, "{Shop} is reconciled: {Mended} orders mended, {Deleted} deleted; {Differ} customers differ, {Unexplained} of them not explained")]
    static partial void LogDone(ILogger log, string shop, int mended, int deleted, int differ, int unexplained);

    [LoggerMessage(LogLevel.Error, "{Shop} cannot be reconciled now: {Reason}")]
    static partial void LogBroken(ILogger log, string shop, string reason, Exception? e);
}
