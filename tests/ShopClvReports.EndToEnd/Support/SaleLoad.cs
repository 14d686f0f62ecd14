using System.Collections.Concurrent;
using System.Net;

namespace ShopClvReports.EndToEnd;

/// <summary>Many connections that send one sale after another, and what became of each.</summary>
sealed class SaleLoad
{
    public const int Connections = 16;

    readonly ConcurrentDictionary<int, bool> _sent = new();
    int _last;

    /// <summary>Sales answered with 200.</summary>
    public IReadOnlyList<Sale> Acknowledged => [.. _sent.Where(s => s.Value).Select(s => new Sale(s.Key))];

    /// <summary>Sales sent that got no answer, or 503.</summary>
    public IReadOnlyList<Sale> Unanswered => [.. _sent.Where(s => !s.Value).Select(s => new Sale(s.Key))];

    /// <summary>Sends until the server is gone.</summary>
    /// <param name="first">So many are acknowledged before <paramref name="then"/> is done to the server.</param>
    public async Task RunAsync(Uri address, int first, Func<Task> then)
    {
        using var sender = new WebhookSender(address, connections: Connections);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acknowledged = 0;
        var senders = Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (await SendAsync(sender, new Sale(Interlocked.Increment(ref _last))))
                if (Interlocked.Increment(ref acknowledged) == first) enough.SetResult();
        })).ToList();
        var all = Task.WhenAll(senders);
        await Task.WhenAny(enough.Task, all);
        Assert.True(enough.Task.IsCompleted, "the server went away by itself");
        await then();
        await all;
    }

    /// <summary>Sends what got no answer again, as Shopify does.</summary>
    public async Task ResendAsync(Uri address)
    {
        using var sender = new WebhookSender(address, connections: Connections);
        await Parallel.ForEachAsync(
            Unanswered, new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (sale, _) => Assert.True(await SendAsync(sender, sale), $"sale {sale.Number} was refused"));
    }

    /// <returns>Whether the server is still there.</returns>
    async Task<bool> SendAsync(WebhookSender sender, Sale sale)
    {
        _sent[sale.Number] = false;
        try
        {
            var status = await sender.StatusAsync(sale.Body());
            if (status is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable)) Assert.Fail($"sale {sale.Number} was answered {status}");
            _sent[sale.Number] = status == HttpStatusCode.OK;
            return status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Every acknowledged sale is in the report once with its own amount, and nothing that was never sent.</summary>
    public void AssertKept(ClvFigures report)
    {
        foreach (var sale in Acknowledged)
            Assert.True(report.Customers.ContainsKey(sale.Customer), $"sale {sale.Number} was acknowledged and is lost");
        foreach (var sale in Acknowledged.Concat(Unanswered))
            if (report.Customers.TryGetValue(sale.Customer, out var found)) Assert.Equal(new CustomerFigures(1, sale.Total), found);
        Assert.Empty(report.Customers.Keys.Except(_sent.Keys.Select(number => new Sale(number).Customer)));
    }
}
