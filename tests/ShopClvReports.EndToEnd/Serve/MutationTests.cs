using System.Collections.Concurrent;
using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class MutationTests
{
    const int Mutants = 100_000;
    const int Connections = 16;
    const int Seed = 20_261_121;

    /// <summary>After so many mutants a connection sends a sound order.</summary>
    const int BetweenSales = 50;

    [Fact(Timeout = 300_000)]
    public async Task A_hundred_thousand_mutants_crash_nothing_and_cost_no_sound_order()
    {
        using var folder = new UserFolder();
        folder.Environment.Clear();
        folder.Write("shops.json", $$"""
            { "Shops": { "{{UserFolder.Domain}}": { "ClientSecret": "{{UserFolder.Secret}}" }, "{{Mutant.Domain}}": { "ClientSecret": "{{Mutant.Secret}}" } } }
            """);
        await using var server = await folder.ServeAsync("--config", "shops.json");
        var address = await server.ListeningAsync();
        using var sender = new WebhookSender(address, connections: Connections);
        var statuses = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() => SendAsync(connection, address, sender, statuses))));

        Assert.DoesNotContain(statuses, s => s.Key is >= 500 and not 503);
        // It did reach every gate, and most got as far as the reader of bodies.
        Assert.All([200, 400, 401, 405], status => Assert.True(statuses.GetValueOrDefault(status) > Mutants / 500, $"hardly any {status}"));
        Assert.True(statuses[200] > Mutants / 2);
        var metrics = await sender.MetricsAsync();
        Assert.True(metrics["webhooks_quarantined"] > Mutants / 5, "the mutants were understood");
        string[] outcomes = ["stored", "acknowledged", "duplicate", "quarantined", "rejected", "unavailable"];
        Assert.Equal(metrics["webhooks_received"], outcomes.Sum(o => metrics[$"webhooks_{o}"]));
        Assert.DoesNotContain("nhandled", server.Error);

        var report = await folder.ReportAsync();
        var sales = Enumerable.Range(0, Connections).SelectMany(Sales).ToList();
        Assert.Equal(sales.Count, report.Customers.Count);
        Assert.All(sales, sale => Assert.Equal(new CustomerFigures(1, sale.Total), report.Customers[sale.Customer]));
        Assert.Equal(0, (await server.StopAsync()).ExitCode);
    }

    static IEnumerable<Sale> Sales(int connection) =>
        Enumerable.Range(0, Mutants / Connections / BetweenSales).Select(i => new Sale(i * Connections + connection));

    static async Task SendAsync(int connection, Uri address, WebhookSender sender, ConcurrentDictionary<int, int> statuses)
    {
        var random = new Random(Seed + connection);
        using var raw = new RawConnection(address);
        foreach (var sale in Sales(connection))
        {
            for (var i = 0; i < BetweenSales; i++)
            {
                var mutant = Mutant.Of(random);
                if (mutant.HangUp) await raw.HangUpAsync(mutant.Bytes);
                else if (await raw.SendAsync(mutant.Bytes, mutant.Last) is { } status) statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            }

            Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(sale.Body()));
        }
    }
}
