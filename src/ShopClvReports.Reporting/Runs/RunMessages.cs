using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Renders what a run says for each of its destinations, and says who is to get it.</summary>
sealed class RunMessages(IScheduleStore schedules, Channels channels)
{
    public async Task<IReadOnlyList<NewDelivery>> RenderAsync(
        Run run, Shop shop, Content content, IReadOnlyList<Destination> destinations, IArtifacts artifacts, CancellationToken cancel)
    {
        var left = run.Schedule is { } schedule && run.Kind != RunKind.Test ? schedules.Unsubscribed(run.Shop, schedule) : [];
        var deliveries = new List<NewDelivery>();
        var reached = new HashSet<string>();
        foreach (var (index, destination) in destinations.Index())
        {
            var channel = channels.Get(destination.Channel);
            var settings = channels.Settings(run.Shop, channel.Name);
            var message = await channel.RenderAsync(new Rendering(run, shop, content, Language(run), destination, index, settings, artifacts), cancel);
            foreach (var recipient in channel.Recipients(destination))
                // A person gets one message however many destinations name them; one folder or sheet may hold several.
                if (reached.Add(channel.CarriesNotices ? $"{channel.Name} {recipient}" : $"{destination} {recipient}"))
                    deliveries.Add(new NewDelivery(
                        destination, recipient, message, left.Contains(recipient, StringComparer.OrdinalIgnoreCase) ? "the recipient asked not to get it any more" : null, Customers(content)));
        }

        return deliveries;
    }

    /// <summary>How many the message and its files speak of.</summary>
    static int Customers(Content content) => content switch
    {
        Content.OfFollowUp of => of.Digest.Customers.Count,
        { Table: { } report } => report.CustomersNamed,
        _ => 0,
    };

    public static Language Language(Run run) => Languages.Parse(run.Definition.Language);
}
