using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The key figures of a section, ready to be shown.</summary>
static class SlackFigures
{
    public static IEnumerable<(string Label, string Value)> Of(ReportSection section, Language language)
    {
        var (words, formats, figures) = (Words.Of(language), Formats.Of(language), KeyFigures.Of(section));
        yield return (words.Revenue, formats.Money(figures.Revenue));
        yield return (words.Customers, formats.Count(figures.Customers));
        yield return (words.NumberOfOrders, formats.Count(figures.Orders));
        if (figures.AveragePerCustomer is { } average) yield return (words.AveragePerCustomer, formats.Money(average));
        if (!double.IsNaN(figures.TopTenPercent)) yield return (words.TopTenPercent, formats.Share(figures.TopTenPercent));
    }
}
