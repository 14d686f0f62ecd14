using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Does what is owed to customers while the server runs, and forgets what is old enough.</summary>
sealed partial class PrivacyService(
    PrivacyDesk desk, IPrivacyStore privacy, IOutbox outbox, PrivacySettings settings, TimeProvider clock, ILogger<PrivacyService> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Housekeeping = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kept = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetUtcNow();
                if (now - kept >= Housekeeping)
                {
                    var forgotten = await privacy.ForgetAsync(settings.At(now), now);
                    if (forgotten > 0) LogForgotten(log, forgotten);
                    kept = now;
                }

                foreach (var failed in await desk.FulfilAsync()) LogWaiting(log, failed.Message, failed.IfUnexpected());
                foreach (var telling in desk.Overdue()) await outbox.TellAsync(telling, now);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of this may stop the server.
                LogWaiting(log, e.Message, e.IfUnexpected());
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} customers who have not bought for long lost their name and address")]
    static partial void LogForgotten(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "What is owed to customers waits: {Reason}")]
    static partial void LogWaiting(ILogger log, string reason, Exception? e);
}
