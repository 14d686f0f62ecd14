using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ShopClvReports.EndToEnd;

public sealed class ModelTests : IDisposable
{
    readonly UserFolder _folder = new();

    public ModelTests() => _folder.Environment.Clear();

    public void Dispose() => _folder.Dispose();

    /// <summary>Sixty customers who come every 10 to 39 days for half a year or a whole one, of the year 2025.</summary>
    static string Orders()
    {
        var csv = new StringBuilder("customer_id,ordered_at,amount\n");
        for (var customer = 1; customer <= 60; customer++)
            for (var day = customer; day < (customer % 3 == 0 ? 365 : 180); day += 10 + customer % 30)
                csv.Append(CultureInfo.InvariantCulture, $"{customer},{new DateTime(2025, 1, 1).AddDays(day):yyyy-MM-dd},{10 + (customer * 7 + day) % 25}.50\n");
        return csv.ToString();
    }

    static string Summary()
    {
        var csv = new StringBuilder("customer_id,frequency,recency,T,monetary_value,frequency_holdout,duration_holdout\n");
        for (var i = 1; i <= 90; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{i},{i % 5},{i % 5 * 9},{60 + i},{(i % 5 == 0 ? 0 : 12.5 + i % 9)},{i % 3},30\n");
        return csv.ToString();
    }

    [Theory]
    [InlineData("bg-nbd", "r,alpha,a,b")]
    [InlineData("mbg-nbd", "r,alpha,a,b")]
    [InlineData("pareto-nbd", "r,alpha,s,beta")]
    public async Task A_fit_is_one_json_object_with_every_digit(string model, string names)
    {
        _folder.Write("summary.csv", Summary());
        var json = (await _folder.RunAsync("model", "fit", "--model", model, "--unit", "days", "--summary", "summary.csv", "--json")).Fine();
        using var fit = JsonDocument.Parse(json);
        Assert.Equal(model, fit.RootElement.GetProperty("model").GetString());
        Assert.Equal("days", fit.RootElement.GetProperty("unit").GetString());
        Assert.Equal(90, fit.RootElement.GetProperty("customers").GetInt32());
        Assert.True(fit.RootElement.GetProperty("method").GetString() is "mle" or "map");
        Assert.Equal(names, string.Join(',', fit.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name)));
        Assert.All(fit.RootElement.GetProperty("parameters").EnumerateObject(), p => Assert.True(p.Value.GetDouble() > 0));
        Assert.True(fit.RootElement.GetProperty("logLikelihood").GetDouble() < 0);
        Assert.Equal("p,q,gamma", string.Join(',', fit.RootElement.GetProperty("gammaGamma").GetProperty("parameters").EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task The_shop_s_own_orders_are_predicted_in_its_currency()
    {
        _folder.Write("orders.csv", Orders());
        (await _folder.RunAsync("import", "orders.csv")).Fine();
        var outcome = await _folder.RunAsync("model", "predict", "--horizon", "52", "--unit", "weeks", "--as-of", "2025-12-31", "--out", "p.csv");
        outcome.Fine();
        Assert.Contains("EUR", outcome.Error);
        var rows = File.ReadAllLines(_folder.PathOf("p.csv"));
        Assert.Equal("customer_id,frequency,recency,T,p_alive,expected_orders,expected_value,clv", rows[0]);
        Assert.Equal(61, rows.Length);
        var regular = rows.Select(r => r.Split(',')).Single(r => r[0] == "30");
        // Every ten days from the 31st of January on, to the 27th of December: 33 times again, seen on the last day of the year.
        Assert.Equal(("33", 330 / 7.0, 334 / 7.0), (regular[1], Number(regular[2]), Number(regular[3])));
        Assert.InRange(Number(regular[5]), 10, 60);
        Assert.InRange(Number(regular[6]) / Number(regular[5]), 10, 40);
        Assert.True(Number(regular[7]) < Number(regular[6]));
    }

    [Fact]
    public async Task A_backtest_names_the_winner()
    {
        _folder.Write("orders.csv", Orders());
        (await _folder.RunAsync("import", "orders.csv")).Fine();
        Assert.Contains("smallest RMS error", (await _folder.RunAsync("model", "backtest", "--as-of", "2025-12-31")).Fine());
        _folder.Write("summary.csv", Summary());
        using var json = JsonDocument.Parse((await _folder.RunAsync("model", "backtest", "--summary", "summary.csv", "--json")).Fine());
        Assert.Equal(90, json.RootElement.GetProperty("actual").GetDouble());
        Assert.True(json.RootElement.GetProperty("winner").GetString() is "model" or "rateGoesOn");
    }

    [Theory]
    [InlineData(2, "--horizon", "predict", "--summary", "summary.csv", "--horizon", "0")]
    [InlineData(2, "--discount", "predict", "--summary", "summary.csv", "--horizon", "30", "--discount", "-1")]
    [InlineData(2, "--as-of", "fit", "--summary", "summary.csv", "--as-of", "2025-01-01")]
    [InlineData(2, "no file", "fit", "--summary", "summery.csv")]
    [InlineData(2, "gamma", "fit", "--model", "gamma")]
    [InlineData(2, "frequency_holdout", "backtest", "--summary", "short.csv")]
    [InlineData(1, "nobody has bought", "fit", "--summary", "empty.csv")]
    [InlineData(1, "line 2", "fit", "--summary", "wrong.csv")]
    public async Task What_cannot_be_is_said_in_a_sentence(int code, string word, params string[] arguments)
    {
        _folder.Write("summary.csv", Summary());
        _folder.Write("short.csv", "customer_id,frequency,recency,T\n1,1,2,3\n");
        _folder.Write("empty.csv", "customer_id,frequency,recency,T\n");
        _folder.Write("wrong.csv", "customer_id,frequency,recency,T\n1,1,5,3\n");
        Assert.Contains(word, (await _folder.RunAsync(["model", .. arguments])).Failed(code));
    }

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
