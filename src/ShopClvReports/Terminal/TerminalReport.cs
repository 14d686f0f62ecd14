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
    const int WidthWithoutTerminal = 160;

    /// <summary>Borders and spaces of a column, in characters.</summary>
    const int Frame = 3;

    const int NarrowestText = 16;

    static readonly Style s_heading = new(decoration: Decoration.Bold);
    static readonly Style s_soft = new(foreground: Color.Grey);

    public static void Write(Report report, Language language, IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal) MakePlain(console.Profile);
        var (words, formats) = (Words.Of(language), Formats.Of(language));
        var text = ReportText.Of(report, language);
        Line(console, $"{text.Title} – {VisibleText.OneLine(report.Shop.Domain, 253)}", s_heading);
        Line(console, text.Period, Style.Plain);
        foreach (var remark in text.Remarks) Line(console, $"• {remark}", Style.Plain);
        foreach (var section in report.Sections)
        {
            console.WriteLine();
            if (SummaryPart.Of(section, language) is { Count: > 0 } parts)
            {
                foreach (var part in parts) console.Write(Table(part));
                continue;
            }

            var columns = Fitting(section, words, formats, console.Profile.Width);
            console.Write(Customers(section, columns, words, formats));
            if (section.Columns.Skip(columns.Count).Select(c => words.Heading(c.Key)).ToList() is { Count: > 0 } leftOut)
                Line(console, words.ColumnsLeftOut(string.Join(", ", leftOut)), Style.Plain);
            if (section.Rows.Length > MostRows && section.Places(MostRows) is > 0 and var left)
                Line(console, words.RowsInOutput(formats.Count(left), words.Rows(section.Kind)), Style.Plain);
            if (TotalsLine.Of(section, words) is { Count: > 0 } totals) console.Write(Totals(totals, section.Currency, words, formats));
        }

        console.WriteLine();
        foreach (var sentence in text.Definition) Line(console, sentence, s_soft);
    }

    /// <summary>For a file or a pipe: wide, and without the signs that colour a terminal.</summary>
    static void MakePlain(Profile profile)
    {
        profile.Width = Math.Max(profile.Width, WidthWithoutTerminal);
        profile.Capabilities.Ansi = false;
        profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    /// <summary>The first columns, as many as the width holds without breaking a number.</summary>
    static List<ReportColumn> Fitting(ReportSection section, Words words, Formats formats, int width)
    {
        List<ReportColumn> fitting = [];
        foreach (var column in section.Columns)
        {
            width -= Frame + (column is TextColumn ? NarrowestText : section.Rows.Take(MostRows)
                .Select(row => formats.Cell(column, row, LongestText)).Concat(Heading(column, words).Split('\n')).Max(line => line.Length));
            if (width < 1 && fitting.Count > 0) break;
            fitting.Add(column);
        }

        return fitting;
    }

    static Table Customers(ReportSection section, List<ReportColumn> columns, Words words, Formats formats)
    {
        var table = new Table
        {
            Border = TableBorder.Rounded,
            Title = new TableTitle(Markup.Escape(words.Caption(words.RowsTitle(section.Kind), section.Currency.Code)), s_soft),
        };
        foreach (var column in columns)
        {
            var heading = new TableColumn(new Text(Heading(column, words), s_heading));
            // Half a number is a wrong number.
            table.AddColumn(column is TextColumn ? heading : heading.RightAligned().NoWrap());
        }

        foreach (var row in section.Rows.Take(MostRows))
            table.AddRow(columns.Select(column => new Text(section.IsBelow(row) && column.Key == section.Kind.RowKey() ? "" : formats.Cell(column, row, LongestText))));
        if (section.Rows.Length == 0) table.Caption = new TableTitle(Markup.Escape(words.NoRows(words.Rows(section.Kind))), s_soft);
        return table;
    }

    /// <summary>In two lines above numbers, which need less room than their names.</summary>
    static string Heading(ReportColumn column, Words words)
    {
        var heading = words.Heading(column.Key);
        return column is not TextColumn && heading.LastIndexOf(' ') is var space and > 0
            ? $"{heading[..space]}\n{heading[(space + 1)..]}"
            : heading;
    }

    static Table Table(SummaryPart part)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn(new Text(part.Title, s_heading)));
        foreach (var heading in part.Headings) table.AddColumn(new TableColumn(new Text(heading, s_heading)).RightAligned().NoWrap());
        foreach (var line in part.Lines) table.AddRow([new Text(VisibleText.OneLine(line.Name, LongestText)), .. line.Values.Select(value => new Text(value))]);
        return table;
    }

    static Grid Totals(IReadOnlyList<TotalsLine> totals, Currency currency, Words words, Formats formats)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true });
        for (var i = 0; i < 3; i++) grid.AddColumn(new GridColumn { NoWrap = true, Alignment = Justify.Right });
        grid.AddRow([new Text(""), new Text(words.Customers), new Text(words.NumberOfOrders), new Text(words.TotalSpent)]);
        foreach (var line in totals)
            grid.AddRow(
            [
                new Text(line.Label),
                new Text(line.Customers is { } customers ? formats.Count(customers) : ""),
                new Text(formats.Count(line.Tally.Orders)),
                new Text(formats.Money(new Money(line.Tally.Spent, currency))),
            ]);
        return grid;
    }

    static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(text, style));
        console.WriteLine();
    }
}
