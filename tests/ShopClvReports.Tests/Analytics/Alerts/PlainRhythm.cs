namespace ShopClvReports.Tests;

/// <summary>The own rhythm as the books have it, over lists and without haste. Reference for the real one.</summary>
static class PlainRhythm
{
    /// <param name="shop">The gaps of each customer, at least one each.</param>
    /// <returns>From how many days on each customer is quiet.</returns>
    public static int?[] After(IReadOnlyList<IEnumerable<int>> shop, double quantile)
    {
        double[][] logs = [.. shop.Select(gaps => gaps.Select(g => Math.Log(g)).ToArray())];
        double gaps = logs.Sum(y => y.Length), customers = logs.Length;
        var grand = logs.SelectMany(y => y).Average();

        // Analysis of variance: mean squares within and between, and what they are expected to be.
        var within = logs.Sum(Squares) / (gaps - customers);
        var between = Math.Max(0, (logs.Sum(y => y.Length * Math.Pow(y.Average() - grand, 2)) / (customers - 1) - within)
            / ((gaps - logs.Sum(y => Math.Pow(y.Length, 2)) / gaps) / (customers - 1)));
        var weights = logs.Select(y => 1 / (between + within / y.Length)).ToArray();
        var mean = logs.Zip(weights, (y, w) => w * y.Average()).Sum() / weights.Sum();

        (double Mean, double Deviation) Predict(double[] y)
        {
            var variance = (4 * within + Squares(y)) / (4 + y.Length - 1);
            var own = between / (between + variance / y.Length);
            return (own * y.Average() + (1 - own) * mean, Math.Sqrt(variance + own * variance / y.Length));
        }

        var errors = logs.SelectMany(y => Enumerable.Range(1, y.Length - 1).Select(i => (y[i] - Predict(y[..i]).Mean) / Predict(y[..i]).Deviation)).Order().ToArray();
        var error = errors[(int)Math.Ceiling(quantile * errors.Length) - 1];
        return [.. logs.Select(y => (int?)Math.Floor(Math.Exp(Predict(y).Mean + Predict(y).Deviation * error)) + 1)];
    }

    static double Squares(double[] y) => y.Sum(v => Math.Pow(v - y.Average(), 2));
}
