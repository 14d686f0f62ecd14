using System.CommandLine;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>Takes webhooks and sends reports until it is stopped.</summary>
static class ServeCommand
{
    /// <summary>Shopify hangs up after five seconds; the answer 503 must come before.</summary>
    const int BusySeconds = 2;

    public static Command Build()
    {
        var url = new Option<string?>("--url") { Description = "Address to listen on, over Serve:Url of the settings", HelpName = "URL" };
        var command = new Command("serve", "Receive Shopify's webhooks, keep what they say, and send reports when they are due") { url };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(url), cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string? url, CancellationToken cancellation)
    {
        if (url is not null && !TextRule.ListenUrl.Holds(url)) throw new UsageException($"--url: '{url}' will not do; expected {TextRule.ListenUrl.Expected}");
        await using var app = await App.OpenAsync(parsed, s => s with { Serve = s.Serve with { Url = url ?? s.Serve.Url } }, BusySeconds);
        await using var server = await Server.BuildAsync(app);
        await server.StartAsync(cancellation);
        Console.Out.WriteLine($"Listening on {server.Web.Urls.First()}{WebhookReceiver.Path}");
        if (app.Store.Shops().All(s => s.Secrets.Client is null && s.Secrets.Admin is null))
            Console.Out.WriteLine("No shop has a secret yet, so every webhook is refused. Add one: shopclv shops add my-shop.myshopify.com --secret-file FILE");
        await server.Web.WaitForShutdownAsync(cancellation);
        return CommandLine.Fine;
    }
}
