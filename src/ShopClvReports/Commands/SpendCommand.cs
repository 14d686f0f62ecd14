using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>What the shop spent on marketing, against which reports hold what customers are worth.</summary>
static class SpendCommand
{
    public static Command Build() => new("spend", "Marketing spend by month and channel: import it, list it, remove it") { Import(), List(), Remove() };

    static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with the columns month (2026-03), channel, amount and possibly currency; - for standard input" };
        var command = new Command("import", "Take a file; it replaces what was known of its months and channels") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(file)!;
            if (path != "-" && !File.Exists(path)) throw new UsageException($"there is no file {path}");
            await using var app = await App.OpenAsync(parsed);
            var shop = app.Shop();
            await using var input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            var spend = SpendCsv.Read(input, path == "-" ? "standard input" : Path.GetFileName(path), shop.Currency, cancellation);
            await app.Store.Spend.SaveAsync(shop.Id, spend);
            Console.WriteLine($"{path}: {spend.Count} amounts stored  ({shop.Domain})");
            foreach (var channel in Unheard(app, shop, spend))
                Console.Error.WriteLine($"No order names the channel {VisibleText.OneLine(channel, MarketingChannel.Longest)}; those of orders are: {Channels(app, shop)}");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "Every amount, by month and channel");
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var spend = app.Store.Spend.Spend(app.Shop().Id);
            foreach (var one in spend)
                Console.WriteLine($"{Month(one)}  {one.Amount.Currency}  {one.Amount,14}  {VisibleText.OneLine(one.Channel, MarketingChannel.Longest)}");
            if (spend.Count == 0) Console.WriteLine("No marketing spend is known; import it with: shopclv spend import FILE.csv");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Remove()
    {
        var month = new Argument<string>("MONTH") { Description = "Such as 2026-03" };
        var channel = new Argument<string?>("CHANNEL") { Description = "All of the month when left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("remove", "Forget a month, or one channel of it") { month, channel };
        command.SetAction(async parsed =>
        {
            var first = SpendCsv.Month(parsed.GetValue(month)!) ?? throw new UsageException($"'{parsed.GetValue(month)}' is not a month; expected one such as 2026-03");
            await using var app = await App.OpenAsync(parsed);
            var removed = await app.Store.Spend.RemoveAsync(app.Shop().Id, first, parsed.GetValue(channel) is { } name ? MarketingChannel.Of(name) : null);
            if (removed == 0) throw new UsageException("nothing is known of that; shopclv spend list shows what is");
            Console.WriteLine($"{removed} removed");
            return CommandLine.Fine;
        });
        return command;
    }

    static string Month(MarketingSpend spend) => spend.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static IEnumerable<string> Unheard(App app, Shop shop, IReadOnlyList<MarketingSpend> spend) =>
        spend.Select(s => s.Channel).Distinct().Except(app.Ledgers.Get(shop.Id).Channels.Select(MarketingChannel.Of));

    static string Channels(App app, Shop shop) => app.Ledgers.Get(shop.Id).Channels.Where(c => c.Length > 0).ToList() is { Count: > 0 } known
        ? string.Join(", ", known.Select(c => VisibleText.OneLine(c, MarketingChannel.Longest)))
        : "none yet";
}
