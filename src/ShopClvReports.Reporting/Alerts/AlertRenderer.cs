using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Renders the runs of alert rules. A check's changes and its message are committed together: a crash before leaves neither, a crash
/// after leaves both.
/// </summary>
/// <param name="actionUrl">Where one click in a mail acts on an alert of a shop; null without a public address.</param>
sealed class AlertRenderer(
    Ledgers ledgers, IAlertStore alerts, IOutbox outbox, AlertDigests digests, RunMessages messages, Channels channels, OwnerNotices notices,
    Func<int, Alert, AlertAction, string>? actionUrl, RenderOptions options, TimeProvider clock)
{
    /// <returns>False when the claim was lost, or somebody changed an alert meanwhile.</returns>
    public Task<bool> RenderAsync(Run run, AlertRule rule, Shop shop, Lease lease, CancellationToken cancel) => run switch
    {
        { Kind: RunKind.FollowUp, FollowUp: { } followUp } => FollowUpAsync(run, followUp, shop, lease, cancel),
        { Kind: RunKind.Retold, FollowUp: { } withdrawn } => RetoldAsync(run, withdrawn, shop, lease, cancel),
        { Kind: RunKind.Test } => TestAsync(run, rule, shop, lease, cancel),
        _ => CheckAsync(run, rule, shop, lease, cancel),
    };

    /// <summary>Who the rule would tell of now if it knew nothing yet; nothing is stored or sent.</summary>
    public Task PreviewAsync(Run run, AlertRule rule, Shop shop, Func<Report, IArtifacts> artifacts, CancellationToken cancel)
    {
        var digest = Preview(run, rule, shop);
        return messages.RenderAsync(run, shop, new Content.OfAlerts(digest, null), run.Definition.Destinations, artifacts(digest.Report), cancel);
    }

    async Task<bool> CheckAsync(Run run, AlertRule rule, Shop shop, Lease lease, CancellationToken cancel)
    {
        var (ledger, now, query) = (ledgers.Get(shop.Id), clock.GetUtcNow(), run.Definition.Report.Query());
        var asOf = AsOf.Now(now, shop.TimeZone);
        var guard = DataGuard.Of(ledger, now);
        if (guard.IsSilent) return await HeldAsync(run, shop, guard, lease, now);

        var check = QuietCheck.Compute(ledger, shop, asOf, query, rule);
        IReadOnlyList<AlertChange> Changes() => AlertRound.Check(ledger, query.Value, check, alerts.Alerts(shop.Id, run.Schedule), run.Schedule!.Value, rule, now);
        var changes = Changes();
        // What a message lets people act on must be stored first: it has no number before.
        if (rule.PendingHours == 0 && await alerts.ChangeAsync(shop.Id, [.. changes.Where(c => c.After.Id == 0)], channels.FollowUp, now)) changes = Changes();
        var result = new CheckResult(changes, [notices.DataCameBack(run, shop)], channels.FollowUp);
        List<Alert> told = [.. changes.Where(c => c.Tells).Select(c => c.After)];
        if (told.Count == 0) return await outbox.RenderedAsync(run, lease, "", [], "nobody has gone unusually quiet since the check before", now, result);

        var deliveries = await TellAsync(run, rule, shop, told, cancel);
        return await outbox.RenderedAsync(run, lease, "", deliveries, null, now, result);
    }

    /// <summary>Customers are not quiet when nothing is heard of any of them: the pipe is.</summary>
    Task<bool> HeldAsync(Run run, Shop shop, DataGuard guard, Lease lease, DateTimeOffset now) => outbox.RenderedAsync(
        run, lease, "", [], $"held: no order of anybody since {guard.NewestOrder:u}; orders do not seem to arrive", now,
        new CheckResult([], [notices.DataStopped(run, shop, guard)], channels.FollowUp));

    async Task<bool> TestAsync(Run run, AlertRule rule, Shop shop, Lease lease, CancellationToken cancel)
    {
        var digest = Preview(run, rule, shop);
        var deliveries = await messages.RenderAsync(run, shop, new Content.OfAlerts(digest, null), run.Definition.Destinations, Artifacts(run, digest.Report), cancel);
        return await outbox.RenderedAsync(run, lease, "", deliveries, null, clock.GetUtcNow());
    }

    async Task<bool> RetoldAsync(Run run, FollowUp withdrawn, Shop shop, Lease lease, CancellationToken cancel)
    {
        if (outbox.FindDelivery(withdrawn.Delivery) is not { } original || Firing(run) is not { Count: > 0 } firing)
            return await outbox.RenderedAsync(run, lease, "", [], "everybody it was to tell of has changed", clock.GetUtcNow());
        var deliveries = await TellAsync(run, run.Definition.Alert!, shop, firing, cancel);
        return await outbox.RenderedAsync(run, lease, "", To(original, deliveries), null, clock.GetUtcNow());
    }

    List<Alert> Firing(Run run) => [.. alerts.ToldIn(run.Id).Where(a => a.State == AlertState.Firing)];

    async Task<bool> FollowUpAsync(Run run, FollowUp followUp, Shop shop, Lease lease, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (outbox.FindDelivery(followUp.Delivery) is not { } original) return await outbox.RenderedAsync(run, lease, "", [], "the message it follows is gone", now);
        if (original.State == DeliveryState.Sending) throw new InvalidOperationException("the message it follows is being sent");
        if (original.State is DeliveryState.Pending or DeliveryState.RetryWait) await alerts.WithdrawAsync(original.Id, now);
        if (original.State is not (DeliveryState.Delivered or DeliveryState.Unknown))
            return await outbox.RenderedAsync(run, lease, "", [], "the message it follows did not go out", now);

        var told = alerts.ToldIn(original.Run);
        var digest = digests.Of(run, run.Definition.Alert!, shop, told);
        var returned = digests.Returned(run, shop, [.. told.Where(a => followUp.Returned.Contains(a.Id))]);
        var content = new Content.OfFollowUp(digest, returned, original);
        var deliveries = await messages.RenderAsync(run, shop, content, [original.Destination], Artifacts(run, digest.Report), cancel);
        return await outbox.RenderedAsync(run, lease, "", To(original, deliveries), null, clock.GetUtcNow());
    }

    Task<IReadOnlyList<NewDelivery>> TellAsync(Run run, AlertRule rule, Shop shop, IReadOnlyList<Alert> told, CancellationToken cancel)
    {
        var digest = digests.Of(run, rule, shop, told);
        Func<Alert, AlertAction, string>? url = actionUrl is null ? null : (alert, action) => actionUrl(shop.Id, alert, action);
        return messages.RenderAsync(run, shop, new Content.OfAlerts(digest, url), run.Definition.Destinations, Artifacts(run, digest.Report), cancel);
    }

    AlertDigest Preview(Run run, AlertRule rule, Shop shop)
    {
        var (ledger, now, query) = (ledgers.Get(shop.Id), clock.GetUtcNow(), run.Definition.Report.Query());
        var check = QuietCheck.Compute(ledger, shop, AsOf.Now(now, shop.TimeZone), query, rule);
        var changes = AlertRound.Check(ledger, query.Value, check, [], run.Schedule ?? 0, rule, now);
        return digests.Of(run, rule, shop, [.. changes.Select(c => c.After)]);
    }

    OutboxArtifacts Artifacts(Run run, Report report) => new(outbox, run, report, RunMessages.Language(run), options);

    /// <summary>A message to one of several recipients concerns none of the others.</summary>
    static List<NewDelivery> To(Delivery original, IReadOnlyList<NewDelivery> all) => [.. all.Where(d => d.Recipient == original.Recipient)];
}
