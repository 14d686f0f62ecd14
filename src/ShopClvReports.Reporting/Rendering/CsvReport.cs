using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>RFC 4180: one heading, the rows of every currency, values for machines.</summary>
static class CsvReport
{
    public static async Task WriteAsync(Report report, Language language, Stream output, bool byteOrderMark, CancellationToken cancel)
    {
        var words = Words.Of(language);
        using var csv = new CsvBuffer();
        if (byteOrderMark) csv.ByteOrderMark();
        foreach (var column in report.Sections[0].Columns) csv.Text(words.Heading(column.Key));
        csv.Text(words.Currency);
        csv.EndRow();
        foreach (var section in report.Sections)
        {
            foreach (var row in section.Rows)
            {
                Row(csv, section, row);
                if (csv.IsFull) await csv.FlushAsync(output, cancel);
            }

            if (section.Kind.SharesOut() && section.Totals.WithoutCustomer.Orders > 0) WithoutCustomer(csv, section, words);
        }

        await csv.FlushAsync(output, cancel);
    }

    static void Row(CsvBuffer csv, ReportSection section, int row)
    {
        foreach (var column in section.Columns)
            switch (column)
            {
                case TextColumn text: csv.Text(text.Values[row]); break;
                case MoneyColumn money: csv.Number(money.At(row)); break;
                case CountColumn count: csv.Number(count.At(row)); break;
                case NumberColumn number: csv.Share(number.Values[row]); break;
                case DateColumn date: csv.Date(date.Values[row]); break;
                case ShareColumn share: csv.Share(share.Values[row]); break;
                default: throw new InvalidOperationException($"no cell for {column.GetType().Name}");
            }
        csv.Text(section.Currency.Code);
        csv.EndRow();
    }

    /// <summary>A line like a customer's, so that the columns add up to the shop's totals.</summary>
    static void WithoutCustomer(CsvBuffer csv, ReportSection section, Words words)
    {
        var label = section.Columns.FirstOrDefault(c => c.Key == "name") ?? section.Columns.FirstOrDefault(c => c is TextColumn);
        var tally = section.Totals.WithoutCustomer;
        foreach (var column in section.Columns)
            if (column == label) csv.Text(words.OrdersWithoutCustomer);
            else if (column.Key is "total_spent" or "revenue") csv.Number(new Money(tally.Spent, section.Currency));
            else if (column.Key == "orders") csv.Number(tally.Orders);
            else csv.Text(null);
        csv.Text(section.Currency.Code);
        csv.EndRow();
    }
}
