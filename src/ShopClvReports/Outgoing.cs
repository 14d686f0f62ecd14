using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Everything that makes and sends reports, put together from the settings.</summary>
sealed class Outgoing
{
    Outgoing(App app, byte[] linkKey, ILoggerFactory logs)
    {
        var (store, settings, clock) = (app.Store, app.Settings, app.Clock);
        var accounts = ConfiguredAccounts.Of(settings.Channels);
        (Links, AlertLinks) = (new UnsubscribeLinks(linkKey), new AlertLinks(linkKey));
        Channels = new Channels(
            [new EmailChannel(), new SlackChannel(clock), new SheetsChannel(clock), new FilesChannel()],
            store.Schedules, channel => accounts.GetValueOrDefault(channel) ?? []);
        Notices = new OwnerNotices(store.Schedules, Channels, Notify(settings.Outbox.Notify, Channels));
        Privacy = new PrivacyDesk(store, store.Privacy, app.Ledgers, Notices, shop => IsInstalledAsync(app, shop), app.Language, clock);
        Desk = new ScheduleDesk(store.Schedules, Channels, clock);
        Planner = new RunPlanner(store.Schedules, store.Outbox, Notices, clock, logs.CreateLogger<RunPlanner>());
        Alerts = new AlertDesk(store.Alerts, Channels, clock);
        Returns = new ReturnWatch(store, app.Ledgers, store.Alerts, store.Schedules, Channels, clock, logs.CreateLogger<ReturnWatch>());
        Renderer = new RunRenderer(
            store, app.Ledgers, app.Reports, store.Schedules, store.Outbox, store.Alerts, Channels, Notices,
            settings.Serve.PublicUrl is { } url ? (shop, alert, action) => AlertLinks.Make(url, shop, alert.Id, action, clock.GetUtcNow()) : null,
            new RenderOptions { ByteOrderMark = settings.Csv.ByteOrderMark }, clock);
        Dispatcher = new Dispatcher(
            store.Outbox, Renderer, Channels, Notices, new RateLimits(channel => PerMinute(settings.Outbox, channel)), Links, settings.Serve.PublicUrl, clock,
            logs.CreateLogger<Dispatcher>())
        {
            // A command has no log, and whoever typed it must not wait without knowing for what.
            Waiting = logs is NullLoggerFactory ? reason => Console.Error.WriteLine($"shopclv: waiting, Ctrl-C to stop: {reason}") : null,
        };
    }

    public Channels Channels { get; }
    public PrivacyDesk Privacy { get; }
    public OwnerNotices Notices { get; }
    public ScheduleDesk Desk { get; }
    public RunPlanner Planner { get; }
    public RunRenderer Renderer { get; }
    public Dispatcher Dispatcher { get; }
    public UnsubscribeLinks Links { get; }
    public AlertLinks AlertLinks { get; }
    public AlertDesk Alerts { get; }
    public ReturnWatch Returns { get; }

    /// <param name="logs">Null for a command, which says itself what came of it.</param>
    /// <exception cref="SettingsException">A file that the settings name cannot be read, or something in it or in them cannot be.</exception>
    public static async Task<Outgoing> OpenAsync(App app, ILoggerFactory? logs = null)
    {
        var outgoing = new Outgoing(app, await LinkKeyAsync(app.Store.Schedules), logs ?? NullLoggerFactory.Instance);
        await ConfiguredSchedules.AddAsync(app, outgoing.Desk);
        return outgoing;
    }

    /// <summary>Kept with the secrets, so that links still work after those are sealed anew.</summary>
    static async Task<byte[]> LinkKeyAsync(IScheduleStore store)
    {
        const string name = "unsubscribe links";
        const int allShops = 0;
        if (!store.ChannelSettings(allShops, name).ContainsKey("key"))
            await store.SaveChannelSettingsAsync(allShops, name, new Dictionary<string, string> { ["key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        return Convert.FromBase64String(store.ChannelSettings(allShops, name)["key"]);
    }

    static async Task<bool> IsInstalledAsync(App app, Shop shop)
    {
        using var upstream = new Upstream(app);
        return await upstream.Connector.IsInstalledAsync(shop);
    }

    static List<Destination> Notify(string? texts, Channels channels)
    {
        try
        {
            List<Destination> destinations = [.. (texts ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Destination.Parse)];
            foreach (var destination in destinations)
            {
                channels.Check(destination);
                if (!channels.Get(destination.Channel).CarriesNotices) throw new FormatException($"{destination.Channel} cannot carry a message to you; give one that can");
            }

            return destinations;
        }
        catch (FormatException e)
        {
            throw new SettingsException([$"Outbox:Notify: {e.Message}"]);
        }
    }

    static int PerMinute(OutboxSettings settings, string channel) => channel switch
    {
        "email" => settings.EmailPerMinute,
        "slack" => settings.SlackPerMinute,
        "sheets" => settings.SheetsPerMinute,
        _ => 0,
    };
}
