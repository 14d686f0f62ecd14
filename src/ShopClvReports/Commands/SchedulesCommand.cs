using System.CommandLine;
using System.Globalization;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What happens by itself: reports that are sent, and alert rules that are checked.</summary>
/// <param name="path">The command as it is typed.</param>
/// <param name="noun">What one of them is called.</param>
/// <param name="rules">Whether these are the alert rules.</param>
sealed class SchedulesCommand(string path, string noun, bool rules)
{
    const int TimesShown = 5;

    static readonly Argument<string> Name = new("NAME");

    public static Command Build() => new SchedulesCommand("schedules", "schedule", rules: false).Build("schedules", "Reports that are sent by themselves: what, when and where");

    public static Command BuildRules() => new SchedulesCommand("alerts rules", "rule", rules: true).Build("rules", "Who is watched, when it is checked and who is told");

    Command Build(string name, string description) => new(name, description)
    {
        Save("add", $"Add a {noun}", isNew: true), Save("edit", $"Change what is given of a {noun}", isNew: false), List(), Show(), Remove(), Pause(),
        Resume(), Preview(), Run(), Test(), Resubscribe(),
    };

    Command Save(string name, string description, bool isNew)
    {
        var command = new Command(name, description) { Name };
        foreach (var option in rules ? ScheduleOptions.OfRule : ScheduleOptions.OfReport) command.Options.Add(option);
        return With(command, async (app, outgoing, parsed, _) =>
        {
            var shop = app.Shop();
            var text = ScheduleOptions.Read(parsed, parsed.GetValue(Name)!, rules, app.TiersOf(shop));
            var known = outgoing.Desk.Find(shop.Id, text.Name);
            if (known is not null && (isNew || IsOther(known))) throw new UsageException($"there is a {Noun(known)} {known.Name} already; change it with: shopclv {Path(known)} edit");
            if (!isNew && known is null) throw Missing(app, text.Name);
            Describe(app, await outgoing.Desk.SaveAsync(shop, text with { Name = known?.Name ?? text.Name }, app.Settings.Language));
            return CommandLine.Fine;
        });
    }

    Command List() => With(new Command("list", $"Every {noun} and its next time"), (app, _, _, _) =>
    {
        List<Schedule> all = [.. app.Store.Schedules.Schedules(app.Shop().Id).Where(s => !IsOther(s))];
        if (all.Count == 0)
            Console.WriteLine($"There is no {noun} yet. Add one: shopclv {path} add {(rules ? "vips --every 'daily 08:00'" : "weekly --every 'monday 07:00'")} --to email:you@example.nl");
        foreach (var schedule in all)
        {
            var next = schedule.Rests(app.Clock.GetUtcNow()) ? Paused(schedule) : Next(app, schedule, 1).FirstOrDefault("never again");
            Console.WriteLine($"{schedule.Name}  {(schedule.Definition.Alert is { } rule ? AlertRuleText.Say(rule) + "  " : "")}{TimingText.Say(schedule.Definition.When)} {schedule.Definition.TimeZone}  {next}  {string.Join(" ", schedule.Definition.Destinations)}");
        }

        return Task.FromResult(CommandLine.Fine);
    });

    Command Show() => With(new Command("show", $"A {noun}, its next times and its last runs") { Name }, (app, outgoing, parsed, _) =>
    {
        Describe(app, Find(app, outgoing, parsed));
        return Task.FromResult(CommandLine.Fine);
    });

    Command Remove() => With(new Command("remove", $"Remove a {noun}; what still waits of it is cancelled") { Name }, async (app, outgoing, parsed, _) =>
    {
        var schedule = Find(app, outgoing, parsed);
        await app.Store.Schedules.RemoveScheduleAsync(schedule.Shop, schedule.Id, app.Clock.GetUtcNow());
        Console.WriteLine($"{schedule.Name} is gone.");
        if (app.Settings.Shops.GetValueOrDefault(app.Shop().Domain)?.SchedulesFile is { } file) Console.WriteLine($"If it is in {file}, take it out there too: it comes back otherwise.");
        return CommandLine.Fine;
    });

    Command Pause()
    {
        var until = new Option<string?>("--until") { Description = "Day on which it goes on by itself, such as 2026-08-31", HelpName = "DAY" };
        return With(new Command("pause", $"Let a {noun} rest; what would have been sent meanwhile is not made up for") { Name, until }, async (app, outgoing, parsed, _) =>
        {
            var schedule = Find(app, outgoing, parsed);
            DateTimeOffset? end = parsed.GetValue(until) is { } text ? Day(text, schedule.Definition.TimeZone) : null;
            if (end <= app.Clock.GetUtcNow()) throw new UsageException($"{parsed.GetValue(until)} has begun already; give the day on which {schedule.Name} is to go on, or none to pause it until it is resumed");
            await app.Store.Schedules.PauseScheduleAsync(schedule.Shop, schedule.Id, end);
            Console.WriteLine(Paused(Find(app, outgoing, parsed)));
            return CommandLine.Fine;
        });
    }

    Command Resume() => With(new Command("resume", $"Let a {noun} go on") { Name }, async (app, outgoing, parsed, _) =>
    {
        var schedule = Find(app, outgoing, parsed);
        await app.Store.Schedules.ResumeScheduleAsync(schedule.Shop, schedule.Id, app.Clock.GetUtcNow());
        // As it is now: it no longer rests until the end of a pause.
        foreach (var next in Next(app, Find(app, outgoing, parsed), 1)) Console.WriteLine($"Next: {next}");
        return CommandLine.Fine;
    });

    Command Preview()
    {
        var folder = new Option<string>("--out") { Description = "Folder to write to", HelpName = "DIR", DefaultValueFactory = _ => "preview" };
        return With(new Command("preview", "Write what would be sent now to files; nothing is sent") { Name, folder }, async (app, outgoing, parsed, cancel) =>
        {
            var schedule = Find(app, outgoing, parsed);
            var files = new PreviewFolder(parsed.GetValue(folder)!, Languages.Parse(schedule.Definition.Language), app.Settings.Csv.ByteOrderMark);
            await outgoing.Renderer.PreviewAsync(schedule, files.Of, cancel);
            await app.LogAccessAsync(app.Shop(), $"preview of {schedule.Name}", "folder", files.Customers);
            foreach (var file in files.Written) Console.WriteLine(file);
            return CommandLine.Fine;
        });
    }

    Command Run() => With(new Command("run", rules ? "Check a rule now, whatever its time" : "Send a schedule's report now, once, whatever its time") { Name }, async (app, outgoing, parsed, cancel) =>
    {
        var run = await outgoing.Planner.PlanNowAsync(Find(app, outgoing, parsed));
        return RunsCommand.Describe(app, await outgoing.Dispatcher.DriveAsync(run.Id, cancel));
    });

    Command Test()
    {
        var to = new Option<string>("--to") { Description = "The one destination to try", HelpName = "DEST", Required = true };
        return With(new Command("test", rules ? "Send what a rule finds now, marked as a test, to one destination" : "Send a schedule's report, marked as a test, to one destination") { Name, to }, async (app, outgoing, parsed, cancel) =>
        {
            var destination = ScheduleOptions.Here(Destination.Parse(parsed.GetValue(to)!));
            outgoing.Channels.Check(destination);
            var run = await outgoing.Planner.PlanNowAsync(Find(app, outgoing, parsed), destination);
            return RunsCommand.Describe(app, await outgoing.Dispatcher.DriveAsync(run.Id, cancel));
        });
    }

    Command Resubscribe()
    {
        var address = new Argument<string>("ADDRESS");
        return With(new Command("resubscribe", $"Send a {noun} again to an address that asked to be left out") { Name, address }, async (app, outgoing, parsed, _) =>
        {
            var schedule = Find(app, outgoing, parsed);
            var left = app.Store.Schedules.Unsubscribed(schedule.Shop, schedule.Id);
            var back = left.FirstOrDefault(a => a.Equals(parsed.GetValue(address), StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"{parsed.GetValue(address)} did not ask to be left out of {schedule.Name}; {(left.Count == 0 ? "nobody did" : $"those who did: {string.Join(", ", left)}")}");
            await app.Store.Schedules.SetUnsubscribedAsync(schedule.Shop, schedule.Id, back, unsubscribed: false, app.Clock.GetUtcNow());
            Console.WriteLine($"{back} gets {schedule.Name} again.");
            return CommandLine.Fine;
        });
    }

    /// <summary>A command that works with schedules and channels; what cannot be is wrong usage.</summary>
    internal static Command With(Command command, Func<App, Outgoing, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = await App.OpenAsync(parsed);
            try
            {
                return await work(app, await Outgoing.OpenAsync(app), parsed, cancel);
            }
            catch (FormatException e)
            {
                throw new UsageException(e.Message);
            }
        });
        return command;
    }

    bool IsOther(Schedule schedule) => schedule.Definition.Alert is not null != rules;

    static string Noun(Schedule schedule) => schedule.Definition.Alert is null ? "schedule" : "rule";

    static string Path(Schedule schedule) => schedule.Definition.Alert is null ? "schedules" : "alerts rules";

    Schedule Find(App app, Outgoing outgoing, ParseResult parsed)
    {
        var name = parsed.GetValue(Name)!;
        var found = outgoing.Desk.Find(app.Shop().Id, name) ?? throw Missing(app, name);
        return IsOther(found) ? throw new UsageException($"{found.Name} is a {Noun(found)}; see: shopclv {Path(found)} show") : found;
    }

    UsageException Missing(App app, string name)
    {
        var known = app.Store.Schedules.Schedules(app.Shop().Id).Where(s => !IsOther(s)).Select(s => s.Name).ToList();
        return new UsageException($"there is no {noun} {name}; {(known.Count == 0 ? "none is there yet" : $"known are {string.Join(", ", known)}")}");
    }

    static void Describe(App app, Schedule schedule)
    {
        var (definition, now) = (schedule.Definition, app.Clock.GetUtcNow());
        Line(definition.Alert is null ? "Schedule" : "Rule", schedule.Name);
        if (definition.Alert is { } rule) Line("Tells", AlertRuleText.Say(rule));
        Line(definition.Alert is null ? "Report" : "Counts", [.. definition.Alert is null ? [definition.Report.Kind] : Array.Empty<string>(), definition.Report.Period, definition.Report.Value, definition.Language]);
        var request = definition.Report;
        foreach (var (what, text) in new[]
        {
            ("Columns", request.Columns), ("Where", request.Where), ("Sort", request.Sort), ("Tiers", request.Tiers), ("By", request.By),
            ("Subject", definition.Subject), ("Message", definition.Message),
        })
            if (text is not null) Line(what, text);
        foreach (var own in definition.Report.Own ?? []) Line("Column", own);
        if (definition.Report.Rule is { } quiet) Line("Lists", AlertRuleText.Say(quiet));
        if (definition.Report.Top is { } top) Line("Top", top.ToString(CultureInfo.InvariantCulture));
        if (definition.Condition != SendCondition.Always) Line("Only", ScheduleText.Say(definition.Condition));
        Line("When", TimingText.Say(definition.When), definition.TimeZone);
        foreach (var destination in definition.Destinations) Line("To", destination.ToString());
        foreach (var address in app.Store.Schedules.Unsubscribed(schedule.Shop, schedule.Id)) Line("Left out", $"{address} asked not to get it any more");
        if (schedule.Rests(now)) Line("Paused", Paused(schedule));
        foreach (var next in Next(app, schedule, TimesShown)) Line("Next", next);
        foreach (var run in app.Store.Outbox.Runs(schedule.Shop, limit: TimesShown, schedule: schedule.Id)) Line("Run", RunsCommand.Say(run));
    }

    static IEnumerable<string> Next(App app, Schedule schedule, int count)
    {
        var (timing, zone, now) = (schedule.Definition.When, schedule.Definition.TimeZone, app.Clock.GetUtcNow());
        var from = schedule.AwaitsConnection ? null : schedule.Rests(now) ? schedule.PausedUntil : now;
        return from is null ? [] : ScheduleTimes.Upcoming(timing, zone, from.Value).Take(count).Select(at => string.Create(
            CultureInfo.InvariantCulture,
            $"{ScheduleTimes.Local(zone, at):ddd yyyy-MM-dd HH:mm:ss zzz}  {at:yyyy-MM-dd HH:mm:ss}Z{(ScheduleTimes.IsMoved(timing, zone, at) ? "  moved: the clocks change that day, and the time asked for does not exist" : "")}"));
    }

    static string Paused(Schedule schedule) => schedule switch
    {
        { AwaitsConnection: true } => "rests because the app was removed at Shopify, until the shop is connected again or it is resumed",
        { PausedUntil: { } until } => string.Create(CultureInfo.InvariantCulture, $"paused until {ScheduleTimes.Local(schedule.Definition.TimeZone, until):yyyy-MM-dd HH:mm zzz}"),
        _ => "paused until it is resumed",
    };

    internal static DateTimeOffset Day(string text, string zone) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? Analytics.ZonedDay.Start(day, TimeZoneInfo.FindSystemTimeZoneById(zone))
        : throw new FormatException($"'{text}' is not a day; expected for example 2026-08-31");

    static void Line(string name, params string[] values) => Console.WriteLine(VisibleText.OneLine($"{name,-10}{string.Join("  ", values)}", 2000));
}
