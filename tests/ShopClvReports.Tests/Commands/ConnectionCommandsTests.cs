using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>What somebody types about a shop's connection, and what its exit code tells a monitor.</summary>
public sealed class ConnectionCommandsTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _data = new();
    FakeShopify _shopify = null!;
    FakeShop _fake = null!;

    public async Task InitializeAsync()
    {
        _shopify = await FakeShopify.StartAsync();
        _fake = _shopify.AddShop();
    }

    public async Task DisposeAsync() => await _shopify.DisposeAsync();

    public void Dispose() => _data.Dispose();

    /// <param name="token">In the settings; null for none.</param>
    string Config(string? token = null)
    {
        var shops = new Dictionary<string, object>();
        if (token is not null) shops[_fake.Domain] = new { AdminToken = token, ClientSecret = "shpss_1" };
        var file = Path.Combine(_data.Folder, $"config-{token is not null}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            Data = new { Directory = _data.Folder },
            Serve = new { PublicUrl = "https://reports.example.nl" },
            Shopify = new { AdminUrl = _shopify.Url },
            Shops = shops,
        }));
        return file;
    }

    Task<int> RunAsync(params string[] typed) => CommandLine.RunAsync(["--config", Config(), .. typed]);

    Task<int> RunWithTokenAsync(params string[] typed) => CommandLine.RunAsync(["--config", Config(_fake.Token), .. typed]);

    Task<App> OpenAsync() => App.OpenAsync(CommandLine.Build().Parse(["--config", Config(), "check"]));

    string Write(string name, string text)
    {
        var file = Path.Combine(_data.Folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    Task<int> ConnectAsync(bool secret = true) => RunAsync(
        ["shops", "connect", _fake.Domain, "--token-file", Write("token.txt", _fake.Token), .. secret ? ["--secret-file", Write("secret.txt", "shpss_1")] : Array.Empty<string>()]);

    [Fact]
    public async Task Without_the_client_secret_no_webhooks_are_asked_for_that_would_be_refused()
    {
        Assert.Equal(CommandLine.Fine, await ConnectAsync(secret: false));
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "check"));
        Assert.Empty(_fake.Subscriptions);

        Assert.Equal(CommandLine.Fine, await ConnectAsync());
        Assert.NotEmpty(_fake.Subscriptions);
    }

    [Fact]
    public async Task A_shop_whose_orders_may_not_be_read_any_more_is_not_well()
    {
        await ConnectAsync();
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "check"));

        _fake.Scopes.Remove("read_orders");

        Assert.Equal(CommandLine.Failed, await RunAsync("shops", "check", _fake.Domain));
    }

    [Fact]
    public async Task Shops_that_are_not_meant_to_be_connected_do_not_fail_the_check_of_all()
    {
        await ConnectAsync();
        await RunAsync("shops", "add", "csv.myshopify.com");
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "check"));
        Assert.Equal(CommandLine.Failed, await RunAsync("shops", "check", "csv.myshopify.com"));

        await RunAsync("shops", "disconnect", _fake.Domain);
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "check"));
    }

    [Fact]
    public async Task The_only_shop_is_shown_without_its_name()
    {
        await ConnectAsync();
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "show"));
        await RunAsync("shops", "add", "csv.myshopify.com");
        Assert.Equal(CommandLine.WrongUsage, await RunAsync("shops", "show"));
    }

    [Fact]
    public async Task A_shop_that_the_settings_would_connect_again_is_not_removed()
    {
        await ConnectAsync();

        Assert.Equal(CommandLine.WrongUsage, await RunWithTokenAsync("shops", "remove", _fake.Domain, "--yes"));
        Assert.Equal(CommandLine.Fine, await RunAsync("shops", "remove", _fake.Domain, "--yes"));

        await using var app = await OpenAsync();
        Assert.Empty(app.Store.Shops());
    }
}
