using System.CommandLine;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>How shops are connected to Shopify; subcommands of <c>shops</c>.</summary>
static class ConnectionCommands
{
    public static Command Connect()
    {
        var domain = Domain();
        var token = new Option<string?>("--token-file") { Description = "File with the Admin API access token of a custom app; - for standard input", HelpName = "FILE" };
        var secret = new Option<string?>("--secret-file") { Description = "File with that app's client secret, which signs webhooks", HelpName = "FILE" };
        var command = new Command("connect", "Connect a shop to Shopify: check the token, read the shop's details, ask for webhooks") { domain, token, secret };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = await App.OpenAsync(parsed);
            using var upstream = new Upstream(app);
            var name = ShopsCommand.Domain(parsed.GetValue(domain)!);
            var set = app.Settings.Shops.GetValueOrDefault(name);
            if ((await ShopsCommand.SecretAsync(parsed.GetValue(token)) ?? set?.AdminToken) is not { } value) throw NoToken(app, name);
            var check = await upstream.Connector.ConnectAsync(name, new AccessToken(value), await ShopsCommand.SecretAsync(parsed.GetValue(secret)) ?? set?.ClientSecret, cancellation);
            Tell(app, check);
            Console.WriteLine("The history is fetched while the server runs (shopclv serve), or now with: shopclv backfill");
            return CommandLine.Fine;
        });
        return command;
    }

    public static Command Show()
    {
        var domain = new Argument<string?>("DOMAIN") { Description = "Needed when there are several shops", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "What is known of one shop and its connection") { domain };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var (shop, secrets, last) = Stored(app, parsed.GetValue(domain) ?? app.Shop().Domain);
            var connection = app.Store.Connections.Find(shop.Id);
            Console.WriteLine($"{shop.Domain}  {VisibleText.OneLine(connection?.Name, 200)}".TrimEnd());
            Console.WriteLine($"  time zone     {shop.TimeZone.Id}");
            Console.WriteLine($"  currency      {shop.Currency}");
            Console.WriteLine($"  webhooks      {(secrets.Client is null && secrets.Admin is null ? "no secret: refused" : last is { } at ? $"last at {at:u}" : "none yet")}");
            Console.WriteLine($"  connection    {Words(connection)}");
            if (connection is not null) Console.WriteLine($"  history       {BackfillText.Of(app.Store.Backfills.Find(shop.Id))}");
            if (connection is { Token: not null })
            {
                Console.WriteLine($"  scopes        {VisibleText.OneLine(string.Join(' ', connection.Scopes), 2_000)}");
                if (!connection.SeesAllOrders) Console.WriteLine($"                without {Connection.AllOrdersScope} Shopify shows the orders of the last {Connection.ShownDays} days only");
            }

            return CommandLine.Fine;
        });
        return command;
    }

    public static Command Check()
    {
        var domain = new Argument<string?>("DOMAIN") { Description = "All connected shops when left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Ask Shopify whether the connection is well, and mend the webhooks") { domain };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = await App.OpenAsync(parsed);
            using var upstream = new Upstream(app);
            var shops = parsed.GetValue(domain) is { } one ? [Stored(app, one)] : app.Store.Shops().Where(s => IsMeantToBe(app.Store.Connections.Find(s.Shop.Id))).ToList();
            if (shops.Count == 0) Console.WriteLine("No shop is connected; connect one with: shopclv shops connect my-shop.myshopify.com --token-file FILE --secret-file FILE");
            var failed = false;
            foreach (var (shop, _, _) in shops)
                try
                {
                    failed |= !Tell(app, await upstream.Connector.CheckAsync(shop, cancellation));
                }
                catch (ShopifyException e)
                {
                    failed = true;
                    if (e is AccessLostException) await app.Store.Connections.TroubledAsync(shop.Id, e.Message);
                    Console.Error.WriteLine(VisibleText.OneLine(e.Message.StartsWith(shop.Domain, StringComparison.Ordinal) ? e.Message : $"{shop.Domain}: {e.Message}", 500));
                }

            return failed ? CommandLine.Failed : CommandLine.Fine;
        });
        return command;
    }

    public static Command Disconnect()
    {
        var domain = Domain();
        var command = new Command("disconnect", "End a shop's webhooks and forget its token; its orders stay") { domain };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = await App.OpenAsync(parsed);
            using var upstream = new Upstream(app);
            var shop = Stored(app, parsed.GetValue(domain)!).Shop;
            if (await upstream.Connector.DisconnectAsync(shop, cancellation) is { } trouble)
                Console.Error.WriteLine($"Its webhooks could not be ended ({VisibleText.OneLine(trouble, 300)}); remove the app in the shop's admin.");
            Console.WriteLine($"{shop.Domain} is disconnected. Its orders stay; shopclv shops remove deletes them.");
            if (app.Settings.Shops.GetValueOrDefault(shop.Domain)?.AdminToken is not null)
                Console.WriteLine($"The settings still hold a token of it. This one is not used again by itself, only by: shopclv shops connect {shop.Domain}");
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>In a few words.</summary>
    public static string Words(Connection? connection) => connection switch
    {
        null => "not connected",
        { Token: null, Problem: { } problem } => $"not connected: {VisibleText.OneLine(problem, 500)}",
        { Problem: { } problem } => $"in trouble: {VisibleText.OneLine(problem, 500)}",
        { CheckedAt: { } at } => $"connected, checked {at:u}",
        _ => "connected",
    };

    /// <summary>Neither one that only files are known of, nor one that a person disconnected.</summary>
    static bool IsMeantToBe(Connection? connection) => connection is not null and not { Token: null, Problem: Connection.DisconnectedHere };

    /// <returns>Whether what is needed can be read.</returns>
    static bool Tell(App app, ConnectionCheck check)
    {
        var (shop, details) = (check.Shop, check.Details);
        Console.WriteLine($"{shop.Domain}  {VisibleText.OneLine(details.Name, 100)}  {shop.TimeZone.Id}  {shop.Currency}  {(details.IsEnough ? "connected" : $"connected, but may not do what is needed: {string.Join(", ", details.MissingNeeded)}")}");
        if (shop.Currency != details.Currency) Console.Error.WriteLine($"  the settings say {shop.Currency}, Shopify says {details.Currency}");
        if (details.TimeZone is { } zone && zone.Id != shop.TimeZone.Id) Console.Error.WriteLine($"  the settings say {shop.TimeZone.Id}, Shopify says {zone.Id}");
        foreach (var missing in details.Missing) Console.Error.WriteLine($"  without {missing}");
        if (check.GoOn.Count > 0) Console.WriteLine(VisibleText.OneLine($"  go on, having rested since the app was removed: {string.Join(", ", check.GoOn)}", 500));
        if (!check.HasSecret)
            Console.Error.WriteLine($"  no client secret, so webhooks would be refused and none are asked for: give the app's with shopclv shops add {shop.Domain} --secret-file FILE, then shopclv shops check; until then orders come with shopclv reconcile");
        else if (check.Webhooks is { } webhooks)
        {
            Console.WriteLine($"  webhooks: {webhooks.Kept} in place, {webhooks.Made.Count} made, {webhooks.Moved.Count} moved to {app.Settings.Serve.PublicUrl}");
            foreach (var refused in webhooks.Refused) Console.Error.WriteLine($"  no webhook {VisibleText.OneLine(refused, 300)}");
        }
        else
            Console.Error.WriteLine("  no webhooks: set Serve:PublicUrl to where the world reaches this program; until then orders come with shopclv reconcile");

        return details.IsEnough;
    }

    static UsageException NoToken(App app, string domain) => new(app.Settings.Shopify.ClientId is not null && app.Settings.Serve.PublicUrl is { } url
        ? $"give the token of a custom app with --token-file, or let the shop's owner open {url.TrimEnd('/')}{InstallPage.Begin}?shop={domain}"
        : "give the Admin API access token of a custom app with --token-file; in the shop's admin: Settings, Apps, Develop apps");

    static Argument<string> Domain() => new("DOMAIN") { Description = "Such as my-shop.myshopify.com" };

    static StoredShop Stored(App app, string text)
    {
        var domain = ShopsCommand.Domain(text);
        return app.Store.Shops().FirstOrDefault(s => s.Shop.Domain == domain) ?? throw new UsageException($"there is no shop {domain}; shopclv shops list shows those there are");
    }
}
