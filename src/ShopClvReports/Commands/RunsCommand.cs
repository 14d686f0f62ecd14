using System.CommandLine;
using System.Globalization;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What was made and sent, and what came of it.</summary>
static class RunsCommand
{
    public static Command Build() => new("runs", "What was made and sent, and what came of it") { List(), Show() };

    static Command List()
    {
        var count = new Option<int>("--last") { Description = "How many", HelpName = "N", DefaultValueFactory = _ => 20 };
        return SchedulesCommand.With(new Command("list", "The latest runs, newest first") { count }, (app, _, parsed, _) =>
        {
            var runs = app.Store.Outbox.Runs(app.Shop().Id, limit: parsed.GetValue(count));
            if (runs.Count == 0) Console.WriteLine("Nothing has run yet.");
            foreach (var run in runs) Console.WriteLine(Say(run));
            return Task.FromResult(CommandLine.Fine);
        });
    }

    static Command Show()
    {
        var id = new Argument<long>("RUN") { Description = "Its number, from the list" };
        return SchedulesCommand.With(new Command("show", "A run with its files, deliveries and every attempt") { id }, (app, _, parsed, _) =>
        {
            var run = app.Store.Outbox.FindRun(parsed.GetValue(id)) is { } found && found.Shop == app.Shop().Id
                ? found
                : throw new UsageException($"there is no run {parsed.GetValue(id)}; see: shopclv runs list");
            Describe(app, run);
            foreach (var artifact in app.Store.Outbox.Artifacts(run.Id))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {artifact.Name}  {artifact.Bytes} bytes  sha256 {artifact.Sha256}"));
            return Task.FromResult(CommandLine.Fine);
        });
    }

    /// <summary>One line of a run.</summary>
    public static string Say(Run run) => VisibleText.OneLine(string.Create(CultureInfo.InvariantCulture,
        $"{run.Id}  {run.ScheduledAt:yyyy-MM-dd HH:mm:ss}Z  {run.Name}  {Kind(run)}{State(run)}{(run.Missed > 0 ? $"  covers {run.Missed} missed before" : "")}{(run.Reason is { } reason ? $"  {reason}" : "")}"), 500);

    /// <returns>The exit code that says whether it went well.</returns>
    public static int Describe(App app, Run run)
    {
        Console.WriteLine(Say(run));
        foreach (var delivery in app.Store.Outbox.DeliveriesOf(run.Id))
        {
            Console.WriteLine("  " + OutboxCommand.Say(delivery));
            foreach (var attempt in app.Store.Outbox.Attempts(delivery.Id))
                Console.WriteLine("    " + VisibleText.OneLine(string.Create(CultureInfo.InvariantCulture,
                    $"{attempt.Number}. {attempt.At:yyyy-MM-dd HH:mm:ss}Z  {attempt.Outcome ?? "broke off"}{(attempt.Took is { } took ? $"  {took.TotalSeconds:F1} s" : "")}  {attempt.Reply}"), 500));
        }

        if (run.State is RunState.Sending or RunState.Planned) Console.WriteLine("What waits is tried again when its time comes, while this runs: shopclv serve");
        return run.State is RunState.Delivered or RunState.Skipped ? CommandLine.Fine : CommandLine.Failed;
    }

    static string State(Run run) => run.State.ToString().ToLowerInvariant();

    static string Kind(Run run) => run.Kind switch
    {
        RunKind.Scheduled => "",
        RunKind.Manual => "by hand, ",
        RunKind.Test => "test, ",
        RunKind.Notice => "notice, ",
        RunKind.FollowUp => "follow-up, ",
        RunKind.Retold => "told anew, ",
    };
}
