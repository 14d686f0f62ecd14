using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>One self-contained page, for a browser, a mail client or paper.</summary>
static class HtmlReport
{
    public static async Task WriteAsync(Report report, Language language, Stream output, int rows, CancellationToken cancel)
    {
        var html = await HtmlPage.RenderAsync<ReportPage>(new Dictionary<string, object?>
        {
            [nameof(ReportPage.Report)] = report,
            [nameof(ReportPage.Language)] = language,
            [nameof(ReportPage.MaxRows)] = rows,
        });
        await output.WriteAsync(Encoding.UTF8.GetBytes(html), cancel);
    }
}
