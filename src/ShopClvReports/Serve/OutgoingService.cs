using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Renders and sends while the server runs, and forgets what is old enough.</summary>
sealed partial class OutgoingService(Dispatcher dispatcher, IOutbox outbox, OutboxSettings settings, TimeProvider clock, ILogger<OutgoingService> log) : BackgroundService
{
    static readonly TimeSpan Housekeeping = TimeSpan.FromHours(6);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(dispatcher.RunAsync(stoppingToken), PruneAsync(stoppingToken));

    async Task PruneAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                await outbox.PruneAsync(now.AddDays(-settings.KeepArtifactsDays), now.AddDays(-settings.KeepHistoryDays));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of this may stop the server.
                LogWaiting(log, e.Message, e.IfUnexpected());
            }

            await Task.Delay(Housekeeping, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "Old runs cannot be removed now: {Reason}")]
    static partial void LogWaiting(ILogger log, string reason, Exception? e);
}
