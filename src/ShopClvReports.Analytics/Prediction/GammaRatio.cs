namespace ShopClvReports.Analytics;

/// <summary>
/// The distribution of (W / shape) / (Y / level), W ~ Gamma(shape, 1) and Y ~ Gamma(level, 1): Snedecor's F with twice as many
/// degrees of freedom.
/// </summary>
static class GammaRatio
{
    /// <summary>From this shape on, cube roots are near enough to normal.</summary>
    const double Rounded = 2;

    /// <summary>The chance to lie below a ratio.</summary>
    /// <remarks>
    /// After Paulson (1942): off by 0.011 for levels near 1, by 0.006 from 1.5 on.
    /// Below a shape of 2, where it would be off by up to 0.3, the incomplete beta function (to about 1e-8).
    /// </remarks>
    public static double Below(double ratio, double shape, double level)
    {
        if (ratio <= 0) return 0;
        if (shape < Rounded) return Beta(ratio, shape, level);
        var (root, spread, levelSpread) = (Math.Cbrt(ratio), 1 / (9 * shape), 1 / (9 * level));
        return Normal(((1 - levelSpread) * root - (1 - spread)) / Math.Sqrt(levelSpread * root * root + spread));
    }

    /// <summary>Of a standard normal number to lie below; Abramowitz and Stegun 26.2.17, to 7.5e-8.</summary>
    static double Normal(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = 0.3989422804014327 * Math.Exp(-z * z / 2)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }

    static double Beta(double ratio, double a, double b)
    {
        var odds = ratio * a / b;
        var (x, rest) = (odds / (1 + odds), 1 / (1 + odds));
        var front = Math.Exp(
            GammaFunctions.LogGamma(a + b) - GammaFunctions.LogGamma(a) - GammaFunctions.LogGamma(b) + a * Math.Log(x) + b * Math.Log(rest));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(rest, b, a) / b;
    }

    /// <summary>The continued fraction of the incomplete beta function, NIST DLMF 8.17.22, by Lentz's method.</summary>
    static double Fraction(double x, double a, double b)
    {
        var (c, d) = (1.0, 1 / (1 - (a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            (d, c) = (1 / (1 + even * d), 1 + even / c);
            value *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            (d, c) = (1 / (1 + odd * d), 1 + odd / c);
            value *= c * d;
            if (Math.Abs(c * d - 1) < 1e-12) break;
        }

        return value;
    }
}
