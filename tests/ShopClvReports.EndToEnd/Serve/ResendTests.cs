using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class ResendTests
{
    const int Connections = 64;
    const int Sales = 200;
    const int Versions = 6;

    [Fact]
    public async Task Versions_sent_twice_in_any_order_over_64_connections_leave_the_newest()
    {
        using var folder = new UserFolder();
        await using var server = await folder.ServeAsync();
        using var sender = new WebhookSender(await server.ListeningAsync(), connections: Connections);
        var deliveries = (
            from sale in Enumerable.Range(1, Sales)
            from version in Enumerable.Range(0, Versions)
            from time in Enumerable.Range(0, 2)
            select new Sale(sale).Body(version)).ToArray();
        new Random(64).Shuffle(deliveries);
        await Parallel.ForEachAsync(
            deliveries, new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (body, _) => Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(body, "orders/updated")));

        var report = await folder.ReportAsync();
        Assert.Equal(Sales, report.Customers.Count);
        for (var i = 1; i <= Sales; i++)
            Assert.Equal(new CustomerFigures(1, new Sale(i).Total + Versions - 1), report.Customers[new Sale(i).Customer]);
        var metrics = await sender.MetricsAsync();
        Assert.Equal(deliveries.Length, metrics["webhooks_stored"] + metrics["webhooks_duplicate"]);
    }
}
