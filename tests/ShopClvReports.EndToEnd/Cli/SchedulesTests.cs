using System.Text;

namespace ShopClvReports.EndToEnd;

public sealed class SchedulesTests : IDisposable
{
    readonly UserFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Reports => _folder.PathOf("reports");

    async Task<string> FineAsync(params string[] arguments) => (await _folder.RunAsync(arguments)).Fine();

    async Task<string> WrongAsync(params string[] arguments) => (await _folder.RunAsync(arguments)).Failed(2);

    Task<string> AddAsync(string name = "weekly", string options = "formats=csv&name={schedule}") =>
        FineAsync("schedules", "add", name, "--every", "monday 07:00", "--time-zone", "Europe/Amsterdam", "--to", $"files:{Reports}?{options}");

    [Fact]
    public async Task A_schedule_is_added_changed_paused_and_removed()
    {
        Assert.Contains("There is no schedule yet", await FineAsync("schedules", "list"));
        var added = await AddAsync();
        Assert.Contains("weekly", added);
        Assert.Contains("monday 07:00  Europe/Amsterdam", added);
        Assert.Equal(5, added.Split('\n').Count(line => line.StartsWith("Next ", StringComparison.Ordinal) && line.Contains(" 07:00:00 +0")));

        await FineAsync("schedules", "edit", "WEEKLY", "--every", "monthly last 08:30", "--where", "total_spent > 5", "--subject", "Best\u001b[31m");
        var shown = await FineAsync("schedules", "show", "weekly");
        Assert.Contains("monthly last 08:30", shown);
        Assert.Contains("total_spent > 5", shown);
        Assert.Contains($"files:{Reports}", shown);
        Assert.DoesNotContain('\u001b', shown);
        await FineAsync("schedules", "edit", "weekly", "--where", "", "--subject", "");
        Assert.DoesNotContain("total_spent > 5", await FineAsync("schedules", "show", "weekly"));

        await FineAsync("schedules", "pause", "weekly", "--until", "2099-01-01");
        Assert.Contains("paused until 2099-01-01 00:00 +01:00", await FineAsync("schedules", "list"));
        Assert.Contains("Next      Sat 2099-01-31 08:30:00 +01:00", await FineAsync("schedules", "show", "weekly"));
        var next = await FineAsync("schedules", "resume", "weekly");
        Assert.StartsWith("Next: ", next);
        Assert.DoesNotContain("2099", next);
        await FineAsync("schedules", "pause", "weekly");
        Assert.Contains("paused until it is resumed", await FineAsync("schedules", "list"));
        Assert.StartsWith("Next: ", await FineAsync("schedules", "resume", "weekly"));
        Assert.DoesNotContain("paused", await FineAsync("schedules", "list"));

        Assert.Contains("weekly is gone", await FineAsync("schedules", "remove", "weekly"));
        Assert.Contains("There is no schedule yet", await FineAsync("schedules", "list"));
        Assert.Contains("there is no schedule weekly; none is there yet", await WrongAsync("schedules", "show", "weekly"));
    }

    [Fact]
    public async Task A_report_is_looked_at_tried_and_sent_and_what_came_of_it_is_listed()
    {
        await AddAsync();
        Assert.Contains("Nothing has run yet", await FineAsync("runs", "list"));
        Assert.Contains("report.csv", await FineAsync("schedules", "preview", "weekly", "--out", "look"));
        Assert.StartsWith("Customer name,Customer email,", File.ReadAllText(_folder.PathOf("look", "report.csv")).TrimStart('\ufeff'));
        Assert.False(Directory.Exists(Reports));

        Assert.Contains("test, delivered", await FineAsync("schedules", "test", "weekly", "--to", $"files:{_folder.PathOf("try")}?formats=json"));
        Assert.EndsWith("-test.json", Assert.Single(Directory.GetFiles(_folder.PathOf("try"))));
        Assert.False(Directory.Exists(Reports));

        Assert.Contains("by hand, delivered", await FineAsync("schedules", "run", "weekly"));
        Assert.Equal("weekly.csv", Path.GetFileName(Assert.Single(Directory.GetFiles(Reports))));

        var runs = await FineAsync("runs", "list");
        Assert.Equal(2, runs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("2  ", runs);
        Assert.Single((await FineAsync("runs", "list", "--last", "1")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var run = await FineAsync("runs", "show", "2");
        Assert.Contains("sent", run);
        Assert.Contains("report.csv", run);
        Assert.Contains("sha256", run);
        Assert.Contains("Nothing waits and nothing failed", await FineAsync("outbox", "list"));
        Assert.Contains($"files to {Reports}  delivered", await FineAsync("outbox", "list", "--all"));
        Assert.Contains("there is no run 99", await WrongAsync("runs", "show", "99"));
    }

    [Fact]
    public async Task A_folder_is_typed_as_in_the_readme_and_stored_whole_for_a_server_that_runs_elsewhere()
    {
        var added = await FineAsync("schedules", "add", "weekly", "--every", "monday 07:00", "--to", "files:./reports?formats=csv");
        Assert.Contains($"To        files:{Reports}?formats=csv\n", added.ReplaceLineEndings("\n"));
        Assert.Contains("test, delivered", await FineAsync("schedules", "test", "weekly", "--to", "files:./try"));
        Assert.Equal(2, Directory.GetFiles(_folder.PathOf("try")).Length);
    }

    [Fact]
    public async Task A_delivery_that_failed_is_listed_and_sent_again_when_the_cause_is_gone()
    {
        await AddAsync();
        _folder.Write("reports", "a file where the folder should be");
        Assert.Contains("is a file", (await _folder.RunAsync("schedules", "run", "weekly")).Output);
        var listed = await FineAsync("outbox", "list");
        Assert.Contains("rejected: the recipient is wrong", listed);
        Assert.Contains("it does not wait", await WrongAsync("outbox", "cancel", "1"));
        Assert.Contains("there is no delivery 7", await WrongAsync("outbox", "retry", "7"));

        File.Delete(Reports);
        Assert.Contains("delivered", await FineAsync("outbox", "retry", "1"));
        Assert.Contains("there is nothing to retry", await WrongAsync("outbox", "retry", "1"));
        Assert.Single(Directory.GetFiles(Reports));
    }

    [Fact]
    public async Task Wrong_use_ends_with_2_says_what_would_do_and_stores_nothing()
    {
        var to = $"files:{Reports}";
        foreach (var (word, arguments) in new (string, string[])[]
        {
            ("there is no channel 'carrier'; known are", ["--every", "daily 07:00", "--to", "carrier:pigeon"]),
            ("names no channel", ["--every", "daily 07:00", "--to", "jan"]),
            ("expected a whole path", ["--every", "daily 07:00", "--to", "files:reports"]),
            ("'doc' is not a file format", ["--every", "daily 07:00", "--to", to + "?formats=doc"]),
            ("files has no option 'colour'", ["--every", "daily 07:00", "--to", to + "?colour=red"]),
            ("no destination is given", ["--every", "daily 07:00"]),
            ("no time is given", ["--to", to]),
            ("is not a time to run", ["--every", "now and then", "--to", to]),
            ("is not a time of day", ["--every", "daily 25:00", "--to", to]),
            ("not both", ["--every", "daily 07:00", "--cron", "0 0 7 * * ?", "--to", to]),
            ("is not a cron expression", ["--cron", "0 7 * * *", "--to", to]),
            ("never comes", ["--cron", "0 0 7 30 2 ?", "--to", to]),
            ("is not a time zone", ["--every", "daily 07:00", "--time-zone", "Europe/Amsterdan", "--to", to]),
            ("last-week", ["--every", "daily 07:00", "--to", to, "--period", "last-week"]),
            ("spent", ["--every", "daily 07:00", "--to", to, "--columns", "spent"]),
            ("spent", ["--every", "daily 07:00", "--to", to, "--where", "spent > 5"]),
            ("spent", ["--every", "daily 07:00", "--to", to, "--sort", "spent:desc"]),
            ("paid, current or ordered", ["--every", "daily 07:00", "--to", to, "--value", "guessed"]),
            ("there is clv", ["--every", "daily 07:00", "--to", to, "--report", "profit"]),
            ("top", ["--every", "daily 07:00", "--to", to, "--top", "-1"]),
            ("is not a condition", ["--every", "daily 07:00", "--to", to, "--only", "sometimes"]),
        })
            Assert.Contains(word, await WrongAsync(["schedules", "add", "weekly", .. arguments]));
        Assert.Contains("1 to 80 characters", await WrongAsync("schedules", "add", new string('x', 81), "--every", "daily 07:00", "--to", to));
        Assert.Contains("1 to 80 characters", await WrongAsync("schedules", "add", "two\nlines", "--every", "daily 07:00", "--to", to));
        Assert.Contains("There is no schedule yet", await FineAsync("schedules", "list"));

        await AddAsync();
        Assert.Contains("there is a schedule weekly already", await WrongAsync("schedules", "add", "Weekly", "--every", "daily 07:00", "--to", to));
        Assert.Contains("there is no schedule monthly; known are weekly", await WrongAsync("schedules", "edit", "monthly", "--top", "5"));
        Assert.Contains("is not a day", await WrongAsync("schedules", "pause", "weekly", "--until", "tomorrow"));
        Assert.Contains("has begun already", await WrongAsync("schedules", "pause", "weekly", "--until", "2020-01-01"));
        Assert.Contains("did not ask to be left out of weekly; nobody did", await WrongAsync("schedules", "resubscribe", "weekly", "jan@example.nl"));
        Assert.Contains("never comes", await WrongAsync("schedules", "edit", "weekly", "--cron", "0 0 7 31 4 ?"));
        Assert.Contains("monday 07:00", await FineAsync("schedules", "list"));
    }

    [Fact]
    public async Task Channels_are_set_and_checked_and_their_secrets_are_seen_nowhere()
    {
        const string secret = "hunter2-hunter2-hunter2";
        Assert.Contains("(not set, needed)", await FineAsync("channels", "list"));
        var refused = await WrongAsync("channels", "set", "email", "password=" + secret);
        Assert.Contains("password is a secret, and a command line is not", refused);
        Assert.DoesNotContain(secret, refused);
        Assert.Contains("email has no setting 'pasword'", await WrongAsync("channels", "set", "email", "pasword=@x"));
        Assert.Contains("there is no channel 'mail'", await WrongAsync("channels", "set", "mail", "host=x"));
        Assert.Contains("is not a setting", await WrongAsync("channels", "set", "files", "root"));

        _folder.Write("password.txt", secret + "\n");
        // A server that nobody runs: set it is, working it is not.
        var set = await _folder.RunAsync("channels", "set", "email", "host=127.0.0.1", "port=9", "user=jan", "from=jan@example.nl", "password=@password.txt");
        Assert.Equal(1, set.ExitCode);
        var outputs = new StringBuilder(set.Output + set.Error);
        Assert.Contains("files   works", await FineAsync("channels", "set", "files", "root=" + Reports));
        foreach (var arguments in new string[][] { ["channels", "list"], ["channels", "check"], ["schedules", "list"] })
        {
            var outcome = await _folder.RunAsync(arguments);
            outputs.Append(outcome.Output).Append(outcome.Error);
        }

        Assert.Contains("(set, not shown)", outputs.ToString());
        Assert.Contains("127.0.0.1", outputs.ToString());
        Assert.Contains("email   does not work", outputs.ToString());
        Assert.DoesNotContain(secret, outputs.ToString());
        foreach (var file in Directory.GetFiles(_folder.PathOf("data"))) Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));

        // Nothing uses e-mail, so that what does not work does no harm; then something does.
        await FineAsync("channels", "check");
        await FineAsync("schedules", "add", "mails", "--every", "daily 07:00", "--to", "email:jan@example.nl");
        Assert.Equal(1, (await _folder.RunAsync("channels", "check")).ExitCode);
        await FineAsync("channels", "unset", "email");
        Assert.DoesNotContain("(set, not shown)", await FineAsync("channels", "list"));
    }

    [Fact]
    public async Task A_folder_outside_the_root_is_not_written_to()
    {
        await FineAsync("channels", "set", "files", "root=" + _folder.PathOf("allowed"));
        await AddAsync();
        var run = await _folder.RunAsync("schedules", "run", "weekly");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not lie within", run.Output);
        Assert.False(Directory.Exists(Reports));
    }
}
