using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class FailingStoreTests
{
    /// <summary>Far more than fit on the small disk.</summary>
    const int More = 20_000;

    [SmallDiskFact]
    public async Task A_full_disk_is_answered_503_until_there_is_space_and_loses_nothing()
    {
        using var folder = new UserFolder();
        using var disk = SmallDisk.Mount(folder.PathOf("data"))!;
        await using var server = await folder.ServeAsync();
        using var sender = new WebhookSender(await server.ListeningAsync());
        for (var i = 0; i < 100; i++) Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(i).Body()));

        disk.Fill();
        var taken = await TakenAsync(sender, 100);
        for (var i = taken; i < taken + 20; i++) await AssertRetryLaterAsync(sender, new Sale(i));

        disk.Free();
        for (var i = taken; i < taken + 200; i++) Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(i).Body()));
        var report = await folder.ReportAsync();
        Assert.Equal(taken + 200, report.Customers.Count);
        for (var i = 0; i < taken + 200; i++) Assert.Equal(new CustomerFigures(1, new Sale(i).Total), report.Customers[new Sale(i).Customer]);
        Assert.Contains("the disk of", server.Error);
        Assert.Contains("Integrity   ok", (await folder.RunAsync("check")).Fine());
    }

    [Fact]
    public async Task A_file_locked_by_another_program_is_answered_503_and_then_taken_again()
    {
        using var folder = new UserFolder();
        await using var server = await folder.ServeAsync();
        using var sender = new WebhookSender(await server.ListeningAsync());
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(1).Body()));
        using (var other = OtherProgram.Open(folder.Database))
        {
            other.Run("BEGIN EXCLUSIVE");
            await Task.WhenAll(Enumerable.Range(2, 10).Select(i => AssertRetryLaterAsync(sender, new Sale(i))));
            other.Run("ROLLBACK");
        }

        for (var i = 2; i < 12; i++) Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(i).Body()));
        Assert.Equal(11, (await folder.ReportAsync()).Total.Orders);
        Assert.Contains("locked by another process", server.Error);
        Assert.Equal(10, (await sender.MetricsAsync())["webhooks_unavailable"]);
    }

    /// <summary>Sends one sale after another until one is not taken: what the log has allocated already is used up first.</summary>
    /// <returns>The first that was not taken.</returns>
    static async Task<int> TakenAsync(WebhookSender sender, int from)
    {
        for (var i = from; i < from + More; i++)
            if (await sender.StatusAsync(new Sale(i).Body()) != HttpStatusCode.OK) return i;
        throw new InvalidOperationException("the disk never became full");
    }

    static async Task AssertRetryLaterAsync(WebhookSender sender, Sale sale)
    {
        using var answer = await sender.SendAsync(sale.Body());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero, "no Retry-After");
    }
}
