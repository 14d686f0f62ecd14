using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What is owed to customers as persons, and who looked at their data.</summary>
static class PrivacyCommand
{
    const int LongestLine = 500;

    static readonly Argument<string> Who = new("CUSTOMER") { Description = "The customer's id as reports show it, or e-mail address" };

    public static Command Build() => new("privacy", "What customers asked for, what is kept of them, and who has seen it") { List(), Export(), Redact(), Log() };

    static Command List()
    {
        var command = new Command("list", "Every request, until when it must be done, and what was done");
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            int? shop = parsed.GetValue(GlobalOptions.Shop) is null ? null : app.Shop().Id;
            var domains = app.Store.Shops().ToDictionary(s => s.Shop.Id, s => s.Shop.Domain);
            var (all, gone) = (app.Store.Privacy.Obligations(shop), app.Store.Privacy.ErasedShops());
            foreach (var one in all)
            {
                Say($"{one.Id}  {domains.GetValueOrDefault(one.Shop)}  {Kind(one.Kind)}  {Person(one)}  came {Day(one.ReceivedAt)}  {State(one, app.Clock.GetUtcNow())}");
                Prove(one.Proof);
            }

            foreach (var one in gone)
            {
                Say($"-  {one.Domain}  shop erased  came {Day(one.ReceivedAt)}  done {Day(one.ErasedAt)}");
                Prove(one.Proof);
            }

            if (all.Count + gone.Count == 0) Console.WriteLine("Nobody has asked for anything.");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Export()
    {
        var whom = new Argument<string?>("CUSTOMER") { Description = Who.Description, Arity = ArgumentArity.ZeroOrOne };
        var number = new Option<long?>("--request") { Description = "What was made for a request, by its number in the list, instead of for a customer", HelpName = "N" };
        var output = new Option<string>("--out") { Description = "File to write, .json or .html; only you may read it", HelpName = "FILE", Required = true };
        var command = new Command("export", "Everything that is kept of a customer, as a file to hand on") { whom, number, output };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var (text, path) = (parsed.GetValue(whom), parsed.GetValue(output)!);
            var ending = Path.GetExtension(path).ToLowerInvariant();
            if (ending is not (".json" or ".html")) throw new UsageException($"the ending of {path} says neither .json nor .html; give --out customer.html");
            var request = (text, parsed.GetValue(number)) switch
            {
                (null, { } id) => Request(app, id),
                ({ }, null) => null,
                _ => throw new UsageException("give a customer's id or e-mail address, or the number of a request with --request"),
            };
            var shop = request is null ? app.Shop() : app.Store.Shops().Single(s => s.Shop.Id == request.Shop).Shop;
            var exports = request is null ? Made(app, shop, text!) : app.Store.Privacy.Exports(request.Id);
            if (exports.Count == 0 && request is null) return NothingKept(text!);
            var export = exports.FirstOrDefault(e => e.Name == "export" + ending) ?? throw new UsageException(NotThere(request!));
            await app.LogAccessAsync(shop, "privacy export", $"{ending[1..]} file", 1);
            await FileWriter.WriteAsync(path, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(export.Text)).AsTask(), ownerOnly: true);
            if (request is not null) await app.Store.Privacy.FetchedAsync(request.Id, app.Clock.GetUtcNow());
            Console.WriteLine($"{path}  sha256 {export.Sha256}");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Redact()
    {
        var yes = new Option<bool>("--yes") { Description = "Do it: it cannot be undone" };
        var command = new Command("redact", "Erase a customer from everything; the orders' money stays, under an id that leads nowhere") { Who, yes };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var shop = app.Shop();
            var (customer, email) = Find(app, shop, parsed.GetValue(Who)!);
            // A number that is mistyped may be that of a customer to come; an address may stand in texts that name no customer.
            if (email is null && app.Store.Privacy.Holdings(shop.Id, customer, null, []).IsEmpty) return NothingKept(parsed.GetValue(Who)!);
            if (!parsed.GetValue(yes)) throw new UsageException("this erases the customer for good; add --yes to do it");
            var outgoing = await Outgoing.OpenAsync(app);
            var asked = new PrivacyAsked(PrivacyKind.CustomerRedact, customer, email, [], null, app.Clock.GetUtcNow());
            var obligation = await app.Store.Privacy.AskAsync(shop.Id, asked, $"user {Environment.UserName}");
            await outgoing.Privacy.FulfilAsync(obligation);
            var left = await CompactAsync(app);
            var proof = app.Store.Privacy.Find(obligation.Id)!.Proof!;
            if (proof.Rows.Count == 0)
            {
                Say($"Nothing was kept of {parsed.GetValue(Who)!}, so nothing was erased; is it written right? What comes of that address from now on is kept out (number {obligation.Id}).");
                return CommandLine.Failed;
            }

            Console.WriteLine($"Erased, as number {obligation.Id}.");
            Prove(proof);
            if (left is not null) Console.WriteLine($"What the file of the database held of them may still be read in its unused parts until it is written anew, which shopclv serve sees to: {left}.");
            return CommandLine.Fine;
        });
        return command;
    }

    /// <returns>Why the file is not written anew yet; null when it is.</returns>
    static async Task<string?> CompactAsync(App app)
    {
        try
        {
            return await app.Store.Privacy.CompactAsync(app.Clock.GetUtcNow()) ? null : "another process is still reading it";
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    static Command Log()
    {
        var count = new Option<int>("--last") { Description = "How many", HelpName = "N", DefaultValueFactory = _ => 50 };
        var command = new Command("log", "Who saw or was sent how many customers, newest first") { count };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            var log = app.Store.Privacy.Log(app.Shop().Id, parsed.GetValue(count));
            foreach (var one in log) Say(string.Create(CultureInfo.InvariantCulture, $"{one.At:yyyy-MM-dd HH:mm:ss}Z  {one.Who}  {one.What}  {one.Place}  {one.Customers} customers"));
            if (log.Count == 0) Console.WriteLine("Nobody has seen anything yet.");
            return CommandLine.Fine;
        });
        return command;
    }

    /// <exception cref="UsageException">Nobody asked what is kept under that number.</exception>
    static Obligation Request(App app, long id) => app.Store.Privacy.Find(id) is { Kind: PrivacyKind.DataRequest } request
        ? request
        : throw new UsageException($"{id} is not the number of a customer's request to know what is kept; see: shopclv privacy list");

    static int NothingKept(string text)
    {
        Console.Error.WriteLine(VisibleText.OneLine($"Nothing is kept of {text}; is it written right? shopclv report customer finds customers by id or address.", LongestLine));
        return CommandLine.Failed;
    }

    static string NotThere(Obligation request) => request.State == ObligationState.Open
        ? $"the export of request {request.Id} is not made yet; shopclv serve makes it within a minute"
        : $"the export of request {request.Id} is not kept any more; make a new one with the customer's id or e-mail address";

    /// <returns>Empty when nothing is kept.</returns>
    static IReadOnlyList<PrivacyExport> Made(App app, Shop shop, string text)
    {
        var (customer, email) = Find(app, shop, text);
        var holdings = app.Store.Privacy.Holdings(shop.Id, customer, email, []);
        return holdings.IsEmpty ? [] : PersonDocument.Of(shop, holdings, app.Clock.GetUtcNow());
    }

    /// <summary>An address is looked for as it is, even where no customer has it: it may stand in a file or the quarantine.</summary>
    static (CustomerId?, string?) Find(App app, Shop shop, string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) return (null, text.Trim());
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return (new CustomerId(id), null);
        var ledger = app.Ledgers.Get(shop.Id);
        return (new CustomerId(ledger.Customer(CustomerSearch.Find(ledger, text)).Id), null);
    }

    static string Kind(PrivacyKind kind) => kind switch
    {
        PrivacyKind.DataRequest => "wants to know",
        PrivacyKind.CustomerRedact => "erase",
        PrivacyKind.ShopRedact => "erase the shop",
    };

    static string Person(Obligation one) => (one.Customer, one.Email) switch
    {
        ({ } id, _) => string.Create(CultureInfo.InvariantCulture, $"customer {id.Value}"),
        (null, { } email) => email,
        (null, null) => "-",
    };

    static string State(Obligation one, DateTimeOffset now) => one.State switch
    {
        ObligationState.Done => $"done {Day(one.DoneAt!.Value)}",
        ObligationState.Ready => $"ready, fetch it by {Day(one.DueAt)}{Late(one, now)}: shopclv privacy export --request {one.Id} --out customer.html",
        ObligationState.Erased => $"erased; the database file is still to be written anew by {Day(one.DueAt)}{Late(one, now)}",
        ObligationState.Held => $"held, decide by {Day(one.DueAt)}{Late(one, now)}: the shop is connected; shopclv shops remove erases it, shopclv shops connect keeps it",
        ObligationState.Open => $"open, due {Day(one.DueAt)}{Late(one, now)}",
    };

    static string Late(Obligation one, DateTimeOffset now) => one.IsOverdue(now) ? ", OVERDUE" : "";

    static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void Prove(PrivacyProof? proof)
    {
        if (proof is null) return;
        if (proof.Rows.Count > 0) Say($"    {string.Join(", ", proof.Rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))}");
        foreach (var (name, hash) in proof.Files) Say($"    {name}  sha256 {hash}");
        foreach (var note in proof.Notes) Say($"    {note}");
    }

    static void Say(string line) => Console.WriteLine(VisibleText.OneLine(line, LongestLine));
}
