namespace ShopClvReports.Analytics;

/// <summary>
/// Parameters as they may also be: drawn from Laplace's normal distribution of their logarithms, evenly and the same every time, so
/// that a longer horizon is seen by the same draws.
/// </summary>
/// <remarks>
/// Points of the R sequence, the golden ratio in more dimensions (Roberts 2018), made normal by Box and Muller's way.
/// </remarks>
static class ParameterDraws
{
    public const int Count = 256;

    /// <summary>Laplace's picture is of the neighbourhood: no draw goes further than so many powers of e.</summary>
    const double Farthest = 3;

    /// <summary>Four parameters, and what comes besides.</summary>
    const int Dimensions = 6;

    static readonly double[][] s_normal = [.. Enumerable.Range(1, Count).Select(Normal)];

    /// <param name="factor">Of the covariance of the logarithms, by <see cref="SymmetricMatrix.Factor"/>.</param>
    public static double[] Of(IReadOnlyList<ParameterEstimate> parameters, double[] factor, int draw)
    {
        var away = new double[parameters.Count];
        for (var i = 0; i < away.Length; i++)
            for (var k = 0; k <= i; k++) away[i] += factor[i * away.Length + k] * s_normal[draw][k];
        var scale = Math.Min(1, Farthest / away.Max(Math.Abs));
        return [.. away.Select((a, i) => parameters[i].Value * Math.Exp(scale * a))];
    }

    /// <summary>Standard normal, for what chance does to a sum.</summary>
    public static double OfChance(int draw) => s_normal[draw][Dimensions - 2];

    /// <summary>By which the mean order value is another, lognormal around 1.</summary>
    public static double OfOrderValue(int draw, double logSpread) =>
        Math.Exp(Math.Clamp(logSpread * s_normal[draw][Dimensions - 1], -Farthest, Farthest));

    static double[] Normal(int draw)
    {
        // The only positive root of x^7 = x + 1.
        var ratio = 1.0;
        for (var i = 0; i < 50; i++) ratio = Math.Pow(1 + ratio, 1.0 / (Dimensions + 1));
        var even = Enumerable.Range(1, Dimensions).Select(i => (0.5 + draw * Math.Pow(ratio, -i)) % 1).ToArray();
        var normal = new double[Dimensions];
        for (var i = 0; i < Dimensions; i += 2)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * even[i + 1]);
            var radius = Math.Sqrt(-2 * Math.Log(even[i]));
            (normal[i], normal[i + 1]) = (radius * cosine, radius * sine);
        }

        return normal;
    }
}
