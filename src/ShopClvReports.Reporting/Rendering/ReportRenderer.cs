using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Writes reports as files.</summary>
public static class ReportRenderer
{
    /// <summary>Writes the report and leaves <paramref name="output"/> open. What a failure leaves in it is not a report.</summary>
    public static Task WriteAsync(
        Report report, ReportFormat format, Language language, Stream output, RenderOptions? options = null,
        CancellationToken cancel = default)
    {
        options ??= new RenderOptions();
        return format switch
        {
            ReportFormat.Csv => CsvReport.WriteAsync(report, language, output, options.ByteOrderMark, cancel),
            ReportFormat.Json => JsonReport.WriteAsync(report, language, output, cancel),
            ReportFormat.Xlsx => XlsxReport.WriteAsync(report, language, output, options.SheetRows, cancel),
            ReportFormat.Html => HtmlReport.WriteAsync(report, language, output, options.HtmlRows, cancel),
        };
    }
}
