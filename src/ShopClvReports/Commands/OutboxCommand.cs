using System.CommandLine;
using System.Globalization;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Deliveries that are on their way, or never arrived.</summary>
static class OutboxCommand
{
    const int MostListed = 1000;

    static readonly Argument<long> Id = new("DELIVERY") { Description = "Its number, from the list" };

    public static Command Build() => new("outbox", "Deliveries that are on their way, or never arrived") { List(), Retry(), Cancel() };

    static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Those that ended well, too" };
        return SchedulesCommand.With(new Command("list", "What waits, failed, or may have arrived") { all }, (app, _, parsed, _) =>
        {
            var deliveries = app.Store.Outbox.Deliveries(app.Shop().Id, open: !parsed.GetValue(all), MostListed);
            if (deliveries.Count == 0) Console.WriteLine("Nothing waits and nothing failed.");
            foreach (var delivery in deliveries) Console.WriteLine(Say(delivery));
            if (deliveries.Count == MostListed) Console.WriteLine($"The newest {MostListed}; those of an older run: shopclv runs show RUN");
            return Task.FromResult(CommandLine.Fine);
        });
    }

    static Command Retry() => SchedulesCommand.With(
        new Command("retry", "Send a delivery again; one that is unknown may then arrive twice") { Id }, async (app, outgoing, parsed, cancel) =>
        {
            var delivery = Find(app, parsed);
            if (!await app.Store.Outbox.RetryAsync(delivery.Id, app.Clock.GetUtcNow())) throw new UsageException($"delivery {delivery.Id} is {State(delivery)}; there is nothing to retry");
            return RunsCommand.Describe(app, await outgoing.Dispatcher.DriveAsync(delivery.Run, cancel));
        });

    static Command Cancel() => SchedulesCommand.With(new Command("cancel", "Take a waiting delivery out") { Id }, async (app, _, parsed, _) =>
    {
        var delivery = Find(app, parsed);
        if (!await app.Store.Outbox.CancelAsync(delivery.Id, app.Clock.GetUtcNow())) throw new UsageException($"delivery {delivery.Id} is {State(delivery)}; it does not wait");
        Console.WriteLine(Say(Find(app, parsed)));
        return CommandLine.Fine;
    });

    /// <summary>One line of a delivery.</summary>
    public static string Say(Delivery delivery) => VisibleText.OneLine(string.Create(CultureInfo.InvariantCulture,
        $"{delivery.Id}  run {delivery.Run}  {delivery.Destination.Channel} to {delivery.Recipient}  {State(delivery)}{(delivery.State == DeliveryState.RetryWait ? $" until {delivery.NextAt:yyyy-MM-dd HH:mm:ss}Z" : "")}{(delivery.Reason is { } reason ? $"  {reason}" : "")}"), 500);

    static Delivery Find(App app, ParseResult parsed) =>
        app.Store.Outbox.FindDelivery(parsed.GetValue(Id)) is { } found && found.Shop == app.Shop().Id
            ? found
            : throw new UsageException($"there is no delivery {parsed.GetValue(Id)}; see: shopclv outbox list --all");

    static string State(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Pending => "waiting",
        DeliveryState.Sending => "being sent",
        DeliveryState.Delivered => "delivered",
        DeliveryState.RetryWait => "waits for a retry",
        DeliveryState.RejectedTarget => "rejected: the recipient is wrong",
        DeliveryState.RejectedCredential => "rejected: our login is wrong",
        DeliveryState.GaveUp => "given up",
        DeliveryState.Unknown => "unknown: it may have arrived",
        DeliveryState.Superseded => "superseded",
        DeliveryState.Skipped => "skipped",
        DeliveryState.Cancelled => "cancelled",
    };
}
