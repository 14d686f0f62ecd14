using System.Globalization;
using System.Security.Cryptography;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Makes a run's report, its files and its messages, and puts the deliveries into the outbox. Sends nothing.</summary>
/// <param name="actionUrl">Where one click in a mail acts on an alert of a shop; null without a public address.</param>
public sealed class RunRenderer(
    IStore store, Ledgers ledgers, ReportSources sources, IScheduleStore schedules, IOutbox outbox, IAlertStore alerts, Channels channels, OwnerNotices notices,
    Func<int, Alert, AlertAction, string>? actionUrl, RenderOptions options, TimeProvider clock)
{
    /// <summary>Customers that count as the top when movers are told.</summary>
    const int Top = 10;

    const string StandingsName = "standings.txt";

    static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    readonly RunMessages _messages = new(schedules, channels);

    AlertRenderer Alerts => field ??= new AlertRenderer(
        ledgers, alerts, outbox, new AlertDigests(store, ledgers, clock), _messages, channels, notices, actionUrl, options, clock);

    /// <returns>False when the claim was lost.</returns>
    /// <exception cref="FormatException">The definition asks for something that cannot be.</exception>
    public Task<bool> RenderAsync(Run run, Lease lease, CancellationToken cancel)
    {
        var shop = store.Shops().Single(s => s.Shop.Id == run.Shop);
        return run switch
        {
            { Notice: { } notice } => NoticeAsync(run, notice, shop.Shop, lease, cancel),
            { Definition.Alert: { } rule } => Alerts.RenderAsync(run, rule, shop.Shop, lease, cancel),
            _ => ReportAsync(run, shop, lease, cancel),
        };
    }

    /// <summary>Renders all that a schedule would send now into a place of one's own; nothing is stored or sent.</summary>
    public async Task PreviewAsync(Schedule schedule, Func<Report, IArtifacts> artifacts, CancellationToken cancel)
    {
        var shop = store.Shops().Single(s => s.Shop.Id == schedule.Shop);
        var now = clock.GetUtcNow();
        var run = new Run(schedule.Shop, 0, schedule.Id, schedule.Name, RunKind.Manual, now, 0, RunState.Rendering, null, schedule.Definition, null, now, null);
        if (schedule.Definition.Alert is { } rule)
        {
            await Alerts.PreviewAsync(run, rule, shop.Shop, artifacts, cancel);
            return;
        }

        var (report, whole) = Build(run, shop.Shop);
        var last = outbox.LastSent(run with { Id = long.MaxValue });
        await _messages.RenderAsync(run, shop.Shop, new Content.OfReport(report, Movers(last?.Run, whole)), run.Definition.Destinations, artifacts(report), cancel);
    }

    /// <summary>Goes one way; the others wait for it to fail.</summary>
    async Task<bool> NoticeAsync(Run run, Notice notice, Shop shop, Lease lease, CancellationToken cancel)
    {
        var language = RunMessages.Language(run);
        var artifacts = new OutboxArtifacts(outbox, run, null, language, options);
        var deliveries = await _messages.RenderAsync(run, shop, new Content.OfNotice(notice), [run.Definition.Destinations[0]], artifacts, cancel);
        return await outbox.RenderedAsync(run, lease, "", deliveries, null, clock.GetUtcNow());
    }

    async Task<bool> ReportAsync(Run run, StoredShop shop, Lease lease, CancellationToken cancel)
    {
        var (report, whole) = Build(run, shop.Shop);
        var standings = report.Kind.ListsCustomers() ? Standings.Of(whole) : null;
        var fingerprint = standings is null ? await FingerprintAsync(whole, cancel) : await FingerprintAsync(standings, cancel);
        var last = outbox.LastSent(run);
        if (Withheld(run, shop, report, fingerprint, last) is { } reason) return await outbox.RenderedAsync(run, lease, fingerprint, [], reason, clock.GetUtcNow());

        var artifacts = new OutboxArtifacts(outbox, run, report, RunMessages.Language(run), options);
        if (standings is not null) await artifacts.WriteAsync(StandingsName, "text/plain; charset=utf-8", stream => StandingsFile.WriteAsync(standings, stream, cancel), cancel);
        var deliveries = await _messages.RenderAsync(run, shop.Shop, new Content.OfReport(report, Movers(last?.Run, whole), StillQuiet(run, shop.Shop, last?.Run)), run.Definition.Destinations, artifacts, cancel);
        return await outbox.RenderedAsync(run, lease, fingerprint, deliveries, null, clock.GetUtcNow());
    }

    /// <returns>What is shown; and everybody it speaks of by what they spent, whatever is shown, for comparing runs.</returns>
    (Report Shown, Report Whole) Build(Run run, Shop shop)
    {
        var (request, source) = (run.Definition.Report, sources.Of(shop, AsOf.Now(run.ScheduledAt, shop.TimeZone)));
        var whole = (request with { Columns = null, Sort = null, Top = null, Own = null }).Build(source);
        return (request is { Columns: null, Sort: null, Top: null, Own: null } ? whole : request.Build(source), whole);
    }

    /// <returns>Why it is not sent; null when it is.</returns>
    static string? Withheld(Run run, StoredShop shop, Report report, string fingerprint, (Run Run, string Fingerprint)? last) => run.Definition.Condition switch
    {
        SendCondition.Always => null,
        SendCondition.WithRows => report.Sections.Any(s => s.Rows.Length > 0) ? null : "the report lists nobody",
        SendCondition.WhenChanged => last?.Fingerprint == fingerprint ? $"nothing has changed since the report of {last.Value.Run.ScheduledAt:u}" : null,
        SendCondition.WhenFresh => shop.LastWebhookAt is { } at && (at >= run.ScheduledAt - Fresh || at >= last?.Run.ScheduledAt)
            ? null
            : $"the shop was last heard from {(shop.LastWebhookAt is { } heard ? $"at {heard:u}" : "never")}; the data are not fresh",
    };

    /// <summary>In the first report of each week: a reminder, instead of telling of each again and again.</summary>
    StillQuiet? StillQuiet(Run run, Shop shop, Run? last)
    {
        int Week(DateTimeOffset at) => ISOWeek.GetYear(Local(at)) * 100 + ISOWeek.GetWeekOfYear(Local(at));
        DateTime Local(DateTimeOffset at) => ScheduleTimes.Local(run.Definition.TimeZone, at).DateTime;
        return last is not null && Week(last.ScheduledAt) == Week(run.ScheduledAt)
            ? null
            : Reporting.StillQuiet.Of(ledgers.Get(shop.Id), shop, AsOf.Now(run.ScheduledAt, shop.TimeZone), alerts.Alerts(shop.Id));
    }

    IReadOnlyList<Movers> Movers(Run? previous, Report report)
    {
        if (previous is null || !report.Kind.ListsCustomers() || previous.Definition.Report.Kind != report.Kind.Name() || outbox.Artifacts(previous.Id).FirstOrDefault(a => a.Name == StandingsName) is not { } artifact) return [];
        using var stream = new ArtifactStream(outbox, previous.Id, artifact);
        return Analytics.Movers.Between(StandingsFile.Read(stream), report, Top);
    }

    /// <summary>The same as long as the rows are, but for the days that have gone by.</summary>
    static async Task<string> FingerprintAsync(Report report, CancellationToken cancel)
    {
        using var hash = SHA256.Create();
        var lasting = report with { Sections = [.. report.Sections.Select(s => s with { Columns = [.. s.Columns.Where(c => c.Key != "average_days_since")] })] };
        await using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            await ReportRenderer.WriteAsync(lasting, ReportFormat.Csv, Language.En, stream, cancel: cancel);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>The same as long as who is in, and what they spent, are the same, whatever the day.</summary>
    static async Task<string> FingerprintAsync(Standings standings, CancellationToken cancel)
    {
        using var hash = SHA256.Create();
        await using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            await StandingsFile.WriteAsync(standings with { Day = default }, stream, cancel);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
