using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Once an hour forgets the webhook ids of days long enough ago.</summary>
sealed partial class DeliveryCleanup(App app, ILogger<DeliveryCleanup> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), app.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
            try
            {
                await app.Store.ForgetDeliveriesAsync(today.AddDays(-app.Settings.Webhooks.RememberDays));
            }
            catch (StoreException e)
            {
                LogLater(log, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old webhook ids stay another hour: {Reason}")]
    static partial void LogLater(ILogger log, string reason);
}
