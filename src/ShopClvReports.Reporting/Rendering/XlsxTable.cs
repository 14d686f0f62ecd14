using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The sheet of one currency: headings and customers, nothing else, so that it sorts, filters and pivots.</summary>
static class XlsxTable
{
    public static void Write(XlsxSheet sheet, ReportSection section, int[] rows, Words words, CancellationToken cancel)
    {
        sheet.Begin(section.Columns.Select(column => Width(column, words)), headings: true);
        sheet.Row(cells =>
        {
            foreach (var column in section.Columns) cells.Text(words.Heading(column.Key), XlsxStyle.Heading);
        });
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            sheet.Row(cells => Cells(cells, section, row, words));
        }

        sheet.End(filtered: true);
    }

    static void Cells(XlsxSheet cells, ReportSection section, int row, Words words)
    {
        foreach (var column in section.Columns)
            switch (column)
            {
                case TextColumn text: cells.Text(words.Text(text, row)); break;
                case MoneyColumn money: cells.Money(money.At(row)); break;
                case CountColumn count: cells.Count(count.At(row)); break;
                case NumberColumn number: cells.Number(number.Values[row]); break;
                case DateColumn date: cells.Date(date.Values[row]); break;
                case ShareColumn share: cells.Share(share.Values[row]); break;
                default: throw new InvalidOperationException($"no cell for {column.GetType().Name}");
            }
    }

    /// <summary>Room for the heading with its filter button, and for what usually stands below.</summary>
    static double Width(ReportColumn column, Words words) =>
        Math.Max(words.Heading(column.Key).Length + 5, column is TextColumn ? 30 : 14);
}
