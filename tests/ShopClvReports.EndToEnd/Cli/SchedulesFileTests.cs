namespace ShopClvReports.EndToEnd;

public sealed class SchedulesFileTests : IDisposable
{
    const string Variable = "SHOPCLV__Shop__SchedulesFile";

    readonly UserFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    void Write(string json) => _folder.Environment[Variable] = _folder.Write("schedules.json", json.Replace("REPORTS", _folder.PathOf("reports")));

    async Task<string> ListAsync() => (await _folder.RunAsync("schedules", "list")).Fine();

    [Fact]
    public async Task Its_schedules_are_added_once_and_then_the_user_s_own()
    {
        Write("""
            [
              { "name": "weekly", "every": "monday 07:00", "to": ["files:REPORTS"] },
              { "name": "best", "cron": "0 30 7 ? * MON-FRI", "timeZone": "Asia/Tokyo", "to": ["files:REPORTS"], "top": 10 },
            ]
            """);
        var listed = await ListAsync();
        Assert.Contains("weekly  monday 07:00 UTC", listed);
        Assert.Contains("best  cron 0 30 7 ? * MON-FRI Asia/Tokyo", listed);

        (await _folder.RunAsync("schedules", "edit", "weekly", "--every", "friday 08:00")).Fine();
        Assert.Contains("weekly  friday 08:00 UTC", await ListAsync());
        var removed = (await _folder.RunAsync("schedules", "remove", "best")).Fine();
        Assert.Contains($"If it is in {_folder.PathOf("schedules.json")}, take it out there too", removed);
        Assert.Contains("best", await ListAsync());

        // One that is known and wrong by now does not stop anything.
        Write("""[{ "name": "Weekly", "every": "sometimes", "to": [] }]""");
        Assert.Equal(2, (await ListAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Every_schedule_that_cannot_be_is_named_and_none_is_stored()
    {
        Write("""
            [
              { "name": "good", "every": "monday 07:00", "to": ["files:REPORTS"] },
              { "name": "never", "cron": "0 0 7 30 2 ?", "to": ["files:REPORTS"] },
              { "name": "nobody", "every": "monday 07:00" },
              { "name": "filter", "every": "monday 07:00", "to": ["files:REPORTS"], "where": "spent > 5" },
              { "name": "Good", "every": "monday 07:00", "to": ["files:REPORTS"] },
            ]
            """);
        foreach (var arguments in new string[][] { ["schedules", "list"], ["serve", "--url", "http://127.0.0.1:0"] })
        {
            var error = (await _folder.RunAsync(arguments)).Failed(2);
            Assert.Contains("4 errors", error);
            foreach (var name in new[] { "never", "nobody", "filter", "Good" })
                Assert.Contains($"Shops:{UserFolder.Domain}:SchedulesFile: {_folder.PathOf("schedules.json")}, schedule '{name}': ", error);
        }

        _folder.Environment.Remove(Variable);
        Assert.Contains("There is no schedule yet", await ListAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stops_the_start_in_clear_words()
    {
        _folder.Environment[Variable] = _folder.PathOf("nowhere.json");
        Assert.Contains("nowhere.json cannot be read", (await _folder.RunAsync("serve", "--url", "http://127.0.0.1:0")).Failed(2));
        Write("[\n{ \"name\": \"a\", \"evry\": 1 }]");
        Assert.Contains("schedules.json line 2 at $[0].evry cannot be read", (await _folder.RunAsync("schedules", "list")).Failed(2));
    }

    [Theory]
    [InlineData("carrier:pigeon", "there is no channel 'carrier'")]
    [InlineData("files:/srv/reports", "files cannot carry a message")]
    [InlineData("email:a@example.nl?x", "is not an option")]
    public async Task An_owner_who_cannot_be_told_of_failures_stops_the_start(string notify, string words)
    {
        _folder.Environment["SHOPCLV__Outbox__Notify"] = notify;
        var error = (await _folder.RunAsync("serve", "--url", "http://127.0.0.1:0")).Failed(2);
        Assert.Contains("Outbox:Notify: ", error);
        Assert.Contains(words, error);
    }
}
