using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>Takes orders from files.</summary>
static class ImportCommand
{
    public static Command Build()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files, gzipped or not; - for standard input", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format") { Description = "webhook, bulk, admin-csv or plain-csv; detected when left out" };
        format.AcceptOnlyFromAmong([.. ImportFormats.Names]);
        var command = new Command("import", "Import orders: webhook-shaped JSON, a bulk operation's JSONL, the admin's order export, or a plain CSV") { files, format };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed, parsed.GetValue(files)!, parsed.GetValue(format) is { } name ? ImportFormats.Parse(name) : null, cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string[] files, ImportFormat? format, CancellationToken cancellation)
    {
        foreach (var file in files)
            if (file != "-" && !File.Exists(file)) throw new UsageException($"there is no file {file}");
        await using var app = await App.OpenAsync(parsed);
        var shop = await app.ShopForImportAsync();
        var rejected = 0;
        foreach (var file in files)
        {
            var result = await ImportAsync(app, shop, file, format, cancellation);
            rejected += result.Rejected;
            Report(file, app, shop, result);
        }

        return rejected == 0 ? CommandLine.Fine : CommandLine.Failed;
    }

    static async Task<ImportResult> ImportAsync(App app, Shop shop, string file, ImportFormat? format, CancellationToken cancellation)
    {
        await using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var name = file == "-" ? "standard input" : Path.GetFileName(file);
        long? length = input.CanSeek ? input.Length : null;
        Task<ImportResult> Run(IProgress<ImportProgress> progress) => FileImport.RunAsync(app.Store, shop, input, name, format, length, progress, cancellation);
        return Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Interactive
            ? await Run(new PlainProgress(name))
            : await BarAsync(name, length, Run);
    }

    static Task<ImportResult> BarAsync(string name, long? length, Func<IProgress<ImportProgress>, Task<ImportResult>> run) =>
        AnsiConsole.Progress().HideCompleted(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(name), maxValue: length ?? 1);
                bar.IsIndeterminate = length is null;
                return run(new Bar(bar));
            });

    static void Report(string file, App app, Shop shop, ImportResult result)
    {
        foreach (var line in result.FirstRejected) Console.Error.WriteLine(VisibleText.OneLine($"{file} line {line.Line}: {line.Reason}", 500));
        if (result.Rejected > result.FirstRejected.Count) Console.Error.WriteLine($"{file}: and {result.Rejected - result.FirstRejected.Count} more");
        Console.WriteLine($"{file}: {Count(result.Stored)} stored, {Count(result.Unchanged)} known already, {Count(result.Rejected)} rejected  ({shop.Domain})");
        if (result.Rejected > 0)
            Console.Error.WriteLine(app.Settings.Privacy.NoPersonalData
                ? "What was rejected may name customers and is not kept, only why (shopclv quarantine list); put it right in the file and import that again."
                : "What was rejected is kept: shopclv quarantine list");
    }

    static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => task.Value = value.BytesTotal is null ? 0 : value.BytesRead;
    }

    /// <summary>A line every few seconds, for logs.</summary>
    sealed class PlainProgress(string name) : IProgress<ImportProgress>
    {
        static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
        long _last = TimeProvider.System.GetTimestamp();

        public void Report(ImportProgress value)
        {
            if (TimeProvider.System.GetElapsedTime(_last) < Every) return;
            _last = TimeProvider.System.GetTimestamp();
            var share = value.BytesTotal is > 0 and var total ? string.Create(CultureInfo.InvariantCulture, $" {100.0 * value.BytesRead / total:F0} %") : "";
            Console.Error.WriteLine($"{name}:{share} {Count(value.Stored + value.Unchanged)} orders, {Count(value.Rejected)} rejected");
        }
    }
}
