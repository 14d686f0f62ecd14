using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// What the owner hears of the outbox, once when something finally failed and once when it works again, through a channel that is
/// not the one that failed.
/// </summary>
/// <param name="owner">Where the owner wants to hear it; empty for wherever reports of the shop go.</param>
public sealed class OwnerNotices(IScheduleStore schedules, Channels channels, IReadOnlyList<Destination> owner)
{
    const string DataTrouble = "orders";

    /// <summary>What settling a delivery means for the owner.</summary>
    public IReadOnlyList<Telling> Of(Run run, Delivery delivery, Settlement settlement) => (run.Kind, settlement.State) switch
    {
        // Somebody is looking at a test.
        (RunKind.Test, _) => [],
        (_, DeliveryState.Pending or DeliveryState.RetryWait or DeliveryState.Sending) => [],
        (RunKind.Notice, DeliveryState.Delivered) => [],
        (RunKind.Notice, _) => Elsewhere(run),
        (_, DeliveryState.Delivered) => [.. Troubles(run, delivery).Select(trouble => new Telling(run.Shop, trouble, Ends: true, Recovered(run, delivery)))],
        _ => [Failed(run, delivery, settlement.State, settlement.Outcome.Reply)],
    };

    /// <summary>A later run takes the place of a delivery that failed and still waited.</summary>
    public Telling? OfSuperseded(Run run, Delivery delivery) => Failed(run, delivery, DeliveryState.Superseded, delivery.Reason ?? "");

    /// <summary>The report itself could not be made.</summary>
    public Telling OfRendering(Run run, string reason)
    {
        var words = Words(run);
        return new Telling(run.Shop, $"report {run.Schedule}", Ends: false, NewNotice(
            run, new Notice(words.FailedTitle(run.Name), [words.NotMade(run.Name, At(run), reason), words.Once]), Candidates(run.Shop, run.Definition)));
    }

    /// <summary>A check finds that the shop is silent as a whole.</summary>
    public Telling DataStopped(Run run, Shop shop, DataGuard guard)
    {
        var words = Words(run);
        var hours = Math.Ceiling(guard.Allowed!.Value.TotalHours).ToString(CultureInfo.InvariantCulture);
        return new Telling(run.Shop, DataTrouble, Ends: false, NewNotice(
            run, new Notice(words.DataStoppedTitle(shop.Domain), [words.DataStopped(At(run, guard.NewestOrder!.Value), hours, run.Name), words.DataCheck, words.Once]),
            Candidates(run.Shop, run.Definition)));
    }

    /// <summary>A check finds that orders arrive.</summary>
    public Telling DataCameBack(Run run, Shop shop)
    {
        var words = Words(run);
        return new Telling(run.Shop, DataTrouble, Ends: true, NewNotice(
            run, new Notice(words.DataCameBackTitle(shop.Domain), [words.DataCameBack]), Candidates(run.Shop, run.Definition)));
    }

    /// <summary>Something of the shop that is no report's, such as a connection that was lost.</summary>
    /// <param name="trouble">Told once for as long as it lasts; null to tell it in any case.</param>
    public Telling OfShop(Shop shop, string? trouble, bool ends, Notice notice, Language language, DateTimeOffset now)
    {
        var definition = new ScheduleDefinition(
            new ReportRequest(), language.Tag(), new DailyTiming(default), shop.TimeZone.Id, []);
        var ways = Candidates(shop.Id, definition).ToList();
        return new Telling(shop.Id, trouble, ends, ways.Count == 0
            ? null
            : new NewRun(shop.Id, null, shop.Domain, RunKind.Notice, now, 0, definition with { Destinations = ways }, notice));
    }

    static string[] Troubles(Run run, Delivery delivery) =>
        [Login(delivery), $"{delivery.Destination} to {delivery.Recipient}", $"report {run.Schedule}"];

    static string Login(Delivery delivery) => $"{delivery.Destination.Channel} login";

    Telling Failed(Run run, Delivery delivery, DeliveryState state, string reply)
    {
        var words = Words(run);
        var channel = delivery.Destination.Channel;
        List<string> lines = [words.Failed(run.Name, At(run), channel, delivery.Recipient)];
        if (reply.Length > 0) lines.Add(words.Reply(VisibleText.OneLine(reply, 500)));
        lines.Add(state switch
        {
            DeliveryState.RejectedTarget => words.BadTarget,
            DeliveryState.RejectedCredential => words.BadCredential(channel),
            DeliveryState.Unknown => words.Unknown,
            DeliveryState.Superseded => words.Superseded,
            _ => words.GaveUp(RetryPlan.Tries.ToString(CultureInfo.InvariantCulture)),
        });
        if (state != DeliveryState.Superseded) lines.Add(words.HowToRetry(delivery.Id.ToString(CultureInfo.InvariantCulture)));
        lines.Add(words.Once);
        var credential = state == DeliveryState.RejectedCredential;
        var ways = Candidates(run.Shop, run.Definition).Where(d => credential ? d.Channel != channel : d != delivery.Destination);
        return new Telling(
            run.Shop, credential ? Login(delivery) : $"{delivery.Destination} to {delivery.Recipient}", Ends: false,
            NewNotice(run, new Notice(words.FailedTitle(run.Name), lines), ways));
    }

    NewRun? Recovered(Run run, Delivery delivery)
    {
        var words = Words(run);
        return NewNotice(
            run, new Notice(words.RecoveredTitle(run.Name), [words.Recovered(run.Name, At(run), delivery.Destination.Channel, delivery.Recipient)]),
            Candidates(run.Shop, run.Definition));
    }

    /// <summary>A notice that could not go one way goes the next.</summary>
    static IReadOnlyList<Telling> Elsewhere(Run run) => NewNotice(run, run.Notice!, run.Definition.Destinations.Skip(1)) is { } next
        ? [new Telling(run.Shop, null, Ends: false, next)]
        : [];

    /// <summary>Ways to the owner, best first, another channel than the last before another address of the same.</summary>
    IEnumerable<Destination> Candidates(int shop, ScheduleDefinition definition) =>
        (owner.Count > 0 ? owner : [.. definition.Destinations, .. schedules.Schedules(shop).SelectMany(s => s.Definition.Destinations)])
        .Where(d => channels.All.Any(c => c.Name == d.Channel && c.CarriesNotices)).Distinct();

    static NewRun? NewNotice(Run run, Notice notice, IEnumerable<Destination> ways) => ways.ToList() is { Count: > 0 } some
        ? new NewRun(run.Shop, null, run.Name, RunKind.Notice, run.ScheduledAt, 0, run.Definition with { Destinations = some }, notice)
        : null;

    static NoticeWords Words(Run run) => NoticeWords.Of(RunMessages.Language(run));

    static string At(Run run) => At(run, run.ScheduledAt);

    static string At(Run run, DateTimeOffset at) => ScheduleTimes.Local(run.Definition.TimeZone, at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
