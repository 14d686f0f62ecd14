using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class PredictionCsvTests
{
    static async Task<string[]> RowsAsync(CustomerSummaries summaries, string[] ids)
    {
        var fit = OrderFitting.Fit(summaries, OrderModel.BgNbd)!;
        using var output = new MemoryStream();
        await PredictionCsv.WriteAsync(
            summaries, Prediction.Of(summaries, fit, SpendFitting.Fit(summaries), 365, 0.01), i => ids[i], output, false, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public async Task An_id_that_is_a_formula_is_text_and_numbers_keep_every_digit()
    {
        var summaries = CustomerSummaries.From(TimeUnit.Days, [2, 0], [1 / 3.0 + 20, 0], [40, 12], [19.95, 0]);
        var rows = await RowsAsync(summaries, ["=1+1", "b,c"]);
        Assert.Equal("customer_id,frequency,recency,T,p_alive,expected_orders,expected_value,clv", rows[0]);
        Assert.StartsWith("'=1+1,2,20.333333333333332,40,", rows[1]);
        Assert.StartsWith("\"b,c\",0,0,12,1,", rows[2]);
        var fit = OrderFitting.Fit(summaries, OrderModel.BgNbd)!;
        Assert.Equal(fit.ExpectedOrders(summaries[0], 365), double.Parse(rows[1].Split(',')[5], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Without_values_the_last_two_columns_are_blank() =>
        Assert.EndsWith(",,", (await RowsAsync(CustomerSummaries.From(TimeUnit.Days, [1], [20], [40]), ["a"]))[1]);
}
