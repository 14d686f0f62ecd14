using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class FilesChannelTests : IDisposable
{
    readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("shopclv-files-");

    string Folder => Path.Combine(_temp.FullName, "reports");

    public void Dispose() => _temp.Delete(recursive: true);

    [Fact]
    public async Task A_report_becomes_a_file_of_each_format_that_is_asked_for()
    {
        var (outcome, driver) = await DeliverAsync($"files:{Folder}?formats=csv,xlsx,html,json");
        var sent = Assert.IsType<Outcome.Sent>(outcome);
        string[] names = ["Weekly-top-2026-06-30.csv", "Weekly-top-2026-06-30.xlsx", "Weekly-top-2026-06-30.html", "Weekly-top-2026-06-30.json"];
        Assert.Equal(names.Select(n => Path.Combine(Folder, n)), sent.ProviderId.Split('\n'));
        Assert.Equal(names.Order(), Names());
        Assert.Equal(driver.Artifacts["report.csv"].Bytes, File.ReadAllBytes(Path.Combine(Folder, names[0])));
        Assert.Equal(driver.Artifacts["report.xlsx"].Bytes, File.ReadAllBytes(Path.Combine(Folder, names[1])));
        Assert.Equal(["handed over"], driver.Log);
    }

    [Fact]
    public async Task Alerts_are_written_as_the_whole_list_they_are_about()
    {
        var digest = Some.Digest(30);
        var driver = new ChannelDriver(new FilesChannel(), new Dictionary<string, string>());
        var destination = $"files:{Folder}?formats=csv";
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(destination, Folder, await driver.RenderAsync(destination, new Content.OfAlerts(digest, null))));
        Assert.Equal(await Rendered.BytesAsync(digest.Report, ReportFormat.Csv), File.ReadAllBytes(Path.Combine(Folder, Assert.Single(Names()))));
    }

    [Fact]
    public async Task Without_options_it_is_csv_and_xlsx()
    {
        await DeliverAsync($"files:{Folder}/");
        Assert.Equal(["Weekly-top-2026-06-30.csv", "Weekly-top-2026-06-30.xlsx"], Names());
    }

    [Fact]
    public async Task Files_are_not_for_everybody_to_read()
    {
        if (OperatingSystem.IsWindows()) return;
        await DeliverAsync($"files:{Folder}");
        foreach (var name in Names())
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(Folder, name)) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
    }

    [Fact]
    public async Task The_same_content_is_left_alone_and_other_content_is_replaced()
    {
        await DeliverAsync($"files:{Folder}?formats=csv");
        var file = Path.Combine(Folder, Assert.Single(Names()));
        var written = DateTime.UnixEpoch;
        File.SetLastWriteTimeUtc(file, written);
        var (again, driver) = await DeliverAsync($"files:{Folder}?formats=csv");
        Assert.Contains("1 were there already", again.Reply, StringComparison.Ordinal);
        Assert.Empty(driver.Log);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));

        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 1;
        File.WriteAllBytes(file, bytes);
        (_, driver) = await DeliverAsync($"files:{Folder}?formats=csv");
        Assert.Equal(driver.Artifacts["report.csv"].Bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public async Task A_process_that_dies_before_the_rename_leaves_the_old_files_and_the_next_try_ends_well()
    {
        Directory.CreateDirectory(Folder);
        var csv = Path.Combine(Folder, "clv.csv");
        File.WriteAllText(csv, "the last report");
        // What a killed process leaves: nothing was cleaned up.
        File.WriteAllText(Path.Combine(Folder, ".clv.csv.tmp-7"), "half a rep");
        var driver = Driver();
        var message = await driver.RenderAsync($"files:{Folder}?name=clv", SmallReport);
        driver.OnHandOver = () => throw new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(() => driver.SendAsync($"files:{Folder}?name=clv", Folder, message));
        Assert.Equal("the last report", File.ReadAllText(csv));
        Assert.Equal(["clv.csv"], Names());

        driver.OnHandOver = () => { };
        Assert.IsType<Outcome.Sent>(await driver.SendAsync($"files:{Folder}?name=clv", Folder, message));
        Assert.Equal(["clv.csv", "clv.xlsx"], Names());
        Assert.StartsWith("Customer name", File.ReadAllText(csv), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd-2026-06-30")]
    [InlineData("..", "2026-06-30")]
    [InlineData("2026-01-01..2026-03-31", "2026-01-01-2026-03-31-2026-06-30")]
    [InlineData(".hidden", "hidden-2026-06-30")]
    [InlineData("a\\b:c*?\"<>|\0d\r\ne\u202Ef", "a-b-c-d-e-f-2026-06-30")]
    [InlineData("Überzicht klanten №1", "Überzicht-klanten-1-2026-06-30")]
    [InlineData("\uD800", "2026-06-30")]
    public async Task A_hostile_name_stays_in_the_folder(string schedule, string name) => Assert.Equal(name, await NameOfAsync("{schedule}-{date}", schedule));

    [Theory]
    [InlineData("{schedule}", "...", "report")]
    [InlineData("{schedule}", "CON", "report-CON")]
    [InlineData("{schedule}", "lpt1.x", "report-lpt1.x")]
    [InlineData("../{shop}/{period}", "x", "voorbeeld.myshopify.com-all")]
    public async Task A_pattern_is_no_more_trusted_than_a_name(string pattern, string schedule, string name) =>
        Assert.Equal(name, await NameOfAsync(pattern, schedule));

    [Fact]
    public async Task A_long_name_is_cut_and_keeps_its_date()
    {
        var name = await NameOfAsync("{schedule}-{date}", new string('é', 10_000));
        Assert.EndsWith("-2026-06-30", name, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount($".{name}.xlsx.tmp-{long.MaxValue}") <= 255);
        Assert.True(Encoding.UTF8.GetByteCount(await NameOfAsync("{schedule}{schedule}{schedule}{schedule}", new string('日', 10_000))) <= 180);
    }

    [Fact]
    public async Task A_test_takes_no_real_files_place() => Assert.Equal("Weekly-top-test", await NameOfAsync("{schedule}", "Weekly top", RunKind.Test));

    [Theory]
    [InlineData("files:reports", "expected a whole path")]
    [InlineData("files:/srv?formats=pdf", "expected csv, json, xlsx, html")]
    [InlineData("files:/srv?formats=,", "formats is empty")]
    [InlineData("files:/srv?name=%20", "name is empty")]
    [InlineData("files:/srv?name={week}", "'{week}' is unknown")]
    [InlineData("files:/srv?format=csv", "no option 'format'")]
    [InlineData("files:/srv/a%00b", "expected a whole path")]
    public void A_destination_that_will_not_do_says_what_would(string destination, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => new FilesChannel().Recipients(Destination.Parse(destination))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_ways_to_write_a_folder_are_one_recipient()
    {
        Assert.Equal(["/srv/reports"], new FilesChannel().Recipients(Destination.Parse("files:/srv/x/../reports/")));
        Assert.Equal(["/srv/reports"], new FilesChannel().Recipients(Destination.Parse("files:/srv//reports")));
    }

    [Fact]
    public async Task Nothing_is_written_outside_the_root()
    {
        var root = Directory.CreateDirectory(Path.Combine(_temp.FullName, "root")).FullName;
        foreach (var folder in (string[])[Folder, root + "-too", Path.Combine(root, "..", "elsewhere"), "/"])
        {
            var (outcome, _) = await DeliverAsync($"files:{folder}", ("root", root));
            Assert.Contains("does not lie within", Assert.IsType<Outcome.RejectedTarget>(outcome).Reply, StringComparison.Ordinal);
        }

        Assert.Equal(["root"], Directory.EnumerateFileSystemEntries(_temp.FullName).Select(Path.GetFileName));
        Assert.IsType<Outcome.Sent>((await DeliverAsync($"files:{root}/a/b", ("root", root))).Outcome);
        Assert.IsType<Outcome.Sent>((await DeliverAsync($"files:{root}", ("root", root + "/"))).Outcome);
    }

    [Fact]
    public async Task A_link_does_not_lead_out_of_the_root()
    {
        var root = Directory.CreateDirectory(Path.Combine(_temp.FullName, "root")).FullName;
        Directory.CreateDirectory(Folder);
        Directory.CreateSymbolicLink(Path.Combine(root, "out"), Folder);
        Directory.CreateSymbolicLink(Path.Combine(root, "round"), "round");
        Directory.CreateSymbolicLink(Path.Combine(root, "in"), "./sub/../sub");
        Directory.CreateDirectory(Path.Combine(root, "sub"));
        Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{root}/out", ("root", root))).Outcome);
        Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{root}/out/new", ("root", root))).Outcome);
        Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{root}/round/x", ("root", root))).Outcome);
        Assert.IsType<Outcome.Sent>((await DeliverAsync($"files:{root}/in", ("root", root))).Outcome);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_link_in_a_files_place_is_replaced_and_what_it_leads_to_is_not()
    {
        var victim = Path.Combine(_temp.FullName, "victim");
        File.WriteAllText(victim, "precious");
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, "clv.csv"), victim);
        File.CreateSymbolicLink(Path.Combine(Folder, ".clv.csv.tmp-7"), victim);
        Assert.IsType<Outcome.Sent>((await DeliverAsync($"files:{Folder}?formats=csv&name=clv")).Outcome);
        Assert.Equal("precious", File.ReadAllText(victim));
        Assert.Null(new FileInfo(Path.Combine(Folder, "clv.csv")).LinkTarget);

        // Nor does it stay when what it leads to is the very report.
        File.Move(Path.Combine(Folder, "clv.csv"), victim, overwrite: true);
        File.CreateSymbolicLink(Path.Combine(Folder, "clv.csv"), victim);
        await DeliverAsync($"files:{Folder}?formats=csv&name=clv");
        Assert.Null(new FileInfo(Path.Combine(Folder, "clv.csv")).LinkTarget);
    }

    [Fact]
    public async Task A_file_in_a_folders_place_is_refused_and_so_is_a_folder_in_a_files()
    {
        File.WriteAllText(Folder, "");
        Assert.Contains("expected a folder", Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{Folder}")).Outcome).Reply, StringComparison.Ordinal);
        Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{Folder}/below")).Outcome);
        File.Delete(Folder);
        Directory.CreateDirectory(Path.Combine(Folder, "clv.csv"));
        Assert.Contains("is a folder", Assert.IsType<Outcome.RejectedTarget>((await DeliverAsync($"files:{Folder}?name=clv")).Outcome).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_to_is_refused()
    {
        if (!OperatingSystem.IsLinux()) return;
        var (outcome, _) = await DeliverAsync("files:/sys/shopclv");
        // A kernel's own folder: nobody may, or it is mounted to be read only.
        Assert.True(outcome is Outcome.RejectedTarget or Outcome.Retry, outcome.ToString());
        Assert.False(Directory.Exists("/sys/shopclv"));
    }

    [FullDiskFact]
    public async Task A_full_disk_is_tried_again_and_the_old_file_stays()
    {
        using var disk = FullDisk.Mount(1)!;
        var csv = Path.Combine(disk.Folder, "clv.csv");
        File.WriteAllText(csv, "the last report");
        disk.Fill();
        Assert.IsType<Outcome.Retry>((await DeliverAsync($"files:{disk.Folder}?formats=csv&name=clv")).Outcome);
        Assert.Equal("the last report", File.ReadAllText(csv));
        Assert.Equal(["ballast", "clv.csv"], Directory.EnumerateFiles(disk.Folder).Select(f => Path.GetFileName(f)).Order());
        disk.Free();
        Assert.IsType<Outcome.Sent>((await DeliverAsync($"files:{disk.Folder}?formats=csv&name=clv")).Outcome);
    }

    [Fact]
    public async Task A_check_tries_the_root()
    {
        Assert.True((await Driver().CheckAsync()).Works);
        Assert.True((await Driver(("root", Folder)).CheckAsync()).Works);
        Assert.Empty(Names());
        Assert.False((await Driver(("root", "reports")).CheckAsync()).Works);
        File.WriteAllText(Path.Combine(_temp.FullName, "file"), "");
        Assert.False((await Driver(("root", Path.Combine(_temp.FullName, "file"))).CheckAsync()).Works);
    }

    [Fact]
    public async Task Two_thousand_small_deliveries_take_less_than_twelve_seconds()
    {
        var driver = Driver();
        var destination = $"files:{Folder}?formats=csv";
        var message = await driver.RenderAsync(destination, SmallReport);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 2_000; i++) Assert.IsType<Outcome.Sent>(await driver.SendAsync(destination, Path.Combine(Folder, i.ToString("D4", null)), message));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(12), $"took {watch.Elapsed}");
    }

    static Content SmallReport => new Content.OfReport(Some.SmallReport(), []);

    static ChannelDriver Driver(params (string Name, string Value)[] settings) => new(new FilesChannel(), settings.ToDictionary(s => s.Name, s => s.Value));

    static async Task<(Outcome Outcome, ChannelDriver Driver)> DeliverAsync(string destination, params (string Name, string Value)[] settings)
    {
        var driver = Driver(settings);
        var message = await driver.RenderAsync(destination, SmallReport);
        var recipient = Assert.Single(new FilesChannel().Recipients(Destination.Parse(destination)));
        return (await driver.SendAsync(destination, recipient, message), driver);
    }

    /// <summary>Without its ending.</summary>
    static async Task<string> NameOfAsync(string pattern, string schedule, RunKind kind = RunKind.Scheduled)
    {
        var driver = Driver();
        driver.Run = SomeRun.Scheduled with { Name = schedule, Kind = kind };
        var message = await driver.RenderAsync($"files:/srv?formats=csv&name={pattern}", SmallReport);
        using var files = JsonDocument.Parse(driver.Artifacts[message].Bytes);
        return Path.GetFileNameWithoutExtension(Assert.Single(files.RootElement.EnumerateArray()).GetProperty("Name").GetString()!);
    }

    IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
}
