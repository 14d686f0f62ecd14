using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ShopClvReports.Tests;

/// <summary>The platform, on this machine: as many shops as are added, each with its own admin, data and faults.</summary>
sealed class FakeShopify : IAsyncDisposable
{
    const long FirstId = 6_000_000_000_000;
    const long IdsOfOneShop = 100_000_000_000;

    readonly WebApplication _server;

    FakeShopify(TimeProvider clock)
    {
        Clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public TimeProvider Clock { get; }

    /// <summary>Of the app that shops install.</summary>
    public string ClientId { get; init; } = "4f1e08c2a7b35d69";

    public string ClientSecret { get; init; } = "shpss_a2f0b9c4d7e61835";

    public Dictionary<string, FakeShop> Shops { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Without a slash at its end.</summary>
    public string Address => field ??= _server.Urls.Single().TrimEnd('/');

    /// <summary>The template that the product takes for the shops' admin.</summary>
    public string Url => Address + "/{shop}";

    /// <param name="clock">When null, the machine's.</param>
    public static async Task<FakeShopify> StartAsync(TimeProvider? clock = null)
    {
        var shopify = new FakeShopify(clock ?? TimeProvider.System);
        await shopify._server.StartAsync();
        return shopify;
    }

    public FakeShop AddShop(string domain = "voorbeeld.myshopify.com")
    {
        var shop = new FakeShop(this, domain, FirstId + Shops.Count * IdsOfOneShop);
        Shops.Add(domain, shop);
        return shop;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length == 0 || !Shops.TryGetValue(path[0], out var shop)) return NotFoundAsync(context);
        return path[1..] switch
        {
            ["admin", "api", Shopify.AdminApi.Version, "graphql.json"] => new GraphDoor(shop).HandleAsync(context),
            ["admin", "oauth", "authorize"] => new OAuthDoor(shop).AuthorizeAsync(context),
            ["admin", "oauth", "access_token"] => new OAuthDoor(shop).TokenAsync(context),
            ["bulk", var file] => new BulkDoor(shop).HandleAsync(context, file),
            _ => NotFoundAsync(context),
        };
    }

    static Task NotFoundAsync(HttpContext context) => Fault.WriteAsync(context, 404, """{"errors":"Not Found"}""");
}
