using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>Fetches a connected shop's whole history.</summary>
static class BackfillCommand
{
    public static Command Build()
    {
        var status = new Option<bool>("--status") { Description = "Only say how far it is, part by part" };
        var restart = new Option<bool>("--restart") { Description = "Begin from the start, though it is here or half here; what is fetched twice changes nothing" };
        var command = new Command("backfill", "Fetch a connected shop's whole history, newest first; goes on where it was interrupted") { status, restart };
        command.SetAction((parsed, cancellation) => parsed.GetValue(status) ? StatusAsync(parsed) : RunAsync(parsed, parsed.GetValue(restart), cancellation));
        return command;
    }

    static async Task<int> StatusAsync(ParseResult parsed)
    {
        await using var app = await App.OpenAsync(parsed);
        var shop = app.Shop();
        var backfill = app.Store.Backfills.Find(shop.Id);
        Console.WriteLine($"{shop.Domain}: {BackfillText.Of(backfill)}");
        if (backfill is null) return CommandLine.Fine;
        foreach (var line in BackfillText.Parts(backfill)) Console.WriteLine(line);
        return backfill.Problem is null ? CommandLine.Fine : CommandLine.Failed;
    }

    static async Task<int> RunAsync(ParseResult parsed, bool restart, CancellationToken cancellation)
    {
        await using var app = await App.OpenAsync(parsed);
        using var upstream = new Upstream(app);
        var shop = app.Shop();
        if (app.Store.Connections.Find(shop.Id) is not { Token: not null } connection)
            throw new UsageException($"{shop.Domain} is not connected to Shopify; connect it with: shopclv shops connect {shop.Domain} --token-file FILE");
        Task<Backfill> Run(IProgress<BackfillProgress> progress) => upstream.Backfill.RunAsync(shop, connection, restart, insist: true, progress, cancellation);
        var backfill = Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Interactive ? await Run(new PlainProgress(shop)) : await BarAsync(shop, Run);
        Console.WriteLine($"{shop.Domain}: {BackfillText.Of(backfill)}");
        if (!connection.SeesAllOrders) Console.Error.WriteLine($"Shopify shows the orders of {Connection.ShownDays} days only: give the app the scope {Connection.AllOrdersScope} and connect the shop again.");
        return backfill.FinishedAt is null ? CommandLine.Failed : CommandLine.Fine;
    }

    static Task<Backfill> BarAsync(Shop shop, Func<IProgress<BackfillProgress>, Task<Backfill>> run) =>
        AnsiConsole.Progress().HideCompleted(true).Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .StartAsync(context => run(new Bar(context.AddTask(Markup.Escape(shop.Domain)))));

    sealed class Bar(ProgressTask task) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value)
        {
            // Found is half of it; the other half is to be read.
            task.MaxValue = Math.Max(1, 2 * Math.Max(value.Backfill.Orders, value.Backfill.Found));
            task.Value = value.Backfill.Found + value.Backfill.Imported;
            task.Description = Markup.Escape(BackfillText.Progress(value));
        }
    }

    /// <summary>A line when something has changed and some time has passed, for logs.</summary>
    sealed class PlainProgress(Shop shop) : IProgress<BackfillProgress>
    {
        static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
        long? _last;
        string _said = "";

        public void Report(BackfillProgress value)
        {
            var line = BackfillText.Progress(value);
            if (line == _said || (_last is { } last && TimeProvider.System.GetElapsedTime(last) < Every)) return;
            (_last, _said) = (TimeProvider.System.GetTimestamp(), line);
            Console.Error.WriteLine($"{shop.Domain}: {line}");
        }
    }
}
