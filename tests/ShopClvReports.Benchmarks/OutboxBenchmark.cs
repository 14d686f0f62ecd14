using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>
/// One report of many customers rendered and put into the outbox for every channel, with the most memory it took; and many small
/// reports delivered as files.
/// </summary>
static class OutboxBenchmark
{
    /// <summary>Destinations of one schedule: many for a person, few for a benchmark.</summary>
    const int EachRun = 50;

    public static async Task<int> RunAsync(string[] args)
    {
        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 250_000;
        var deliveries = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000;
        var directory = Directory.CreateTempSubdirectory("shopclv-outbox-");
        try
        {
            await RenderAsync(Path.Combine(directory.FullName, "large"), customers);
            await DeliverAsync(Path.Combine(directory.FullName, "small"), deliveries);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task RenderAsync(string folder, int customers)
    {
        await using var shop = await Bench.OpenAsync(folder);
        foreach (var batch in History.Orders(customers * 4, customers).Chunk(20_000)) await shop.Store.ImportAsync(shop.Shop.Id, batch, []);
        var run = await shop.PlanAsync("email:a@example.nl", "slack:#a", "sheets:1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", $"files:{folder}/out?formats=csv,xlsx,html,json");
        GC.Collect();
        var before = Environment.WorkingSet;
        var start = Stopwatch.GetTimestamp();
        using var peak = new Peak();
        var lease = new Lease("bench/1", DateTimeOffset.MaxValue);
        await shop.Store.Outbox.ClaimRunAsync(lease, DateTimeOffset.UtcNow.AddMinutes(1));
        if (!await shop.Renderer.RenderAsync(run, lease, CancellationToken.None)) throw new InvalidOperationException("the claim was lost");
        var took = Stopwatch.GetElapsedTime(start);
        var artifacts = shop.Store.Outbox.Artifacts(run.Id);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{customers} customers rendered for every channel in {took.TotalSeconds:F1} s, {artifacts.Sum(a => a.Bytes) / 1e6:F0} MB of artifacts; managed memory at most {peak.Managed / 1e6:F0} MB, resident {before / 1e6:F0} MB before and at most {peak.Resident / 1e6:F0} MB"));
        foreach (var artifact in artifacts) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {artifact.Name,-16} {artifact.Bytes / 1e6,8:F1} MB"));
    }

    static async Task DeliverAsync(string folder, int deliveries)
    {
        await using var shop = await Bench.OpenAsync(folder);
        foreach (var batch in History.Orders(200, 50).Chunk(20_000)) await shop.Store.ImportAsync(shop.Shop.Id, batch, []);
        var start = Stopwatch.GetTimestamp();
        Run last = null!;
        for (var i = 0; i < deliveries; i += EachRun)
        {
            last = await shop.PlanAsync([.. Enumerable.Range(i, Math.Min(EachRun, deliveries - i)).Select(n => $"files:{folder}/out/{n}?formats=csv")]);
            var lease = new Lease($"bench/{i}", DateTimeOffset.MaxValue);
            await shop.Store.Outbox.ClaimRunAsync(lease, DateTimeOffset.UtcNow.AddMinutes(1));
            await shop.Renderer.RenderAsync(last, lease, CancellationToken.None);
        }

        var rendered = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var done = await shop.Dispatcher.DriveAsync(last.Id, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start);
        var files = Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.csv", SearchOption.AllDirectories).Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{deliveries} file deliveries {done.State}, {files} files: rendered in {rendered.TotalSeconds:F1} s, sent in {took.TotalSeconds:F1} s, {deliveries / took.TotalMinutes:F0} a minute"));
    }

    /// <summary>A store with one shop and the outbox over it.</summary>
    sealed class Bench : IAsyncDisposable
    {
        Bench(SqliteStore store, Shop shop)
        {
            (Store, Shop) = (store, shop);
            var channels = new Channels(
                [new EmailChannel(), new SlackChannel(TimeProvider.System), new SheetsChannel(TimeProvider.System), new FilesChannel()], store.Schedules, _ => new Dictionary<string, string>());
            var notices = new OwnerNotices(store.Schedules, channels, []);
            var ledgers = new Ledgers(store, 1L << 31);
            Renderer = new RunRenderer(
                store, ledgers, new ReportSources(ledgers, store, store.Spend, _ => ShopTerms.Unsaid), store.Schedules, store.Outbox, store.Alerts, channels, notices, null, new RenderOptions(), TimeProvider.System);
            Dispatcher = new Dispatcher(
                store.Outbox, Renderer, channels, notices, new RateLimits(_ => 0), new UnsubscribeLinks(new byte[32]), null, TimeProvider.System, NullLogger<Dispatcher>.Instance);
        }

        public SqliteStore Store { get; }
        public Shop Shop { get; }
        public RunRenderer Renderer { get; }
        public Dispatcher Dispatcher { get; }

        public static async Task<Bench> OpenAsync(string folder)
        {
            var store = SqliteStore.Open(folder, new SecretBox(new byte[32]), new SqliteOptions(), TimeProvider.System);
            return new Bench(store, await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null));
        }

        public async Task<Run> PlanAsync(params string[] destinations)
        {
            var definition = new ScheduleDefinition(
                new ReportRequest(), "en", new DailyTiming(new TimeOnly(7, 0)), "Europe/Amsterdam", [.. destinations.Select(Destination.Parse)]);
            var schedule = await Store.Schedules.SaveScheduleAsync(Shop.Id, "bench", definition, DateTimeOffset.UtcNow);
            return (await Store.Outbox.PlanAsync(new NewRun(Shop.Id, schedule.Id, "bench", RunKind.Manual, DateTimeOffset.UtcNow, 0, definition), DateTimeOffset.UtcNow))!;
        }

        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }

    /// <summary>The most memory seen, looked at every 20 ms.</summary>
    sealed class Peak : IDisposable
    {
        readonly Timer _timer;

        public Peak() => _timer = new Timer(_ => (Managed, Resident) = (Math.Max(Managed, GC.GetTotalMemory(false)), Math.Max(Resident, Environment.WorkingSet)), null, 0, 20);

        public long Managed { get; private set; }
        public long Resident { get; private set; }

        public void Dispose() => _timer.Dispose();
    }
}
