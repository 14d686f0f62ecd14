using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The sheet that says what the figures are and what they add up to.</summary>
static class XlsxAbout
{
    public static void Write(XlsxSheet sheet, Report report, Language language)
    {
        var words = Words.Of(language);
        var text = ReportText.Of(report, language);
        sheet.Begin([70, 16, 20, 20], headings: false);
        sheet.Row(cells => cells.Text(text.Title, XlsxStyle.Heading));
        sheet.Row(cells => cells.Text(report.Shop.Domain));
        sheet.Row(cells => cells.Text(text.Period));
        foreach (var remark in text.Remarks) sheet.Row(cells => cells.Text(remark, XlsxStyle.Wrapped));
        foreach (var section in report.Sections)
        {
            if (TotalsLine.Of(section, words) is not { Count: > 0 } totals) continue;
            sheet.Row(_ => { });
            sheet.Row(cells =>
            {
                cells.Text(section.Currency.Code, XlsxStyle.Heading);
                cells.Text(words.Customers, XlsxStyle.Heading);
                cells.Text(words.NumberOfOrders, XlsxStyle.Heading);
                cells.Text(words.TotalSpent, XlsxStyle.Heading);
            });
            foreach (var line in totals)
                sheet.Row(cells =>
                {
                    cells.Text(line.Label);
                    if (line.Customers is { } customers) cells.Count(customers);
                    else cells.Text(null);
                    cells.Count(line.Tally.Orders);
                    cells.Money(new Money(line.Tally.Spent, section.Currency));
                });
        }

        sheet.Row(_ => { });
        foreach (var sentence in text.Definition) sheet.Row(cells => cells.Text(sentence, XlsxStyle.Wrapped));
        sheet.End(filtered: false);
    }
}
