namespace ShopClvReports.Analytics;

/// <summary>
/// <c>E[(1 − (1 + pτ)^(−rate)) / p]</c> for p ~ Beta(a, b), by the trapezoidal rule in the log-odds of p. Every term is positive, so
/// no digit is lost however large a and b are.
/// </summary>
static class BetaQuadrature
{
    /// <summary>Powers of e below the top that are left out.</summary>
    const double Depth = 38;

    /// <summary>With this and more, the rule reaches the lower end of p in a few hundred steps.</summary>
    const double SmallestA = 0.3;

    const double LargestStep = 0.25;

    /// <param name="tau">The horizon over α + T.</param>
    public static double ExpectedOrders(double rate, double tau, double a, double b) =>
        a >= SmallestA
            ? Mean(a, b, p => Orders(rate, tau, p))
            // What leaving takes away from rate × τ has one more power of p.
            : rate * tau - a / (a + b) * Mean(a + 1, b, p => Lost(rate, tau, p));

    static double Orders(double rate, double tau, double p) =>
        p == 0 ? rate * tau : -NearZero.ExpMinusOne(-rate * NearZero.LogOnePlus(p * tau)) / p;

    static double Lost(double rate, double tau, double p)
    {
        var u = p * tau;
        return (rate + 2) * u < 1e-4
            ? rate * tau * tau * (rate + 1) / 2 * (1 - (rate + 2) * u / 3 * (1 - (rate + 3) * u / 4 * (1 - (rate + 4) * u / 5)))
            : (rate * tau - Orders(rate, tau, p)) / p;
    }

    /// <remarks>The log-odds are centred at ln(a/b); their spread is that of two log-gammas.</remarks>
    static double Mean(double a, double b, Func<double, double> value)
    {
        var centre = Math.Log(a / b);
        var step = Math.Min(LargestStep, Math.Sqrt(1 / a + 1 / b) / 3);
        var top = LogDensity(centre, a, b);
        var (sum, weights) = (0.0, 0.0);
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
            for (var k = direction > 0 ? 0 : 1; ; k++)
            {
                var odds = centre + direction * k * step;
                var height = LogDensity(odds, a, b) - top;
                if (height < -Depth) break;
                var weight = Math.Exp(height);
                weights += weight;
                sum += weight * value(1 / (1 + Math.Exp(-odds)));
            }

        return sum / weights;
    }

    /// <summary>Of the log-odds: <c>a ln p + b ln(1 − p)</c>.</summary>
    static double LogDensity(double odds, double a, double b) => -a * LogOnePlusExp(-odds) - b * LogOnePlusExp(odds);

    static double LogOnePlusExp(double y) => y > 0 ? y + NearZero.LogOnePlus(Math.Exp(-y)) : NearZero.LogOnePlus(Math.Exp(y));
}
