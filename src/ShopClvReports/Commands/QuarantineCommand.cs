using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What came in, was genuine, and could not be understood.</summary>
static class QuarantineCommand
{
    /// <summary>Entries read at a time; each may be megabytes.</summary>
    const int PageSize = 50;

    const int LongestLine = 500;

    static readonly Argument<long[]> Ids = new("ID") { Description = "Numbers from the list; none for all", Arity = ArgumentArity.ZeroOrMore };

    public static Command Build() => new("quarantine", "What could not be understood: list it, look at it, try it again") { List(), Show(), Retry(), Discard() };

    static Command List()
    {
        var command = new Command("list", "Every entry with its reason, newest first");
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var count = 0;
            foreach (var entry in All(app, parsed))
            {
                count++;
                Console.WriteLine(VisibleText.OneLine(string.Create(
                    CultureInfo.InvariantCulture, $"{entry.Id}  {entry.At:yyyy-MM-dd HH:mm:ss}Z  {entry.What.Source}  {entry.What.Body.Length} bytes  {entry.What.Reason}"), LongestLine));
            }

            if (count == 0) Console.WriteLine("The quarantine is empty.");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Show()
    {
        var id = new Argument<long>("ID");
        var command = new Command("show", "The body of an entry, as it came") { id };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var entry = Entry(app, parsed.GetValue(id));
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(entry.What.Body);
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Retry()
    {
        var command = new Command("retry", "Try entries again, after an update or a change of settings") { Ids };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var shops = app.Store.Shops().ToDictionary(s => s.Shop.Id, s => s.Shop);
            var (understood, left) = (0, 0);
            foreach (var entry in Entries(app, parsed))
            {
                try
                {
                    await app.Store.ReleaseAsync(entry.Id, Read(shops[entry.Shop], entry));
                    understood++;
                }
                catch (PayloadException e)
                {
                    Console.WriteLine(VisibleText.OneLine($"{entry.Id}  {entry.What.Source}  {e.Message}", LongestLine));
                    left++;
                }
            }

            Console.WriteLine($"{understood} understood and stored, {left} still in quarantine");
            return left == 0 ? CommandLine.Fine : CommandLine.Failed;
        });
        return command;
    }

    static Command Discard()
    {
        var ids = new Argument<long[]>("ID") { Description = "Numbers from the list", Arity = ArgumentArity.OneOrMore };
        var command = new Command("discard", "Drop entries for good") { ids };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            foreach (var id in parsed.GetValue(ids)!) await app.Store.ReleaseAsync(id, []);
            return CommandLine.Fine;
        });
        return command;
    }

    static IReadOnlyList<ShopFact> Read(Shop shop, Quarantined entry) =>
        ImportFormats.Parse(entry.What.Format) is { } format
            ? ImportLine.Read(format, shop, entry.What.Body)
            : Payload.Read(entry.What.Format, entry.What.Body.Span, shop, entry.At) ?? [];

    static IEnumerable<Quarantined> Entries(App app, ParseResult parsed) =>
        parsed.GetValue(Ids) is { Length: > 0 } ids ? [.. ids.Select(id => Entry(app, id))] : All(app, parsed);

    static Quarantined Entry(App app, long id) =>
        app.Store.Quarantine(null, id + 1, 1) is [var entry] && entry.Id == id
            ? entry
            : throw new UsageException($"quarantine has no entry {id}; shopclv quarantine list shows what it has");

    static IEnumerable<Quarantined> All(App app, ParseResult parsed)
    {
        int? shop = parsed.GetValue(GlobalOptions.Shop) is null ? null : app.Shop().Id;
        for (var before = long.MaxValue; app.Store.Quarantine(shop, before, PageSize) is { Count: > 0 } page; before = page[^1].Id)
            foreach (var entry in page) yield return entry;
    }
}
