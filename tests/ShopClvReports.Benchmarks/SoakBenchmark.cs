using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;
using ShopClvReports.Tests;

namespace ShopClvReports.Benchmarks;

/// <summary>
/// A served process takes the webhooks of a random trade over HTTP: 1 % are lost, 5 % come twice, all in disorder, and the process is
/// killed in the middle of it now and then. Reconciled, every customer must be as at Shopify, to the cent. Each thing that happens in
/// the shop leads to two webhooks or so.
/// </summary>
static class SoakBenchmark
{
    const int MostNights = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var actions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var kills = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        var clock = new LeapClock(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
        await using var shopify = await FakeShopify.StartAsync(clock);
        var shop = shopify.AddShop(IngestBenchmark.Domain);
        shop.Secret = IngestBenchmark.Secret;
        var directory = Directory.CreateTempSubdirectory("shopclv-soak-");
        try
        {
            var port = IngestBenchmark.FreePort();
            var soak = new Soak(shop, clock, $"http://127.0.0.1:{port}{WebhookReceiver.Path}", seed: 1);
            await FeedAsync(soak, shop, actions, kills, directory.FullName, port);
            return await ReconcileAsync(soak, shopify, shop, clock, directory.FullName) ? 0 : 1;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task FeedAsync(Soak soak, FakeShop shop, int actions, int kills, string directory, int port)
    {
        var server = await IngestBenchmark.StartAsync(directory, port);
        try
        {
            var start = Stopwatch.GetTimestamp();
            var sent = await soak.RunAsync(actions, kills, async () =>
            {
                await KillAsync(server);
                server = await IngestBenchmark.StartAsync(directory, port);
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{actions} things happened to {shop.Orders.Count} orders of {shop.Customers.Count} customers: {sent} webhooks in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, the process killed {kills} times, {shop.Subscriptions.Count} of {WebhookSubscriptions.Topics.Count} subscriptions left"));
        }
        finally
        {
            await KillAsync(server);
        }
    }

    static async Task KillAsync(Process server)
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    /// <returns>Whether nothing differs any more.</returns>
    static async Task<bool> ReconcileAsync(Soak soak, FakeShopify shopify, FakeShop shop, LeapClock clock, string directory)
    {
        await using var store = SqliteStore.Open(directory, SecretBox.FromFile(Path.Combine(directory, "secret.key")), new SqliteOptions(), clock);
        using var http = new HttpClient();
        var ours = store.Shops().Single().Shop;
        var ledgers = new Ledgers(store, 1 << 30);
        Console.WriteLine($"customers that differ: {soak.Differences(ledgers.Get(ours.Id)).Count}");
        await store.Connections.SaveAsync(new Connection(ours.Id, new AccessToken(shop.Token), shop.Name, [.. shop.Scopes], clock.GetUtcNow()));
        var admin = new AdminClient(http, new AdminApi(shopify.Url), new AccessTokens(store.Connections, null, clock), clock, NullLogger<AdminClient>.Instance);
        for (var night = 1; night <= MostNights; night++)
        {
            var start = Stopwatch.GetTimestamp();
            var before = shop.Calls.Count;
            var result = await new ReconcileRun(admin, store, ledgers, clock).RunAsync(ours, new ReconcileScope(), CancellationToken.None);
            var differences = soak.Differences(ledgers.Get(ours.Id));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"night {night}: {shop.Calls.Count - before} requests in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s; customers that differ: {differences.Count}; it says {result.Differ} differ, {result.Unexplained} unexplained"));
            foreach (var difference in differences.Take(5)) Console.WriteLine($"  {difference}");
            if (differences.Count == 0) return true;
            clock.Move(TimeSpan.FromDays(1));
        }

        return false;
    }
}
