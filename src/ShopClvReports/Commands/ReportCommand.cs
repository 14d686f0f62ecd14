using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>Reports, to the terminal or to a file.</summary>
static class ReportCommand
{
    /// <summary>Rows of a terminal table when nothing is said.</summary>
    const int TerminalRows = 25;

    const string TableFormat = "table";

    static readonly Option<string> Period = new("--period")
    {
        Description = $"{string.Join(", ", Analytics.Period.Names)}, or FROM..TO such as 2026-01-01..2026-03-31",
        DefaultValueFactory = _ => "all",
    };

    static readonly Option<string?> AsOfOption = new("--as-of")
    {
        Description = "The day (to its end) or instant that the report speaks for; now when left out",
        HelpName = "DAY",
    };

    static readonly Option<string> Value = new("--value")
    {
        Description = "What an order is worth: paid (received less refunded), current (after returns and edits) or ordered (as placed)",
        DefaultValueFactory = _ => "paid",
    };

    static readonly Option<string?> ClvColumns = ColumnsOf(ClvReport.ColumnKeys);
    static readonly Option<string?> InactiveColumns = ColumnsOf(InactiveReport.ColumnKeys);
    static readonly Option<string?> Where = new("--where") { Description = "Only these customers, such as \"total_spent > 500 AND orders >= 2\"", HelpName = "FILTER" };
    static readonly Option<string?> Sort = new("--sort") { Description = "Such as total_spent:desc,name:asc", HelpName = "A,B,…" };
    static readonly Option<int?> Top = new("--top") { Description = $"Only the first N; 0 for all (a terminal table shows {TerminalRows} when left out)", HelpName = "N" };
    static readonly Option<string?> Format = new("--format") { Description = "table, csv, json, xlsx or html; by the ending of --out when left out" };
    static readonly Option<string?> Out = new("--out") { Description = "File to write; standard output when left out", HelpName = "FILE" };

    static ReportCommand()
    {
        Value.AcceptOnlyFromAmong("paid", "current", "ordered");
        Format.AcceptOnlyFromAmong([TableFormat, .. ReportFormats.Names]);
    }

    public static Command Build() => new("report", "Make a report") { Clv(), Inactive() };

    static Command Clv()
    {
        var command = new Command("clv", "Customer Lifetime Value: every customer and what they are worth") { Period, AsOfOption, Value, ClvColumns, Where, Sort, Top, Format, Out };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, ClvColumns, (ledger, shop, asOf, query) => ClvReport.Build(ledger, shop, asOf, query), cancellation));
        return command;
    }

    static Command Inactive()
    {
        var command = new Command("inactive", "High-value customers that are unusually quiet") { Period, AsOfOption, Value, InactiveColumns, Where, Sort, Top, Format, Out };
        foreach (var option in AlertRuleOptions.Found) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var rule = Understood(() => AlertRuleOptions.Read(parsed).Over(null));
            return RunAsync(parsed, InactiveColumns, (ledger, shop, asOf, query) => InactiveReport.Build(ledger, shop, asOf, query, rule), cancellation);
        });
        return command;
    }

    static async Task<int> RunAsync(
        ParseResult parsed, Option<string?> columns, Func<Ledger, Shop, AsOf, ReportQuery, Report> build, CancellationToken cancellation)
    {
        var format = ChosenFormat(parsed.GetValue(Format), parsed.GetValue(Out));
        await using var app = await App.OpenAsync(parsed);
        var shop = app.Shop();
        var asOf = Understood(() => parsed.GetValue(AsOfOption) is { } text ? AsOf.Parse(text, shop.TimeZone) : AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone));
        var report = build(app.Ledgers.Get(shop.Id), shop, asOf, Query(parsed, columns, format));
        await WriteAsync(app, report, format, parsed.GetValue(Out), cancellation);
        return CommandLine.Fine;
    }

    static ReportQuery Query(ParseResult parsed, Option<string?> columns, ReportFormat? format) => Understood(() => new ReportQuery(
        Analytics.Period.Parse(parsed.GetValue(Period)!),
        Enum.Parse<ValuePolicy>(parsed.GetValue(Value)!, ignoreCase: true),
        parsed.GetValue(columns)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        parsed.GetValue(Where),
        parsed.GetValue(Sort) is { } sort ? SortKey.ParseList(sort) : null,
        parsed.GetValue(Top) switch
        {
            < 0 => throw new FormatException("--top takes a number from 0, which means all"),
            0 => null,
            null => format is null ? TerminalRows : null,
            var top => top,
        }));

    /// <returns>Null for the terminal table.</returns>
    static ReportFormat? ChosenFormat(string? format, string? path) => (format, path) switch
    {
        (TableFormat, null) => null,
        (TableFormat, _) => throw new UsageException("a table is for the terminal; give --format csv, json, xlsx or html for a file"),
        (null, null) => null,
        (null, { } file) => Enum.GetValues<ReportFormat>().Cast<ReportFormat?>().FirstOrDefault(f => file.EndsWith(f!.Value.FileExtension(), StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"the ending of {file} names no format; give --format csv, json, xlsx or html"),
        ("xlsx", null) when !Console.IsOutputRedirected => throw new UsageException("xlsx is not for a terminal; give --out report.xlsx"),
        ({ } named, _) => ReportFormats.Parse(named),
    };

    static async Task WriteAsync(App app, Report report, ReportFormat? format, string? path, CancellationToken cancellation)
    {
        if (format is not { } file)
        {
            TerminalReport.Write(report, app.Language, AnsiConsole.Console);
            return;
        }

        var options = new RenderOptions { ByteOrderMark = app.Settings.Csv.ByteOrderMark };
        if (path is null)
        {
            await using var output = Console.OpenStandardOutput();
            await ReportRenderer.WriteAsync(report, file, app.Language, output, options, cancellation);
            return;
        }

        await FileWriter.WriteAsync(path, output => ReportRenderer.WriteAsync(report, file, app.Language, output, options, cancellation));
        Console.Error.WriteLine($"{path}: {report.Sections.Sum(s => s.Rows.Length)} customers");
        if (file == ReportFormat.Csv) Console.Error.WriteLine(string.Join(' ', ReportText.Of(report, app.Language).Definition));
    }

    static Option<string?> ColumnsOf(IEnumerable<string> keys) => new("--columns") { Description = $"Which columns, in order: customer_id, {string.Join(", ", keys)}", HelpName = "A,B,…" };

    static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
