using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>
/// The tab of one currency: what it is and of when, headings, every customer, and below them the totals and what is counted. Below,
/// because rows above the headings stay in view and take room on a telephone.
/// </summary>
sealed class SheetsTable(Rendering rendering, Report report, ReportSection section, string title)
{
    /// <summary>Label, customers, orders, amount.</summary>
    const int TotalsColumns = 4;

    const int PixelsPerCharacter = 7;

    readonly Words _words = Words.Of(rendering.Language);
    readonly ReportText _text = ReportText.Of(report, rendering.Language);
    readonly IReadOnlyList<TotalsLine> _totals = TotalsLine.Of(section, Words.Of(rendering.Language));

    int Columns => Math.Max(section.Columns.Count, TotalsColumns);

    /// <summary>Row 0 on: the lines above the headings.</summary>
    List<string> Lines
    {
        get
        {
            var message = MessageWords.Of(rendering.Language);
            List<string> lines = [$"{_text.Title} – {report.Shop.Domain} – {section.Currency.Code}", _text.Period, .. _text.Remarks];
            if (rendering.Run.Kind == Storage.RunKind.Test) lines.Add(message.TestNote);
            if (rendering.Run.Missed > 0) lines.Add(message.CoversMissed(Formats.Of(rendering.Language).Count(rendering.Run.Missed)));
            if (!string.IsNullOrWhiteSpace(rendering.Run.Definition.Message)) lines.Add(rendering.Run.Definition.Message);
            return lines;
        }
    }

    /// <param name="series">In history mode.</param>
    /// <param name="at">In history mode.</param>
    public SheetTab Tab(string? series, string at)
    {
        var heading = Lines.Count;
        var tableEnd = heading + 1 + section.Rows.Length;
        var totals = tableEnd + 1;
        // With their headings and an empty row.
        var totalsRows = _totals.Count == 0 ? 0 : _totals.Count + 2;
        var money = SheetsFormats.Money(section.Currency, rendering.Language);
        List<CellStyle> styles = [new(0, 1, 0, 1, Bold: true), new(heading, heading + 1, 0, Columns, Bold: true)];
        foreach (var (i, column) in section.Columns.Index())
            if (section.Rows.Length > 0 && SheetsFormats.Of(column, rendering.Language) is var (type, pattern))
                styles.Add(new CellStyle(heading + 1, tableEnd, i, i + 1, type, pattern));
        if (_totals.Count > 0)
        {
            var end = totals + 1 + _totals.Count;
            styles.Add(new CellStyle(totals, totals + 1, 0, Columns, Bold: true));
            styles.Add(new CellStyle(totals + 1, end, 1, 3, SheetsFormats.Count.Type, SheetsFormats.Count.Pattern));
            styles.Add(new CellStyle(totals + 1, end, 3, 4, money.Type, money.Pattern));
        }

        return new SheetTab(
            title, series, at, totals + totalsRows + _text.Definition.Count, Columns, heading, tableEnd,
            section.Columns.Count, [.. Enumerable.Range(0, Columns).Select(Width)], styles);
    }

    public void Write(SheetsChunks rows, CancellationToken cancel)
    {
        foreach (var line in Lines) rows.Row(cells => cells.Text(line));
        rows.Row(cells =>
        {
            foreach (var column in section.Columns) cells.Text(_words.Heading(column.Key));
        });
        foreach (var row in section.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            rows.Row(cells => Customer(cells, row));
        }

        rows.Row(_ => { });
        if (_totals.Count > 0) Totals(rows);
        foreach (var sentence in _text.Definition) rows.Row(cells => cells.Text(sentence));
        rows.Flush();
    }

    void Totals(SheetsChunks rows)
    {
        rows.Row(cells =>
        {
            foreach (var heading in (string[])[_words.Total, _words.Customers, _words.NumberOfOrders, _words.TotalSpent]) cells.Text(heading);
        });
        foreach (var line in _totals) rows.Row(cells => Total(cells, line));
        rows.Row(_ => { });
    }

    void Customer(SheetsCells cells, int row)
    {
        foreach (var column in section.Columns)
            switch (column)
            {
                case TextColumn text: cells.Text(_words.Text(text, row)); break;
                case MoneyColumn money: cells.Money(money.At(row)); break;
                case CountColumn count: cells.Count(count.At(row)); break;
                case NumberColumn number: cells.Share(number.Values[row]); break;
                case DateColumn date: cells.Date(date.Values[row]); break;
                case ShareColumn share: cells.Share(share.Values[row]); break;
                default: throw new InvalidOperationException($"no cell for {column.GetType().Name}");
            }
    }

    void Total(SheetsCells cells, TotalsLine line)
    {
        cells.Text(line.Label);
        if (line.Customers is { } customers) cells.Count(customers);
        else cells.Text(null);
        cells.Count(line.Tally.Orders);
        cells.Money(new Money(line.Tally.Spent, section.Currency));
    }

    /// <summary>Room for the heading with its filter button. Not measured by Google, which would make room for the longest sentence.</summary>
    int Width(int column)
    {
        if (column >= section.Columns.Count) return 14 * PixelsPerCharacter;
        var heading = _words.Heading(section.Columns[column].Key).Length + 5;
        return Math.Max(heading, section.Columns[column] is TextColumn ? 30 : 14) * PixelsPerCharacter;
    }
}
