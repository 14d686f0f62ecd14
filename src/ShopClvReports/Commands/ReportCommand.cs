using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>Reports, to the terminal or to a file.</summary>
static class ReportCommand
{
    /// <summary>Rows of a terminal table when nothing is said.</summary>
    const int TerminalRows = 25;

    const string TableFormat = "table";

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

    static readonly Option<string?> Where = new("--where") { Description = "Only these rows, such as \"total_spent > 500 AND orders >= 2\"", HelpName = "FILTER" };
    static readonly Option<string?> Sort = new("--sort") { Description = "Such as total_spent:desc,name:asc", HelpName = "A,B,…" };
    static readonly Option<int?> Top = new("--top") { Description = $"Only the first N; 0 for all (a long table in a terminal shows {TerminalRows} when left out)", HelpName = "N" };
    static readonly Argument<string> Who = new("CUSTOMER") { Description = "The customer's id as reports show it, or e-mail address" };
    static readonly Option<string?> Format = new("--format") { Description = "table, csv, json, xlsx or html; by the ending of --out when left out" };
    static readonly Option<string?> Out = new("--out") { Description = "File to write; standard output when left out", HelpName = "FILE" };

    static ReportCommand()
    {
        Value.AcceptOnlyFromAmong([.. ValuePolicies.Names]);
        Format.AcceptOnlyFromAmong([TableFormat, .. ReportFormats.Names]);
    }

    public static Command Build()
    {
        var report = new Command("report", "Make a report");
        foreach (var kind in Enum.GetValues<ReportKind>()) report.Add(Build(kind));
        return report;
    }

    static Command Build(ReportKind kind)
    {
        var command = new Command(kind.Name(), Describe(kind)) { Period(kind), AsOfOption, Value };
        if (kind == ReportKind.Customer) command.Add(Who);
        var columns = new Option<string?>("--columns") { Description = $"Which columns, in order: {string.Join(", ", ReportRequests.Columns(kind))}", HelpName = "A,B,…" };
        foreach (var option in (IEnumerable<Option>)[columns, ReportOptions.Own, Where, Sort, Top, .. OptionsOf(kind), Format, Out]) command.Add(option);
        command.SetAction((parsed, cancel) => RunAsync(parsed, kind, parsed.GetValue(columns), cancel));
        return command;
    }

    static Option<string> Period(ReportKind kind) => new("--period")
    {
        Description = $"{string.Join(", ", Analytics.Period.Names)}, or FROM..TO such as 2026-01-01..2026-03-31",
        DefaultValueFactory = _ => ReportRequests.UsualPeriod(kind),
    };

    static string Describe(ReportKind kind) => kind switch
    {
        ReportKind.Clv => "Customer Lifetime Value: every customer and what they are worth",
        ReportKind.Inactive => "High-value customers that are unusually quiet",
        ReportKind.Tiers => "Customers in tiers by what they spent",
        ReportKind.Rfm => "Customers in groups by recency, frequency and monetary value",
        ReportKind.Cohorts => "Customers by the month or quarter of their first order, and what they did since",
        ReportKind.Forecast => "What the customers known today are expected to order, with an 80 % interval",
        ReportKind.Channels => "Which channels win customers, what those are worth and what they cost",
        ReportKind.Products => "What sells, which products win customers that come back, and what the best customers buy",
        ReportKind.Companies => "Companies (B2B), and who orders for them",
        ReportKind.Customer => "One customer: every order, refunds, running total",
        ReportKind.Summary => "One page: what changed, who matters, who is slipping away, what to do",
        ReportKind.Reconcile => "Customers and days whose figures are not Shopify's, and the orders that explain it",
    };

    /// <summary>What only some reports take.</summary>
    static IEnumerable<Option> OptionsOf(ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Tiers => [AlertRuleOptions.TierList],
        ReportKind.Inactive => AlertRuleOptions.Found,
        ReportKind.Cohorts or ReportKind.Channels => [ReportOptions.By],
        ReportKind.Rfm or ReportKind.Forecast or ReportKind.Products or ReportKind.Companies or ReportKind.Customer or ReportKind.Summary
            or ReportKind.Reconcile => [],
    };

    static async Task<int> RunAsync(ParseResult parsed, ReportKind kind, string? columns, CancellationToken cancellation)
    {
        var format = ChosenFormat(parsed.GetValue(Format), parsed.GetValue(Out));
        await using var app = await App.OpenAsync(parsed);
        var shop = app.Shop();
        var report = Understood(() =>
        {
            var request = new ReportRequest(
                kind.Name(), parsed.GetValue<string>("--period")!, parsed.GetValue(Value)!, columns, parsed.GetValue(Where), parsed.GetValue(Sort),
                parsed.GetValue(Top) ?? (format is null && kind.MayBeLong() ? TerminalRows : null),
                kind == ReportKind.Inactive ? AlertRuleOptions.Read(parsed, app.TiersOf(shop)).Over(null) : null,
                kind == ReportKind.Inactive ? null : parsed.GetValue(AlertRuleOptions.TierList), parsed.GetValue(ReportOptions.By), parsed.GetValue(ReportOptions.Own))
            {
                Customer = kind == ReportKind.Customer ? parsed.GetValue(Who) : null,
            };
            return request.Build(app.Reports.Of(shop, parsed.GetValue(AsOfOption) is { } text ? AsOf.Parse(text, shop.TimeZone) : AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone)));
        });
        await app.LogAccessAsync(
            shop, $"report {kind.Name()}", $"{format?.ToString().ToLowerInvariant() ?? TableFormat} {(parsed.GetValue(Out) is null ? "on the screen" : "file")}", report.CustomersNamed);
        await WriteAsync(app, report, format, parsed.GetValue(Out), cancellation);
        return CommandLine.Fine;
    }

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
        Console.Error.WriteLine($"{path}: {report.Sections.Sum(s => s.Rows.Length)} {Words.Of(Language.En).Rows(report.Kind)}");
        if (file == ReportFormat.Csv) Console.Error.WriteLine(string.Join(' ', ReportText.Of(report, app.Language).Definition));
    }

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
