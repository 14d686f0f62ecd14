using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Hears within moments when somebody whose silence was told orders again, is erased or merged; a check would see it hours later.
/// Missing a look does no harm: the next one, or the next check, sees the same.
/// </summary>
public sealed partial class ReturnWatch(
    IStore store, Ledgers ledgers, IAlertStore alerts, IScheduleStore schedules, Channels channels, TimeProvider clock, ILogger<ReturnWatch> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>The change sequence up to which each shop was looked at.</summary>
    readonly Dictionary<int, long> _seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of this may stop the server.
                LogWaiting(log, "all shops", e.Message, e is StoreException ? null : e);
            }

            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>How many alerts changed.</returns>
    public async Task<int> LookAsync()
    {
        var changed = 0;
        foreach (var (shop, _, _) in store.Shops())
            try
            {
                changed += await LookAsync(shop.Id);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of one shop may stop the others.
                LogWaiting(log, shop.Domain, e.Message, e is StoreException ? null : e);
            }

        return changed;
    }

    async Task<int> LookAsync(int shop)
    {
        List<Alert> told = [.. alerts.Alerts(shop).Where(a => a.IsActionable)];
        if (told.Count == 0) return 0;
        var ledger = ledgers.Get(shop);
        if (_seen.TryGetValue(shop, out var sequence) && sequence == ledger.Sequence) return 0;

        var policies = Policies(shop);
        told.RemoveAll(alert => policies.TryGetValue(alert.Rule, out var policy) && policy is null);
        var now = clock.GetUtcNow();
        var changes = AlertRound.Hear(ledger, rule => policies.GetValueOrDefault(rule) ?? default, told, now);
        if (changes.Count > 0 && !await alerts.ChangeAsync(shop, changes, channels.FollowUp, now)) return 0;
        _seen[shop] = ledger.Sequence;
        if (changes.Count > 0) LogHeard(log, changes.Count);
        return changes.Count;
    }

    /// <summary>The value policy of each rule; null for a rule that cannot be: its alerts wait until it is mended.</summary>
    Dictionary<long, ValuePolicy?> Policies(int shop)
    {
        Dictionary<long, ValuePolicy?> policies = [];
        foreach (var rule in schedules.Schedules(shop).Where(s => s.Definition.Alert is not null))
            try
            {
                policies[rule.Id] = rule.Definition.Report.Query().Value;
            }
            catch (Exception e) when (e is FormatException or ReportQueryException)
            {
                policies[rule.Id] = null;
                LogRule(log, rule.Name, e.Message);
            }

        return policies;
    }

    [LoggerMessage(LogLevel.Information, "{Count} alerts ended: an order came, or the customer is gone")]
    static partial void LogHeard(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "Returns to {Shop} cannot be looked for: {Reason}")]
    static partial void LogWaiting(ILogger log, string shop, string reason, Exception? e);

    [LoggerMessage(LogLevel.Error, "Returns cannot be looked for by the rule {Rule}: {Reason}")]
    static partial void LogRule(ILogger log, string rule, string reason);
}
