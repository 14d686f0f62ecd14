using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class SeveralShopsTests
{
    const string First = "eerste.myshopify.com";
    const string Second = "tweede.myshopify.com";

    /// <summary>A webhook of a shop that is not known yet is sent again, as Shopify does, until it is taken.</summary>
    static readonly TimeSpan Seconds = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Two_shops_with_two_secrets_never_mix()
    {
        using var folder = new UserFolder();
        folder.Environment.Clear();
        folder.Write("shops.json", $$"""
            { "Shops": { "{{First}}": { "ClientSecret": "one" }, "{{Second}}": { "ClientSecret": "two" } } }
            """);
        await using var server = await folder.ServeAsync("--config", "shops.json");
        var address = await server.ListeningAsync();
        using var first = new WebhookSender(address, First, "one");
        using var second = new WebhookSender(address, Second, "two");
        using var mixed = new WebhookSender(address, First, "two");

        // The same order number means two orders.
        Assert.Equal(HttpStatusCode.OK, await first.StatusAsync(new Sale(1).Body()));
        Assert.Equal(HttpStatusCode.OK, await second.StatusAsync(new Sale(1).Body(version: 5)));
        Assert.Equal(HttpStatusCode.OK, await second.StatusAsync(new Sale(2).Body()));
        Assert.Equal(HttpStatusCode.Unauthorized, await mixed.StatusAsync(new Sale(3).Body()));

        Assert.Equal(new CustomerFigures(1, new Sale(1).Total), (await folder.ReportAsync(First)).Total);
        Assert.Equal(new CustomerFigures(2, new Sale(1).Total + 5 + new Sale(2).Total), (await folder.ReportAsync(Second)).Total);
        Assert.Contains("several shops", (await folder.RunAsync("report", "clv")).Failed(2));
    }

    [Fact]
    public async Task A_shop_added_by_another_process_is_known_within_seconds_and_so_is_its_new_secret()
    {
        using var folder = new UserFolder();
        folder.Environment.Clear();
        await using var server = await folder.ServeAsync();
        var address = await server.ListeningAsync();
        using var sender = new WebhookSender(address, First, "secret-one");
        Assert.Equal(HttpStatusCode.Unauthorized, await sender.StatusAsync(new Sale(1).Body()));

        (await folder.RunAsync("shops", "add", First, "--secret-file", folder.Write("secret", "secret-one\n"))).Fine();
        await AcceptedAsync(sender, new Sale(1));

        (await folder.RunAsync("shops", "add", First, "--secret-file", folder.Write("secret", "secret-two\n"))).Fine();
        using var rotated = new WebhookSender(address, First, "secret-two");
        await AcceptedAsync(rotated, new Sale(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await sender.StatusAsync(new Sale(3).Body()));
        Assert.Equal(2, (await folder.ReportAsync(First)).Total.Orders);
        Assert.Contains("No shop has a secret yet, so every webhook is refused", (await server.StopAsync()).Output);
    }

    static async Task AcceptedAsync(WebhookSender sender, Sale sale)
    {
        using var patience = new CancellationTokenSource(Seconds);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await sender.StatusAsync(sale.Body()) != HttpStatusCode.OK) await again.WaitForNextTickAsync(patience.Token);
    }
}
