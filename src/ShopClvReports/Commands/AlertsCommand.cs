using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Customers who are unusually quiet: rules, what they found, what was done about it and what came of that.</summary>
static class AlertsCommand
{
    static readonly Argument<string> Customer = new("CUSTOMER") { Description = "Number or e-mail address" };
    static readonly Option<string?> Rule = new("--rule") { Description = "Only this rule", HelpName = "NAME" };

    /// <summary>Where what is shown goes.</summary>
    const string Screen = "on the screen";

    public static Command Build() => new("alerts", "High-value customers who are unusually quiet, and who came back")
    {
        SchedulesCommand.BuildRules(), Check(), List(), Snooze(), Act("ack", "Somebody is in touch with the customer: silent until an order", AlertAction.Contacted),
        Act("dismiss", "Not a customer any more: silent until an order", AlertAction.Dismiss), History(), WinBackReport(), Backtest(),
    };

    static Command Check()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what a check would find; nothing is stored or sent" };
        return SchedulesCommand.With(new Command("check", "Check every rule now, whatever its time") { Rule, dryRun }, async (app, outgoing, parsed, cancel) =>
        {
            var code = CommandLine.Fine;
            await outgoing.Returns.LookAsync();
            foreach (var rule in Rules(app, parsed))
            {
                if (parsed.GetValue(dryRun)) await DryRunAsync(app, rule);
                else code = Math.Max(code, RunsCommand.Describe(app, await outgoing.Dispatcher.DriveAsync((await outgoing.Planner.PlanNowAsync(rule)).Id, cancel)));
            }

            return code;
        });
    }

    static async Task DryRunAsync(App app, Schedule rule)
    {
        var (shop, now, wish) = (app.Shop(), app.Clock.GetUtcNow(), rule.Definition.Alert!);
        var (ledger, query) = (app.Ledgers.Get(shop.Id), rule.Definition.Report.Query());
        Console.WriteLine($"{rule.Name}: {AlertRuleText.Say(wish)}");
        if (DataGuard.Of(ledger, now) is { IsSilent: true } guard)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  held: no order of anybody since {guard.NewestOrder:u}; orders do not seem to arrive"));
            return;
        }

        var check = QuietCheck.Compute(ledger, shop, AsOf.Now(now, shop.TimeZone), query, wish);
        var changes = AlertRound.Check(ledger, query.Value, check, app.Store.Alerts.Alerts(shop.Id, rule.Id), rule.Id, wish, now);
        await app.LogAccessAsync(shop, $"alerts check of {rule.Name}", Screen, changes.Select(c => c.After.Customer).Distinct().Count());
        if (changes.Count == 0) Console.WriteLine("  nothing would change");
        foreach (var change in changes) Line($"  {change.What}: {Who(ledger, change.After.Customer)}{Quiet(ledger, shop, check, change.After)}");
    }

    static Command List() => SchedulesCommand.With(new Command("list", "Alerts that are open, by rule") { Rule }, async (app, _, parsed, _) =>
    {
        var shop = app.Shop();
        var ledger = app.Ledgers.Get(shop.Id);
        List<(Schedule Rule, IReadOnlyList<Alert> Alerts)> open = [.. Rules(app, parsed).Select(rule => (rule, app.Store.Alerts.Alerts(shop.Id, rule.Id)))];
        await app.LogAccessAsync(shop, "alerts list", Screen, open.SelectMany(o => o.Alerts).Select(a => a.Customer).Distinct().Count());
        foreach (var (rule, alerts) in open)
        {
            var check = QuietCheck.Compute(ledger, shop, AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone), rule.Definition.Report.Query(), rule.Definition.Alert!);
            foreach (var alert in alerts) Line($"{rule.Name}  {State(alert)}  {Who(ledger, alert.Customer)}{Quiet(ledger, shop, check, alert)}");
        }

        if (open.All(o => o.Alerts.Count == 0)) Console.WriteLine("No alert is open.");
        return CommandLine.Fine;
    });

    static Command Snooze()
    {
        var what = new Argument<string>("CUSTOMER|RULE") { Description = "A customer's number or e-mail address, or a rule's name" };
        var until = new Option<string>("--until") { Description = "Day on which it may speak again, such as 2026-08-31", HelpName = "DAY", Required = true };
        return SchedulesCommand.With(new Command("snooze", "Keep an alert, or a whole rule, silent until a day") { what, until }, async (app, outgoing, parsed, _) =>
        {
            var (shop, text) = (app.Shop(), parsed.GetValue(what)!);
            var rule = outgoing.Desk.Find(shop.Id, text) is { Definition.Alert: not null } found ? found : null;
            var end = SchedulesCommand.Day(parsed.GetValue(until)!, rule?.Definition.TimeZone ?? shop.TimeZone.Id);
            if (end <= app.Clock.GetUtcNow()) throw new UsageException($"{parsed.GetValue(until)} has begun already; give a day to come");
            if (rule is null) return await ActAsync(app, outgoing, text, AlertAction.Snooze, end);
            await app.Store.Schedules.PauseScheduleAsync(shop.Id, rule.Id, end);
            Console.WriteLine($"{rule.Name} is not checked until {parsed.GetValue(until)}.");
            return CommandLine.Fine;
        });
    }

    static Command Act(string name, string description, AlertAction action) => SchedulesCommand.With(
        new Command(name, description) { Customer }, (app, outgoing, parsed, _) => ActAsync(app, outgoing, parsed.GetValue(Customer)!, action, null));

    static async Task<int> ActAsync(App app, Outgoing outgoing, string customer, AlertAction action, DateTimeOffset? until)
    {
        var (shop, ledger) = (app.Shop(), app.Ledgers.Get(app.Shop().Id));
        List<Alert> meant = [.. app.Store.Alerts.Alerts(shop.Id).Where(a => a.IsActionable && Is(ledger, a.Customer, customer))];
        if (meant.Count == 0) throw new UsageException($"no alert that was told is open for {customer}; see: shopclv alerts list");
        var names = RuleNames(app, shop);
        await app.LogAccessAsync(shop, $"alerts {action.ToString().ToLowerInvariant()}", Screen, meant.Select(a => a.Customer).Distinct().Count());
        foreach (var alert in meant)
            if (await outgoing.Alerts.ActAsync(shop.Id, alert.Id, action, "cli", until) is { } now)
                Line($"{names(now.Rule)}  {State(now)}  {Who(ledger, now.Customer)}");
        return CommandLine.Fine;
    }

    static Command History()
    {
        var customer = new Argument<string?>("CUSTOMER") { Description = "Number or e-mail address; everybody when left out", Arity = ArgumentArity.ZeroOrOne };
        var count = new Option<int>("--last") { Description = "How many", HelpName = "N", DefaultValueFactory = _ => 50 };
        return SchedulesCommand.With(new Command("history", "What happened to alerts, newest first") { customer, count }, async (app, _, parsed, _) =>
        {
            var (shop, ledger) = (app.Shop(), app.Ledgers.Get(app.Shop().Id));
            var (names, last) = (RuleNames(app, shop), parsed.GetValue(count));
            var all = parsed.GetValue(customer) is { } one
                ? [.. Meant(ledger, one).SelectMany(id => app.Store.Alerts.History(shop.Id, id, last)).OrderByDescending(e => e.At).Take(last)]
                : app.Store.Alerts.History(shop.Id, limit: last);
            await app.LogAccessAsync(shop, "alerts history", Screen, all.Select(e => e.Customer).Distinct().Count());
            if (all.Count == 0) Console.WriteLine("Nothing has happened yet.");
            foreach (var happened in all)
                Line(string.Create(CultureInfo.InvariantCulture,
                    $"{happened.At:yyyy-MM-dd HH:mm:ss}Z  {names(happened.Rule)}  {Who(ledger, happened.Customer)}  {happened.What}{(happened.By is { } by ? $"  by {by}" : "")}"));
            return CommandLine.Fine;
        });
    }

    static Command WinBackReport()
    {
        var json = new Option<bool>("--json") { Description = "For a program to read" };
        return SchedulesCommand.With(new Command("report", "Per rule and month: who came back, contacted or not") { Rule, json }, (app, _, parsed, _) =>
        {
            var (shop, rules) = (app.Shop(), Rules(app, parsed));
            var names = RuleNames(app, shop);
            var policies = rules.ToDictionary(r => r.Id, r => r.Definition.Report.Query().Value);
            var alerts = app.Store.Alerts.Alerts(shop.Id, open: false).Where(a => policies.ContainsKey(a.Rule)).ToList();
            var months = WinBack.Of(app.Ledgers.Get(shop.Id), shop, alerts, rule => policies[rule], app.Clock.GetUtcNow());
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(months.Select(m => new { Rule = names(m.Rule), m.Month, m.Fired, m.Contacted, NotContacted = m.Others })));
            else WinBackText.Write(months, names, shop.Currency, Console.Out);
            return Task.FromResult(CommandLine.Fine);
        });
    }

    static Command Backtest()
    {
        return SchedulesCommand.With(new Command("backtest", "How a rule would have done in this shop's past, against the plain days rule") { Rule }, (app, _, parsed, _) =>
        {
            var (shop, ledger) = (app.Shop(), app.Ledgers.Get(app.Shop().Id));
            foreach (var rule in Rules(app, parsed))
            {
                Console.WriteLine(rule.Name);
                var test = QuietBacktest.Run(ledger, shop, AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone), rule.Definition.Report.Query(), rule.Definition.Alert!);
                foreach (var line in BacktestText.Lines(test)) Console.WriteLine("  " + line);
            }

            return Task.FromResult(CommandLine.Fine);
        });
    }

    static List<Schedule> Rules(App app, ParseResult parsed)
    {
        var all = app.Store.Schedules.Schedules(app.Shop().Id).Where(s => s.Definition.Alert is not null).ToList();
        if (parsed.GetValue(Rule) is { } name)
            return all.Where(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is { Count: 1 } one
                ? one
                : throw new UsageException($"there is no rule {name}; see: shopclv alerts rules list");
        return all.Count > 0 ? all : throw new UsageException("there is no rule yet; add one: shopclv alerts rules add vips --every 'daily 08:00' --to email:you@example.nl");
    }

    static Func<long, string> RuleNames(App app, Shop shop)
    {
        var names = app.Store.Schedules.Schedules(shop.Id).ToDictionary(s => s.Id, s => s.Name);
        return rule => names.GetValueOrDefault(rule) ?? $"rule {rule} (removed)";
    }

    /// <summary>Whoever has that number, name in a file or address; also a number that the shop does not know any more.</summary>
    static IEnumerable<CustomerId> Meant(Ledger ledger, string text)
    {
        var known = Enumerable.Range(0, ledger.CustomerCount).Select(place => new CustomerId(ledger.Customer(place).Id)).Where(one => Is(ledger, one, text));
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? known.Append(new CustomerId(number)).Distinct() : known;
    }

    static bool Is(Ledger ledger, CustomerId customer, string text) =>
        text == customer.Value.ToString(CultureInfo.InvariantCulture)
        || (ledger.Find(customer) is { } place && (ledger.Customer(place).Label == text || (ledger.Customer(place).Email is { } mail && mail.Equals(text, StringComparison.OrdinalIgnoreCase))));

    static string Who(Ledger ledger, CustomerId customer) => ledger.Find(customer) is { } place
        ? $"{customer.Value.ToString(CultureInfo.InvariantCulture)}  {ledger.Customer(place).Name}  {ledger.Customer(place).Email}"
        : customer.Value.ToString(CultureInfo.InvariantCulture);

    static string Quiet(Ledger ledger, Shop shop, QuietCheck check, Alert alert) => alert.State != AlertState.Dropped && ledger.Find(alert.Customer) is { } place && check.Customers[place] is var quiet
        ? string.Create(CultureInfo.InvariantCulture, $"  {quiet.DaysSince} days since the last order{(quiet.QuietAfterDays is { } after ? $", unusual after {after}" : "")}  {new Money(quiet.AtStake, shop.Currency)} {shop.Currency} at stake")
        : "";

    static string State(Alert alert) => alert switch
    {
        { State: AlertState.Snoozed, SnoozedUntil: { } until } => string.Create(CultureInfo.InvariantCulture, $"snoozed until {until:yyyy-MM-dd HH:mm}Z"),
        { State: AlertState.CameBack, ReturnedAt: { } at } => string.Create(CultureInfo.InvariantCulture, $"came back {at:yyyy-MM-dd}"),
        _ => alert.State.ToString().ToLowerInvariant(),
    };

    static void Line(string text) => Console.WriteLine(VisibleText.OneLine(text, 500));
}
