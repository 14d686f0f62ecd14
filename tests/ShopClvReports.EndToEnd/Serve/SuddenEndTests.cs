namespace ShopClvReports.EndToEnd;

public sealed class SuddenEndTests
{
    const int Kills = 20;

    [Fact(Timeout = 300_000)]
    public async Task Killed_twenty_times_under_load_it_keeps_every_acknowledged_order_exactly_once()
    {
        using var folder = new UserFolder();
        var load = new SaleLoad();
        var random = new Random(20_261_001);
        for (var i = 0; i < Kills; i++)
        {
            await using var server = await folder.ServeAsync();
            // The first kills come while the code is still being compiled, the others in full run.
            await load.RunAsync(await server.ListeningAsync(), random.Next(1, 60 * (i + 1)), server.KillAsync);
        }

        Assert.True(load.Acknowledged.Count >= Kills);
        load.AssertKept(await folder.ReportAsync());
        await using (var server = await folder.ServeAsync()) await load.ResendAsync(await server.ListeningAsync());
        Assert.Empty(load.Unanswered);
        var report = await folder.ReportAsync();
        load.AssertKept(report);
        Assert.Equal(new CustomerFigures(load.Acknowledged.Count, load.Acknowledged.Sum(s => s.Total)), report.Total);
        Assert.Contains("Integrity   ok", (await folder.RunAsync("check")).Fine());
    }

    [Fact]
    public async Task Stopped_under_load_it_finishes_what_it_holds_and_ends_well()
    {
        using var folder = new UserFolder();
        var load = new SaleLoad();
        await using var server = await folder.ServeAsync();
        Outcome? stopped = null;
        await load.RunAsync(await server.ListeningAsync(), first: 500, async () => stopped = await server.StopAsync());

        Assert.Equal(0, stopped!.ExitCode);
        Assert.DoesNotContain("nhandled", stopped.Error);
        // Folded into the file: nothing is left for the next start to recover.
        Assert.False(File.Exists(folder.Database + "-wal"));
        Assert.True(load.Acknowledged.Count >= 500);
        load.AssertKept(await folder.ReportAsync());
    }
}
