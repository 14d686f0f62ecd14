namespace ShopClvReports.EndToEnd;

public sealed class ShopsTests : IDisposable
{
    readonly UserFolder _folder = new();

    public ShopsTests() => _folder.Environment.Clear();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Shops_are_added_changed_listed_and_removed()
    {
        Assert.Contains("No shop is known yet", (await _folder.RunAsync("shops", "list")).Fine());
        (await _folder.RunAsync("shops", "add", "Winkel.myshopify.com", "--time-zone", "Europe/Amsterdam")).Fine();
        Assert.Contains("winkel.myshopify.com  Europe/Amsterdam  EUR  no secret: webhooks are refused", (await _folder.RunAsync("shops", "list")).Fine());

        await using (var typed = _folder.Start("shops", "add", "winkel.myshopify.com", "--currency", "USD", "--secret-file", "-"))
        {
            await typed.TypeAsync("shpss_typed\n");
            (await typed.EndAsync()).Fine();
        }

        var listed = (await _folder.RunAsync("shops", "list")).Fine();
        Assert.Contains("winkel.myshopify.com  Europe/Amsterdam  USD  has a secret", listed);
        Assert.DoesNotContain("shpss_typed", listed);
        Assert.DoesNotContain("shpss_typed", File.ReadAllText(_folder.Database));

        Assert.Contains("--yes", (await _folder.RunAsync("shops", "remove", "winkel.myshopify.com")).Failed(2));
        (await _folder.RunAsync("shops", "remove", "winkel.myshopify.com", "--yes")).Fine();
        Assert.Contains("No shop is known yet", (await _folder.RunAsync("shops", "list")).Fine());
    }

    [Fact]
    public async Task A_shop_is_named_once_in_what_is_wrong_with_it()
    {
        (await _folder.RunAsync("shops", "add", "winkel.myshopify.com")).Fine();
        var said = (await _folder.RunAsync("shops", "check", "winkel.myshopify.com")).Failed(1);
        Assert.StartsWith("winkel.myshopify.com is not connected", said);
    }

    [Fact]
    public async Task Reports_read_while_webhooks_are_written_are_whole()
    {
        _folder.Environment["SHOPCLV__Shop__Domain"] = UserFolder.Domain;
        _folder.Environment["SHOPCLV__Shop__ClientSecret"] = UserFolder.Secret;
        var load = new SaleLoad();
        await using var server = await _folder.ServeAsync();
        var counts = new List<long>();
        await load.RunAsync(await server.ListeningAsync(), first: 200, async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                var report = await _folder.ReportAsync();
                Assert.All(report.Customers.Values, c => Assert.Equal(1, c.Orders));
                Assert.Equal(report.Total.Orders, report.Customers.Count);
                counts.Add(report.Total.Orders);
            }

            await server.StopAsync();
        });
        Assert.True(counts[0] >= 200);
        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[^1] > counts[0], "nothing was written meanwhile");
        load.AssertKept(await _folder.ReportAsync());
    }
}
