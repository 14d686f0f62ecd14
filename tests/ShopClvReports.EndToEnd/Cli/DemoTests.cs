using System.IO.Compression;

namespace ShopClvReports.EndToEnd;

/// <summary>The demo shop, made once.</summary>
public sealed class Demo : IAsyncLifetime
{
    internal UserFolder Folder { get; } = new();
    internal Outcome Outcome { get; private set; } = null!;
    internal string Data => Folder.PathOf("data", "demo");

    async Task IAsyncLifetime.InitializeAsync()
    {
        Folder.Environment.Clear();
        Outcome = await Folder.RunAsync("demo", "--once");
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    internal Task<Outcome> RunAsync(params string[] arguments) => Folder.RunAsync([.. arguments, "--data", Data]);
}

public sealed class DemoTests(Demo demo) : IClassFixture<Demo>
{
    [Fact]
    public void It_prints_the_report_writes_the_files_and_says_what_next()
    {
        var output = demo.Outcome.Fine();
        Assert.Contains("signed webhooks received and on disk", output);
        Assert.Contains("inkoop@", output);
        Assert.Contains("Try next:", output);
        Assert.Equal(["clv.csv", "clv.html", "clv.xlsx"], Directory.GetFiles(demo.Data, "clv.*").Select(Path.GetFileName).Order());
        Assert.Contains("Tearoom De Gouden Kan", File.ReadAllText(Path.Combine(demo.Data, "clv.csv")));
        Assert.Contains("Tearoom De Gouden Kan", File.ReadAllText(Path.Combine(demo.Data, "clv.html")));
    }

    [Fact]
    public async Task What_it_says_to_try_next_works()
    {
        var tries = demo.Outcome.Fine().Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("shopclv ", StringComparison.Ordinal)).ToList();
        Assert.True(tries.Count >= 3);
        foreach (var line in tries) (await demo.Folder.RunAsync([.. Words(line).Skip(1)])).Fine();
    }

    [Theory]
    [InlineData("table", "Unusually quiet customers")]
    [InlineData("csv", "Quiet after (days)")]
    [InlineData("json", "\"quietAfter\"")]
    [InlineData("html", "Ongewoon stille klanten", "--lang", "nl")]
    public async Task The_customers_that_are_quiet_come_in_every_format(string format, string mark, params string[] more) =>
        Assert.Contains(mark, (await demo.RunAsync(["report", "inactive", "--format", format, "--quiet-days", "30", "--tier", "high", .. more])).Fine());

    [Theory]
    [InlineData("table", "Total spent")]
    [InlineData("csv", "Total spent")]
    [InlineData("json", "\"totalSpent\"")]
    [InlineData("html", "<!doctype html")]
    public async Task The_report_comes_in_every_format(string format, string mark)
    {
        var output = (await demo.RunAsync("report", "clv", "--format", format, "--columns", "name,total_spent,orders")).Fine();
        Assert.Contains(mark, output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Tearoom De Gouden Kan", output);
    }

    [Fact]
    public async Task The_workbook_goes_to_a_file()
    {
        var path = demo.Folder.PathOf("werkmap.xlsx");
        Assert.Contains("customers", (await demo.RunAsync("report", "clv", "--out", path)).Error);
        using var book = ZipFile.OpenRead(path);
        Assert.Contains(book.Entries, e => e.FullName == "xl/workbook.xml");
    }

    [Fact]
    public async Task Dutch_is_spoken()
    {
        var csv = (await demo.RunAsync("report", "clv", "--lang", "nl", "--format", "csv")).Fine();
        Assert.StartsWith("Klantnaam,Klant e-mail,Totaal uitgegeven,Aantal bestellingen,", csv);
        var table = (await demo.RunAsync("report", "clv", "--lang", "nl", "--top", "3")).Fine();
        Assert.Contains("Klantnaam", table);
        Assert.Matches(@"€\s?27\.[0-9]{3},[0-9]{2}", table);
        // It went to a pipe, not to a terminal.
        Assert.DoesNotContain("\u001b", table);
    }

    [Fact]
    public async Task Top_sort_where_and_columns_shape_the_list()
    {
        var rows = (await demo.RunAsync(
            "report", "clv", "--format", "csv", "--columns", "customer_id,orders", "--where", "orders >= 5", "--sort", "orders:desc", "--top", "4")).Fine()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // The headings, four customers, and the orders of nobody.
        Assert.Equal(6, rows.Length);
        var orders = rows[1..5].Select(r => int.Parse(r.Split(',')[1].Trim('"'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(orders.OrderDescending(), orders);
        Assert.True(orders[^1] >= 5);
    }

    [Fact]
    public async Task Check_finds_all_well()
    {
        var output = (await demo.RunAsync("check")).Fine();
        Assert.Contains("Integrity   ok", output);
        Assert.Contains("demo-shop.myshopify.com  Europe/Amsterdam  EUR  last webhook", output);
        Assert.Contains("Quarantine  empty", output);
    }

    static List<string> Words(string line) =>
        [.. line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
