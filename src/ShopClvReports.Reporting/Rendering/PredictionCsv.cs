using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>
/// A prediction as <c>customer_id,frequency,recency,T,p_alive,expected_orders,expected_value,clv</c>: a row for each customer with
/// orders, numbers with all their digits, the last two blank where no values are known.
/// </summary>
public static class PredictionCsv
{
    static readonly string[] Headings = ["customer_id", "frequency", "recency", "T", "p_alive", "expected_orders", "expected_value", "clv"];

    /// <param name="id">Of each customer; text that a spreadsheet may take for a formula is made harmless.</param>
    public static async Task WriteAsync(
        CustomerSummaries summaries, Prediction prediction, Func<int, string> id, Stream output, bool byteOrderMark, CancellationToken cancel)
    {
        using var csv = new CsvBuffer();
        if (byteOrderMark) csv.ByteOrderMark();
        foreach (var heading in Headings) csv.Text(heading);
        csv.EndRow();
        for (var i = 0; i < summaries.Count; i++)
        {
            if (summaries.Frequency[i] < 0) continue;
            csv.Text(id(i));
            csv.Number(summaries.Frequency[i]);
            csv.Number(summaries.Recency[i]);
            csv.Number(summaries.T[i]);
            csv.Number(prediction.PAlive[i]);
            csv.Number(prediction.ExpectedOrders[i]);
            csv.Number(prediction.ExpectedValue?[i]);
            csv.Number(prediction.Clv?[i]);
            csv.EndRow();
            if (csv.IsFull) await csv.FlushAsync(output, cancel);
        }

        await csv.FlushAsync(output, cancel);
    }
}
