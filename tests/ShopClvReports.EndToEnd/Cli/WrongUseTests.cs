using System.Security.Cryptography;

namespace ShopClvReports.EndToEnd;

public sealed class WrongUseTests : IDisposable
{
    readonly UserFolder _folder = new();

    public WrongUseTests() => _folder.Environment.Clear();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--perod", "report", "clv", "--perod", "all")]
    [InlineData("xml", "report", "clv", "--format", "xml")]
    [InlineData("de", "check", "--lang", "de")]
    [InlineData("raport", "raport")]
    [InlineData("0.0.0.0:80", "serve", "--url", "0.0.0.0:80")]
    [InlineData("my shop", "shops", "add", "my shop")]
    [InlineData("there is no shop", "shops", "remove", "my-shop.myshopify.com")]
    [InlineData("there is no file", "import", "orders.csv")]
    public async Task Ends_with_2_and_says_so(string word, params string[] arguments) =>
        Assert.Contains(word, (await _folder.RunAsync(arguments)).Failed(2));

    [Theory]
    [InlineData("last-week", "--period", "last-week")]
    [InlineData("gisteren", "--as-of", "gisteren")]
    [InlineData("spent", "--where", "spent > 5")]
    [InlineData("spent", "--sort", "spent:desc")]
    [InlineData("spent", "--columns", "spent")]
    [InlineData("--top", "--top", "-1")]
    [InlineData("report.doc", "--out", "report.doc")]
    public async Task A_report_that_cannot_be_made_is_wrong_usage(string word, params string[] arguments)
    {
        (await _folder.RunAsync("shops", "add", UserFolder.Domain)).Fine();
        Assert.Contains(word, (await _folder.RunAsync(["report", "clv", .. arguments])).Failed(2));
    }

    [Theory]
    [InlineData("--min-spent", "--min-spent", "much")]
    [InlineData("expected 50% to 99%", "--rhythm", "100")]
    [InlineData("first_order", "--columns", "first_order")]
    public async Task A_rule_that_cannot_be_is_wrong_usage(string word, params string[] arguments)
    {
        (await _folder.RunAsync("shops", "add", UserFolder.Domain)).Fine();
        Assert.Contains(word, (await _folder.RunAsync(["report", "inactive", .. arguments])).Failed(2));
    }

    [Fact]
    public async Task Wrong_settings_are_all_listed()
    {
        _folder.Write("wrong.json", """{ "Serve": { "MaxBodyBytes": 5, "Prot": 1 }, "Language": "de" }""");
        _folder.Environment["SHOPCLV__Ledger__MemoryMegabytes"] = "much";
        var error = (await _folder.RunAsync("serve", "--config", "wrong.json")).Failed(2);
        Assert.Contains("4 errors", error);
        foreach (var path in new[] { "Serve:MaxBodyBytes", "Serve:Prot", "Language", "Ledger:MemoryMegabytes" }) Assert.Contains(path, error);
        Assert.False(Directory.Exists(_folder.PathOf("data")));
    }

    [Fact]
    public async Task A_report_without_any_shop_says_what_to_do()
    {
        var error = (await _folder.RunAsync("report", "clv")).Failed(2);
        Assert.Contains("no shop is known yet", error);
        Assert.Contains("shopclv import", error);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        (await _folder.RunAsync("shops", "add", UserFolder.Domain)).Fine();
        using (var database = OtherProgram.Open(_folder.Database)) database.Run("PRAGMA user_version = 99");
        var before = SHA256.HashData(File.ReadAllBytes(_folder.Database));
        foreach (var arguments in new string[][] { ["report", "clv"], ["serve", "--url", "http://127.0.0.1:0"], ["check"], ["shops", "list"] })
        {
            var error = (await _folder.RunAsync(arguments)).Failed(1);
            Assert.Contains("schema 99", error);
            Assert.Contains("update shopclv", error);
        }

        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(_folder.Database)));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(_folder.PathOf("data"));
        File.WriteAllText(_folder.Database, new string('x', 5_000));
        Assert.Contains("not a database", (await _folder.RunAsync("report", "clv")).Failed(1));
        Assert.Equal(new string('x', 5_000), File.ReadAllText(_folder.Database));
    }

    [Fact]
    public async Task An_address_in_use_is_a_failure_in_clear_words()
    {
        await using var first = await _folder.ServeAsync();
        var url = (await first.ListeningAsync()).GetLeftPart(UriPartial.Authority);
        Assert.Contains("address already in use", (await _folder.RunAsync("serve", "--url", url)).Failed(1));
    }
}
