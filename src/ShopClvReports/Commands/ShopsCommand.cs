using System.CommandLine;

namespace ShopClvReports;

/// <summary>The shops whose orders are kept.</summary>
static class ShopsCommand
{
    public static Command Build() => new("shops", "Connect shops to Shopify; list, add, change and remove them")
    {
        List(), ConnectionCommands.Show(), Add(), ConnectionCommands.Connect(), ConnectionCommands.Check(), ConnectionCommands.Disconnect(), Remove(),
    };

    static Command List()
    {
        var command = new Command("list", "Every shop, with its zone, currency, secrets and last webhook");
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var shops = app.Store.Shops();
            if (shops.Count == 0) Console.WriteLine("No shop is known yet. Add one: shopclv shops add my-shop.myshopify.com --secret-file FILE");
            foreach (var (shop, secrets, last) in shops)
            {
                var signed = secrets.Client is null && secrets.Admin is null ? "no secret: webhooks are refused" : "has a secret";
                var connection = ConnectionCommands.Words(app.Store.Connections.Find(shop.Id));
                Console.WriteLine($"{shop.Domain}  {shop.TimeZone.Id}  {shop.Currency}  {signed}  {(last is { } at ? $"last webhook {at:u}" : "no webhook yet")}  {connection}");
            }

            return CommandLine.Fine;
        });
        return command;
    }

    static Command Add()
    {
        var domain = new Argument<string>("DOMAIN") { Description = "Such as my-shop.myshopify.com" };
        var zone = new Option<string?>("--time-zone") { Description = "IANA time zone, such as Europe/Amsterdam: decides where a day begins", HelpName = "ZONE" };
        var currency = new Option<string?>("--currency") { Description = "The shop's currency, such as EUR", HelpName = "CODE" };
        var secret = File("--secret-file", "File with the app's client secret, which signs webhooks; - for standard input");
        var previous = File("--previous-secret-file", "File with the client secret before the last rotation");
        var admin = File("--admin-secret-file", "File with the secret of webhooks made in the shop's admin");
        var command = new Command("add", "Add a shop, or change what is given of it") { domain, zone, currency, secret, previous, admin };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var shop = await app.SaveShopAsync(Domain(parsed.GetValue(domain)!), new ShopSettings
            {
                TimeZone = Checked(parsed.GetValue(zone), TextRule.TimeZone, "--time-zone"),
                Currency = Checked(parsed.GetValue(currency), TextRule.CurrencyCode, "--currency"),
                ClientSecret = await SecretAsync(parsed.GetValue(secret)),
                PreviousClientSecret = await SecretAsync(parsed.GetValue(previous)),
                AdminSecret = await SecretAsync(parsed.GetValue(admin)),
            });
            Console.WriteLine($"{shop.Domain}  {shop.TimeZone.Id}  {shop.Currency}");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Remove()
    {
        var domain = new Argument<string>("DOMAIN");
        var yes = new Option<bool>("--yes") { Description = "Do it: everything of the shop is deleted for good" };
        var command = new Command("remove", "Remove a shop and everything known of it") { domain, yes };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var name = Domain(parsed.GetValue(domain)!);
            var shop = app.Store.Shops().FirstOrDefault(s => s.Shop.Domain == name)?.Shop ?? throw new UsageException($"there is no shop {name}");
            if (!parsed.GetValue(yes)) throw new UsageException($"this deletes every order and customer of {name} for good; add --yes to do it");
            var set = app.Settings.Shops.GetValueOrDefault(name);
            if (set?.AdminToken is not null)
                throw new UsageException($"the settings hold a token of {name}, and the server would connect it again and fetch everything; take AdminToken or AdminTokenFile out of them first, and start shopclv serve again");
            await app.Store.RemoveShopAsync(shop.Id);
            Console.WriteLine(set is null ? $"{name} is gone." : $"{name} is gone. The settings name it, so it is there again, empty, at the next start: take it out of Shops.");
            return CommandLine.Fine;
        });
        return command;
    }

    /// <exception cref="UsageException">Not a shop's domain.</exception>
    public static string Domain(string text) => Checked(text.ToLowerInvariant(), TextRule.ShopDomain, "the shop")!;

    static string? Checked(string? text, TextRule rule, string what) =>
        text is null || rule.Holds(text) ? text : throw new UsageException($"{what}: '{text}' will not do; expected {rule.Expected}");

    static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    /// <exception cref="UsageException">The file holds no secret.</exception>
    public static async Task<string?> SecretAsync(string? file)
    {
        if (file is null) return null;
        var secret = (file == "-" ? await Console.In.ReadToEndAsync() : await System.IO.File.ReadAllTextAsync(file)).Trim();
        return TextRule.Secret.Holds(secret) ? secret : throw new UsageException($"{file} does not hold a secret; expected {TextRule.Secret.Expected}");
    }
}
