using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>The report as tables on a terminal, or as plain text where the output is not one.</summary>
public static class TerminalReport
{
    /// <summary>Rows of each currency; nobody reads on, and the tables are laid out whole.</summary>
    const int MostRows = 1000;

    const int LongestText = 32;
    const int WidthWithoutTerminal = 140;

    static readonly Style s_heading = new(decoration: Decoration.Bold);
    static readonly Style s_soft = new(foreground: Color.Grey);

    public static void Write(Report report, Language language, IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = Math.Max(console.Profile.Width, WidthWithoutTerminal);
        var (words, formats) = (Words.Of(language), Formats.Of(language));
        var text = ReportText.Of(report, language);
        Line(console, $"{text.Title} – {VisibleText.OneLine(report.Shop.Domain, 253)}", s_heading);
        Line(console, text.Period, Style.Plain);
        foreach (var section in report.Sections)
        {
            console.WriteLine();
            console.Write(Customers(section, words, formats));
            if (section.Rows.Length > MostRows) Line(console, words.RowsInOutput(formats.Count(section.Rows.Length - MostRows)), Style.Plain);
            console.Write(Totals(section, words, formats));
        }

        console.WriteLine();
        foreach (var sentence in text.Definition) Line(console, sentence, s_soft);
    }

    static Table Customers(ReportSection section, Words words, Formats formats)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(words.Caption(section.Currency.Code)), s_soft) };
        foreach (var column in section.Columns)
        {
            var heading = new TableColumn(new Text(words.Heading(column.Key), s_heading));
            table.AddColumn(column is TextColumn ? heading : heading.RightAligned());
        }

        foreach (var row in section.Rows.Take(MostRows)) table.AddRow(section.Columns.Select(column => Cell(column, row, formats)));
        if (section.Rows.Length == 0) table.Caption = new TableTitle(Markup.Escape(words.NoCustomers), s_soft);
        return table;
    }

    static Text Cell(ReportColumn column, int row, Formats formats) => column switch
    {
        TextColumn text => new Text(VisibleText.OneLine(text.Values[row], LongestText)),
        MoneyColumn money => Number(formats.Money(new Money(money.Values[row], money.Currency))),
        CountColumn count => Number(formats.Count(count.Values[row])),
        DateColumn date => Number(formats.Date(date.Values[row])),
        ShareColumn share => Number(formats.Share(share.Values[row])),
        _ => throw new InvalidOperationException($"no cell for {column.GetType().Name}"),
    };

    static Grid Totals(ReportSection section, Words words, Formats formats)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true });
        for (var i = 0; i < 3; i++) grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right });
        grid.AddRow([new Text(""), Number(words.Customers), Number(words.NumberOfOrders), Number(words.TotalSpent)]);
        foreach (var line in TotalsLine.Of(section, words))
            grid.AddRow(
            [
                new Text(line.Label),
                Number(line.Customers is { } customers ? formats.Count(customers) : ""),
                Number(formats.Count(line.Tally.Orders)),
                Number(formats.Money(new Money(line.Tally.Spent, section.Currency))),
            ]);
        return grid;
    }

    /// <summary>Right-aligned and in one piece: half a number is a wrong number.</summary>
    static Text Number(string text) => new(text.Replace(' ', '\u00a0')) { Justification = Justify.Right };

    static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
