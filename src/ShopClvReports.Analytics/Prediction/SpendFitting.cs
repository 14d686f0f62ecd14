namespace ShopClvReports.Analytics;

/// <summary>Fits Gamma-Gamma: by maximum likelihood where the data can carry it, else with a weak prior, and says which.</summary>
public static class SpendFitting
{
    static readonly string[] s_names = ["p", "q", "gamma"];

    // Order values spread by half around a customer's own mean, customers' means by two thirds around the shop's.
    const double PriorP = 4, PriorQ = 3.5, SpreadP = 1, SpreadQ = 0.7, SpreadGamma = 1.2;

    /// <summary>Of p and q: order values that spread by 3 % of their mean.</summary>
    const double Sharpest = 1000;

    /// <returns>Null when no values are known, or nobody's repeat purchases came to more than nothing.</returns>
    /// <param name="without">A customer to leave out, as if they had not been there.</param>
    public static SpendFit? Fit(CustomerSummaries summaries, int? without = null)
    {
        if (summaries.MonetaryValue is not { } values) return null;
        var likelihood = new GammaGammaLikelihood(summaries, without);
        if (likelihood.Customers == 0) return null;
        double[] start = [Math.Log(PriorP), Math.Log(PriorQ), Math.Log(likelihood.TypicalValue * (PriorQ - 1) / PriorP)];
        PriorReason? reason = likelihood.Customers < OrderFitting.EnoughRepeatBuyers ? PriorReason.FewRepeatBuyers : null;
        var summit = reason is null ? NewtonAscent.Climb(likelihood.At, start) : null;
        if (reason is null) reason = summit is null ? PriorReason.NoMaximum : Math.Exp(summit.At[1]) <= 1.001 ? PriorReason.NoMean : null;
        if (reason is not null)
            summit = NewtonAscent.Climb((at, g, h) => likelihood.At(at, g, h) + Prior(at, start, likelihood.Customers, g, h), start)
                ?? throw new InvalidOperationException($"the posterior of Gamma-Gamma over {likelihood.Customers} customers was not climbed");
        var value = reason is null ? summit!.Value : likelihood.At(summit!.At, new double[3], new double[9]);
        var facts = FitFacts.Of(likelihood.Customers, likelihood.Customers, value, reason, s_names, summit);
        var repeat = Enumerable.Range(0, values.Length).Where(i => summaries.Frequency[i] > 0 && i != without).ToArray();
        return new SpendFit(
            facts.Parameters[0].Value, facts.Parameters[1].Value, facts.Parameters[2].Value,
            repeat.Length - likelihood.Customers, Correlation([.. repeat.Where(i => values[i] > 0)], summaries.Frequency, values), facts);
    }

    /// <summary>The customer whose repeat purchases came to the most; null where there are none.</summary>
    public static int? Largest(CustomerSummaries summaries) =>
        summaries.MonetaryValue is { } values && summaries.Frequency.Any(x => x > 0)
            ? Enumerable.Range(0, values.Length).MaxBy(i => Math.Max(summaries.Frequency[i], 0) * values[i])
            : null;

    /// <summary>
    /// Normal on ln p, ln(q − 1) and ln γ: with q above 1 there is a mean order value. And a wall at <see cref="Sharpest"/> that is as
    /// strong as the data, for a shop of one price, whose likelihood grows without end.
    /// </summary>
    static double Prior(ReadOnlySpan<double> at, double[] centre, double customers, Span<double> gradient, Span<double> hessian)
    {
        var more = Math.Exp(at[1]) - 1;
        if (more <= 0) return double.NegativeInfinity;
        var sum = 0.0;
        foreach (var (i, spread) in (ReadOnlySpan<(int, double)>)[(0, SpreadP), (2, SpreadGamma)])
        {
            var away = (at[i] - centre[i]) / spread;
            sum -= away * away / 2;
            gradient[i] -= away / spread;
            hessian[i * 3 + i] -= 1 / (spread * spread);
        }

        foreach (var i in (ReadOnlySpan<int>)[0, 1])
        {
            var push = customers * Math.Exp(2 * at[i]) / (Sharpest * Sharpest);
            sum -= push / 2;
            gradient[i] -= push;
            hessian[i * 3 + i] -= 2 * push;
        }

        var (slope, bend) = ((more + 1) / more, -(more + 1) / (more * more));
        var awayQ = (Math.Log(more) - Math.Log(PriorQ - 1)) / SpreadQ;
        gradient[1] -= awayQ / SpreadQ * slope;
        hessian[4] -= slope * slope / (SpreadQ * SpreadQ) + awayQ / SpreadQ * bend;
        return sum - awayQ * awayQ / 2;
    }

    /// <returns>0 where either never varies.</returns>
    static double Correlation(int[] customers, int[] frequency, double[] values)
    {
        var (meanX, meanV) = (customers.Average(i => (double)frequency[i]), customers.Average(i => values[i]));
        var (xx, vv, xv) = (0.0, 0.0, 0.0);
        foreach (var i in customers)
        {
            var (x, v) = (frequency[i] - meanX, values[i] - meanV);
            (xx, vv, xv) = (xx + x * x, vv + v * v, xv + x * v);
        }

        return xx > 0 && vv > 0 ? xv / Math.Sqrt(xx) / Math.Sqrt(vv) : 0;
    }
}
