using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>
/// Fetches the history of every shop that was connected, and goes on with what a restart interrupted. Once a day it looks at what the
/// products cost, for Shopify tells today's cost alone.
/// </summary>
sealed partial class BackfillService(SqliteStore store, BackfillRun run, TimeProvider clock, ILogger<BackfillService> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);
    static readonly TimeSpan CostsEvery = TimeSpan.FromDays(1);
    static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(5);

    /// <summary>Of the shops whose history is being fetched, or was and must rest a while.</summary>
    readonly Dictionary<int, Task> _working = [];

    readonly Dictionary<int, DateTimeOffset> _costsSeen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Begin(stoppingToken);
            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_working.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    void Begin(CancellationToken stop)
    {
        try
        {
            foreach (var connection in store.Connections.All())
            {
                if (_working.GetValueOrDefault(connection.Shop) is { IsCompleted: false }) continue;
                var backfill = store.Backfills.Find(connection.Shop);
                var isNeeded = BackfillNeeds.Of(connection, backfill) != BackfillNeed.None;
                if (!isNeeded && !AreCostsDue(connection, backfill)) continue;
                if (store.Shops().FirstOrDefault(s => s.Shop.Id == connection.Shop) is not { } stored) continue;
                _working[connection.Shop] = WorkAsync(stored.Shop, isNeeded ? () => FetchAsync(stored.Shop, connection, stop) : () => run.RefreshCostsAsync(stored.Shop, stop), stop);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWaiting(log, "all shops", e.Message, e.IfUnexpected());
        }
    }

    /// <summary>Also after a restart, of which there may be several a day.</summary>
    bool AreCostsDue(Connection connection, Backfill? backfill)
    {
        var now = clock.GetUtcNow();
        if (connection.Token is null || backfill?.FinishedAt is not { } finished || !backfill.Windows.Any(w => w.Kind == HistoryKind.Costs)) return false;
        if (_costsSeen.GetValueOrDefault(connection.Shop, finished) + CostsEvery > now) return false;
        _costsSeen[connection.Shop] = now;
        return true;
    }

    async Task FetchAsync(Shop shop, Connection connection, CancellationToken stop)
    {
        LogBegun(log, shop.Domain);
        var backfill = await run.RunAsync(shop, connection, anew: false, insist: false, new Log(shop, clock, log), stop);
        if (backfill.Problem is { } problem) LogFailed(log, shop.Domain, VisibleText.OneLine(problem, 500));
        else LogFinished(log, shop.Domain, BackfillText.Of(backfill));
    }

    async Task WorkAsync(Shop shop, Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogWaiting(log, shop.Domain, VisibleText.OneLine(e.Message, 500), e.IfUnexpected());
            await Task.Delay(AfterTrouble, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // Gone on with after the restart.
        }
    }

    /// <summary>A line now and then.</summary>
    sealed class Log(Shop shop, TimeProvider clock, ILogger log) : IProgress<BackfillProgress>
    {
        static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
        long _last = clock.GetTimestamp();

        public void Report(BackfillProgress value)
        {
            if (clock.GetElapsedTime(_last) < Every) return;
            _last = clock.GetTimestamp();
            LogProgress(log, shop.Domain, BackfillText.Progress(value));
        }
    }

    [LoggerMessage(LogLevel.Information, "{Shop}: fetching its history")]
    static partial void LogBegun(ILogger log, string shop);

    [LoggerMessage(LogLevel.Information, "{Shop}: {Progress}")]
    static partial void LogProgress(ILogger log, string shop, string progress);

    [LoggerMessage(LogLevel.Information, "{Shop}: history {Result}")]
    static partial void LogFinished(ILogger log, string shop, string result);

    [LoggerMessage(LogLevel.Error, "{Shop}: part of the history could not be fetched: {Reason}")]
    static partial void LogFailed(ILogger log, string shop, string reason);

    [LoggerMessage(LogLevel.Error, "{Shop}: history or costs cannot be fetched now: {Reason}")]
    static partial void LogWaiting(ILogger log, string shop, string reason, Exception? e);
}
