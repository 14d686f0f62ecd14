namespace ShopClvReports.EndToEnd;

public sealed class ScheduleTests : IDisposable
{
    const int Kills = 10;

    readonly UserFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Reports => _folder.PathOf("reports");

    async Task AddAsync() => (await _folder.RunAsync(
        "schedules", "add", "ticks", "--cron", "* * * * * ?", "--time-zone", "Asia/Beirut", "--to", $"files:{Reports}?formats=csv,json&name=ticks")).Fine();

    [Fact]
    public async Task A_schedule_that_is_added_while_it_serves_sends_by_itself_until_it_is_paused()
    {
        await using var server = await _folder.ServeAsync();
        await AddAsync();
        await server.LoggedAsync("of ticks by files: sent", 3);
        Assert.Equal(["ticks.csv", "ticks.json"], Directory.GetFiles(Reports, "t*").Select(Path.GetFileName).Order());

        (await _folder.RunAsync("schedules", "pause", "ticks")).Fine();
        await server.LoggedAsync("Triggers built for 0 schedules");
        Assert.Equal(0, (await server.StopAsync()).ExitCode);
        var runs = await ListedRun.ReadAsync(_folder);
        AssertUnbroken(runs);
        Assert.Contains(runs, r => r.State == "delivered");
        Assert.DoesNotContain(runs, r => r.State is "failed" or "partial" or "cancelled");
    }

    [Fact(Timeout = 480_000)]
    public async Task Killed_ten_times_while_it_sends_every_instant_is_there_once_one_run_covers_the_downtime_and_nothing_stays_behind()
    {
        await AddAsync();
        var random = new Random(20_261_122);
        for (var i = 0; i < Kills; i++)
        {
            await using var server = await _folder.ServeAsync();
            await server.LoggedAsync(random.Next(2) == 0 ? "Run of ticks" : "by files: sent", random.Next(1, 4));
            await server.KillAsync();
        }

        var last = (await ListedRun.ReadAsync(_folder))[^1];
        // Looking takes its time; nothing runs meanwhile.
        while (DateTimeOffset.UtcNow < last.At.AddSeconds(4)) Assert.Equal(last.At, (await ListedRun.ReadAsync(_folder))[^1].At);
        await using (var server = await _folder.ServeAsync())
        {
            await server.LoggedAsync("by files: sent");
            await server.KillAsync();
        }

        (await _folder.RunAsync("schedules", "pause", "ticks")).Fine();
        var killed = await ListedRun.ReadAsync(_folder);
        AssertUnbroken(killed);
        Assert.InRange(killed.First(r => r.At > last.At).Missed, 3, 1000);

        // What the dead held comes free when its lease ends; the test does not wait for that.
        using (var database = OtherProgram.Open(_folder.Database))
        {
            database.Run("UPDATE runs SET lease_until = 0 WHERE state = 'Rendering'");
            database.Run("UPDATE deliveries SET lease_until = 0 WHERE state = 'Sending'");
        }

        await using (var server = await _folder.ServeAsync())
        {
            var tries = 0;
            while ((await ListedRun.ReadAsync(_folder)).Any(r => r.IsOpen)) Assert.True(++tries < 60, (await _folder.RunAsync("runs", "list")).Output);
            await server.StopAsync();
        }

        var ended = await ListedRun.ReadAsync(_folder);
        Assert.Equal(killed.Select(r => (r.At, r.Missed)), ended.Select(r => (r.At, r.Missed)));
        Assert.All(ended, r => Assert.True(r.State is "delivered" or "superseded", $"{r}"));
        Assert.Equal("delivered", ended[^1].State);
        Assert.Contains("Nothing waits and nothing failed", (await _folder.RunAsync("outbox", "list")).Fine());
        Assert.Equal(["ticks.csv", "ticks.json"], Directory.GetFiles(Reports).Select(Path.GetFileName).Order());
    }

    /// <summary>Every second from the first to the last is the instant of one run, or covered by one.</summary>
    static void AssertUnbroken(List<ListedRun> runs)
    {
        Assert.True(runs.Count > 1);
        foreach (var (earlier, later) in runs.Zip(runs.Skip(1))) Assert.Equal(1 + later.Missed, (later.At - earlier.At).TotalSeconds);
    }
}
