namespace ShopClvReports.Analytics;

/// <summary>The logarithm of the gamma function and its first two derivatives, for positive numbers, to about 1e-15.</summary>
/// <remarks>Stirling's series from 10 on (NIST DLMF 5.11.1, 5.11.2 and 5.15.8), and the recurrence below.</remarks>
static class GammaFunctions
{
    const double Far = 10;
    const double HalfLogTwoPi = 0.91893853320467274178;

    public static double LogGamma(double x)
    {
        var product = 1.0;
        var log = 0.0;
        for (; x < Far; x++) product *= x;
        if (product != 1) log = -Math.Log(product);
        var v = 1 / (x * x);
        var series = 1.0 / 12 - v * (1.0 / 360 - v * (1.0 / 1260 - v * (1.0 / 1680 - v * (1.0 / 1188 - v * (691.0 / 360360 - v * (1.0 / 156))))));
        return log + (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series / x;
    }

    public static double Digamma(double x)
    {
        var sum = 0.0;
        for (; x < Far; x++) sum -= 1 / x;
        var v = 1 / (x * x);
        var series = 1.0 / 12 - v * (1.0 / 120 - v * (1.0 / 252 - v * (1.0 / 240 - v * (1.0 / 132 - v * (691.0 / 32760 - v * (1.0 / 12))))));
        return sum + Math.Log(x) - 0.5 / x - v * series;
    }

    public static double Trigamma(double x)
    {
        var sum = 0.0;
        for (; x < Far; x++) sum += 1 / (x * x);
        var v = 1 / (x * x);
        var series = 1.0 / 6 - v * (1.0 / 30 - v * (1.0 / 42 - v * (1.0 / 30 - v * (5.0 / 66 - v * (691.0 / 2730 - v * (7.0 / 6))))));
        return sum + 1 / x + v / 2 + v / x * series;
    }
}
