using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ShopClvReports.EndToEnd;

/// <summary>The program beside a platform, as an owner meets them.</summary>
public sealed class ConnectTests : IAsyncLifetime, IDisposable
{
    readonly UserFolder _folder = new();
    readonly string _address = $"http://127.0.0.1:{FreePort()}";
    FakeShopify _shopify = null!;
    FakeShop _shop = null!;

    public async Task InitializeAsync()
    {
        _shopify = await FakeShopify.StartAsync();
        _shop = _shopify.AddShop(UserFolder.Domain);
        _folder.Environment.Clear();
        _folder.Environment["SHOPCLV__Shopify__AdminUrl"] = _shopify.Url;
        _folder.Environment["SHOPCLV__Serve__PublicUrl"] = _address;
        var random = new Random(5);
        var people = Enumerable.Range(0, 20).Select(i => _shop.AddCustomer($"klant{i}@example.nl", "Klant", $"{i}")).ToList();
        for (var day = 700; day > 0; day -= 5)
            _shop.AddOrder(people[random.Next(people.Count)], random.Next(1000, 20_000) / 100m, DateTimeOffset.UtcNow.AddDays(-day));
        _shop.Refund(_shop.Orders.Values.First(), 1m);
    }

    public async Task DisposeAsync() => await _shopify.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    async Task<ShopclvProcess> ServeAsync()
    {
        var server = _folder.Start("serve", "--url", _address);
        await server.ListeningAsync();
        return server;
    }

    Task<string> ConnectAsync() => RunAsync(
        "shops", "connect", UserFolder.Domain, "--token-file", _folder.Write("token.txt", _shop.Tokens.Custom!), "--secret-file", _folder.Write("secret.txt", _shop.Secret));

    async Task<string> RunAsync(params string[] arguments) => (await _folder.RunAsync(arguments)).Fine();

    async Task AssertEqualAsync()
    {
        var figures = await _folder.ReportAsync();
        var truth = FakeTotals.Of(_shop).ToDictionary(t => t.Key.Value, t => new CustomerFigures(t.Value.Orders, t.Value.Paid / 100m));
        Assert.Equal(truth.OrderBy(t => t.Key), figures.Customers.OrderBy(c => c.Key));
    }

    [Fact]
    public async Task A_connected_shop_has_its_history_its_webhooks_and_back_what_was_lost_also_after_a_kill()
    {
        await ConnectAsync();
        await using (var server = await ServeAsync())
        {
            await server.LoggedAsync("history fetched");
            await AssertEqualAsync();

            _shop.AddOrder(_shop.Customers.Values.First(), 77m);
            Assert.True(await _shop.Deliveries.PumpAsync() > 0);
            await AssertEqualAsync();
            await server.KillAsync();
        }

        _shop.AddOrder(_shop.Customers.Values.Last(), 55m);
        _shop.Refund(_shop.Orders.Values.Last(), 5m);
        _shop.Deliveries.Lost = 1;
        await _shop.Deliveries.PumpAsync();
        _shop.Deliveries.Lost = 0;

        Assert.Contains(", 0 differ", await RunAsync("reconcile"));
        await AssertEqualAsync();
        Assert.Contains($"Agrees with Shopify on all {_shop.Customers.Count.ToString(CultureInfo.InvariantCulture)} customers", await RunAsync("report", "clv"));
    }

    [Fact]
    public async Task An_owner_installs_the_app_with_a_click_and_removes_it_again()
    {
        _folder.Environment["SHOPCLV__Shopify__ClientId"] = _shopify.ClientId;
        _folder.Environment["SHOPCLV__Shopify__ClientSecret"] = _shopify.ClientSecret;
        _shop.Tokens.Custom = null;
        await using var server = await ServeAsync();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });

        var page = await browser.GetStringAsync($"{_address}/auth/install?shop={UserFolder.Domain}");

        Assert.Contains("is connected", page);
        Assert.Contains("connected, checked", await RunAsync("shops", "show", UserFolder.Domain));
        _shop.Uninstall();
        await _shop.Deliveries.PumpAsync();
        Assert.Contains("not connected: the app was uninstalled", await RunAsync("shops", "show", UserFolder.Domain));
    }

    [Fact]
    public async Task An_address_that_is_no_shop_goes_nowhere()
    {
        _folder.Environment["SHOPCLV__Shopify__ClientId"] = _shopify.ClientId;
        _folder.Environment["SHOPCLV__Shopify__ClientSecret"] = _shopify.ClientSecret;
        await using var server = await ServeAsync();
        using var browser = new HttpClient();

        using var answer = await browser.GetAsync($"{_address}/auth/install?shop=evil.example%2F%3Cscript%3E");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync());
    }
}
