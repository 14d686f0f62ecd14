using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>
/// The real program killed at each of its writes to the far side, before and after that was answered. Whoever takes over must lose
/// nothing, and may only leave open what the dead one had handed over.
/// </summary>
public sealed class SuddenEndTests
{
    /// <summary>Writes that a test goes through at most; each channel needs fewer.</summary>
    const int Most = 40;

    [Fact]
    public async Task A_mail_arrives_once_or_is_known_to_be_unknown_wherever_the_program_dies()
    {
        var states = await KilledEverywhereAsync(async (stopAt, passOn) =>
        {
            await using var server = new SmtpServer();
            await using var proxy = new BreakingProxy(server.Port, stopAt, passOn);
            var (died, delivery) = await KilledAsync(
                proxy, "email", "email:jan@example.nl?attach=none", server.Settings(("port", Port(proxy)), ("security", "none")), server.Settings(("security", "none")));
            Assert.InRange(server.Messages.Count, delivery.State == DeliveryState.Delivered ? 1 : 0, 1);
            return (died, delivery.State);
        });
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Unknown], states);
    }

    [Fact]
    public async Task A_slack_message_is_posted_once_or_known_to_be_unknown_wherever_the_program_dies()
    {
        var states = await KilledEverywhereAsync(async (stopAt, passOn) =>
        {
            await using var slack = await FakeSlack.StartAsync();
            await using var proxy = new BreakingProxy(new Uri(slack.Base).Port, stopAt, passOn);
            var through = new Dictionary<string, string>(slack.Settings) { ["base_url"] = $"http://127.0.0.1:{Port(proxy)}/api/" };
            var (died, delivery) = await KilledAsync(proxy, "slack", "slack:#sales", through, slack.Settings);
            Assert.InRange(slack.Messages.Count, delivery.State == DeliveryState.Delivered ? 1 : 0, 1);
            return (died, delivery.State);
        });
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Unknown], states);
    }

    [Fact]
    public async Task A_sheet_holds_the_whole_report_once_wherever_the_program_dies()
    {
        string? whole = null;
        var states = await KilledEverywhereAsync(async (stopAt, passOn) =>
        {
            await using var sheets = await SheetsServer.StartAsync(atAnyTime: true);
            await using var proxy = new BreakingProxy(new Uri(sheets.Url).Port, stopAt, passOn);
            Dictionary<string, string> Settings(string url) => new() { ["key_json"] = sheets.KeyJson(), ["base_url"] = url };
            var (died, delivery) = await KilledAsync(
                proxy, "sheets", $"sheets:{SheetsServer.Id}?tab=Klanten", Settings($"http://127.0.0.1:{Port(proxy)}/"), Settings(sheets.Url));
            Assert.True(delivery.State == DeliveryState.Delivered, $"killed at {stopAt}: {delivery.State} {delivery.Reason}");
            Assert.Equal(sheets.Spreadsheet.Tabs.Count(t => !t.Hidden), sheets.Spreadsheet.Tabs.Count);
            // But for the minute it speaks for.
            var view = Regex.Replace(sheets.Spreadsheet.View, @"\b\d\d:\d\d\b", "07:00");
            Assert.Equal(whole ??= view, view);
            Assert.Contains("Klant 11", whole);
            return (died, delivery.State);
        });
        Assert.Equal([DeliveryState.Delivered], states);
    }

    static string Port(BreakingProxy proxy) => proxy.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <returns>The states that deliveries came to, each once.</returns>
    static async Task<IEnumerable<DeliveryState>> KilledEverywhereAsync(Func<int, bool, Task<(bool Died, DeliveryState State)>> kill)
    {
        var states = new SortedSet<DeliveryState>();
        foreach (var passOn in new[] { false, true })
        {
            var stopAt = 1;
            for (; stopAt < Most; stopAt++)
            {
                var (died, state) = await kill(stopAt, passOn);
                states.Add(state);
                if (!died) break;
            }

            Assert.InRange(stopAt, 3, Most - 1);
        }

        return states;
    }

    /// <summary>Runs a schedule in the program, kills it where the proxy stops, and lets another take over when the lease is over.</summary>
    static async Task<(bool Died, Delivery Delivery)> KilledAsync(
        BreakingProxy proxy, string channel, string destination, Dictionary<string, string> through, Dictionary<string, string> afterwards)
    {
        using var data = new DataDirectory();
        long schedule;
        int shop;
        await using (var store = data.Open())
        {
            shop = (await store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null)).Id;
            await store.ImportAsync(shop, [new Analytics.OrderSeen(Some.Order(1, 11), [], Some.Customer(11, "Klant 11"))], []);
            await store.Schedules.SaveChannelSettingsAsync(shop, channel, through);
            schedule = (await store.Schedules.SaveScheduleAsync(
                shop, "weekly", SomeRun.Definition with { Destinations = [Destination.Parse(destination)] }, DateTimeOffset.UtcNow)).Id;
        }

        var died = await RunAndKillAsync(data.Folder, proxy);
        await using (var store = data.Open())
        {
            await store.Schedules.SaveChannelSettingsAsync(shop, channel, afterwards);
            var run = store.Outbox.Runs(shop, schedule: schedule).Single();
            run = await Successor(store).DriveAsync(run.Id, CancellationToken.None);
            return (died, store.Outbox.DeliveriesOf(run.Id).Single());
        }
    }

    /// <returns>False when it came to its end unharmed.</returns>
    static async Task<bool> RunAndKillAsync(string folder, BreakingProxy proxy)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Settings).Assembly.Location, "schedules", "run", "weekly", "--data", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SHOPCLV__Secrets__Key"] = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        using var program = Process.Start(start)!;
        var exit = program.WaitForExitAsync();
        var reached = await Task.WhenAny(exit, proxy.Reached).WaitAsync(TimeSpan.FromMinutes(2)) == proxy.Reached;
        program.Kill();
        await exit;
        return reached;
    }

    /// <summary>Another process, at a time when the dead one's leases are over.</summary>
    static Dispatcher Successor(SqliteStore store)
    {
        var clock = new SetClock(DateTimeOffset.UtcNow.AddMinutes(2));
        var channels = new Channels([new EmailChannel(), new SlackChannel(clock), new SheetsChannel(clock)], store.Schedules, _ => new Dictionary<string, string>());
        var notices = new OwnerNotices(store.Schedules, channels, []);
        var ledgers = new Ledgers(store, 1 << 30);
        var renderer = new RunRenderer(store, ledgers, new ReportSources(ledgers, store, store.Spend, _ => ShopTerms.Unsaid), store.Schedules, store.Outbox, store.Alerts, channels, notices, null, new RenderOptions(), clock);
        return new Dispatcher(
            store.Outbox, renderer, channels, notices, new RateLimits(_ => 0), new UnsubscribeLinks(new byte[32]), null, clock, NullLogger<Dispatcher>.Instance);
    }
}
