using System.CommandLine;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>Takes webhooks until it is stopped.</summary>
static class ServeCommand
{
    public static Command Build()
    {
        var url = new Option<string?>("--url") { Description = "Address to listen on, over Serve:Url of the settings", HelpName = "URL" };
        var command = new Command("serve", "Receive Shopify's webhooks and keep what they say") { url };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(url), cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string? url, CancellationToken cancellation)
    {
        await using var app = await App.OpenAsync(
            parsed, s => url is null ? s : s with { Serve = s.Serve with { Url = TextRule.ListenUrl.Holds(url) ? url : throw new UsageException($"'{url}' is not an address to listen on; expected one such as http://127.0.0.1:8080") } });
        await using var server = Server.Build(app);
        await server.StartAsync(cancellation);
        Console.Out.WriteLine($"Listening on {server.Urls.First()}{WebhookReceiver.Path}");
        if (app.Store.Shops().All(s => s.Secrets.Client is null && s.Secrets.Admin is null))
            Console.Out.WriteLine("No shop has a secret yet, so every webhook is refused. Add one: shopclv shops add my-shop.myshopify.com --secret-file FILE");
        await server.WaitForShutdownAsync(cancellation);
        return CommandLine.Fine;
    }
}
