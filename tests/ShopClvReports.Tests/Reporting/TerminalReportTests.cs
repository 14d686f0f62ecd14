using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using Spectre.Console;

namespace ShopClvReports.Tests;

public class TerminalReportTests
{
    [Fact]
    public void The_report_reads_in_Dutch_without_a_terminal()
    {
        var text = Write(Some.SmallReport(new ReportQuery(Period.All, Top: 1)), Language.Nl);
        Assert.Contains("Klantwaarde (CLV) – voorbeeld.myshopify.com", text);
        Assert.Contains("Hele geschiedenis: tot en met 30 jun 2026", text);
        Assert.Matches("Anna de Vries +│ anna@example.com +│ +€ 1.234,56 │ +2 │", text);
        Assert.Matches("Klanten in dit rapport +1 +2 +€ 1.234,56", text);
        Assert.Matches("Overige klanten +2 +2 +€ 47,50", text);
        Assert.Matches("Bestellingen zonder klant +1 +€ 19,99", text);
        Assert.Matches("Totaal +3 +5 +€ 1.302,05", text);
        Assert.Contains("Testbestellingen tellen nooit mee.", text);
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public void No_name_reaches_the_terminal_as_a_command(string name)
    {
        var text = Write(Some.ReportOn(name), Language.En);
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not '\n' and not '\r') || c is '\u202E' or '\u202C');
        Assert.Contains("€12.34", text);
    }

    [Fact]
    public void Markup_in_a_name_is_text() => Assert.Contains("[red]markup[/]", Write(Some.ReportOn("[red]markup[/]"), Language.En));

    [Fact]
    public void Currencies_are_apart()
    {
        var text = Write(Some.ReportInTwoCurrencies(), Language.En);
        Assert.Contains("Customers, amounts in EUR", text);
        Assert.Contains("Customers, amounts in JPY", text);
        Assert.Contains("¥5,007", text);
    }

    [Fact]
    public void An_empty_report_says_so() => Assert.Contains("No customers to show.", Write(Some.EmptyReport(), Language.En));

    [Fact]
    public void Rows_beyond_the_cap_are_counted_out_loud()
    {
        var report = Some.Report(
            [.. Enumerable.Range(1, 1234).Select(i => ((long)i, (string?)$"Customer {i}", (string?)null))],
            Enumerable.Range(1, 1234).Select(i => new Some.Sale(i, "2026-01-01", i)));
        Assert.Contains("234 more customers are not shown here", Write(report, Language.En));
    }

    [Fact]
    public void A_narrow_terminal_loses_whole_columns_and_says_which()
    {
        var text = Write(Some.SmallReport(), Language.En, width: 80);
        Assert.Matches("Anna de Vries +│ anna@example.com +│ +€1,234.56 │ +2 │", text);
        Assert.Matches(@"Not shown for lack of room: Last order, Days since, Average order value, Share\s+of revenue\.", text);
        Assert.All(text.Split('\n').Where(line => line.Contains('│')), line => Assert.InRange(line.Length, 1, 80));
    }

    static string Write(Report report, Language language, int? width = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        if (width is { } columns) (console.Profile.Width, console.Profile.Out) = (columns, new NarrowTerminal(output));
        TerminalReport.Write(report, language, console);
        return output.ToString();
    }

    sealed class NarrowTerminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;
        public bool IsTerminal => true;
        public int Width => 80;
        public int Height => 25;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
