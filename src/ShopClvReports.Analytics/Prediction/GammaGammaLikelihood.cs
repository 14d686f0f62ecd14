using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShopClvReports.Analytics;

/// <summary>
/// The log-likelihood of Gamma-Gamma (Fader and Hardie 2013) with its analytic gradient and Hessian: an order is worth
/// Gamma(p, ν), and ν differs by customer as Gamma(q, γ). Order values are independent of how often somebody buys.
/// </summary>
sealed class GammaGammaLikelihood
{
    readonly double[] _spent, _purchases;
    readonly (double Purchases, double Customers)[] _frequencies;
    readonly double _customers, _purchasesInAll, _logSpent, _logMeans;

    /// <summary>Those who came back and spent something; the others say nothing of the spread of order values.</summary>
    public GammaGammaLikelihood(CustomerSummaries summaries, int? without = null)
    {
        var values = summaries.MonetaryValue!;
        int[] taking = [.. Enumerable.Range(0, values.Length).Where(i => summaries.Frequency[i] > 0 && values[i] > 0 && i != without)];
        _customers = taking.Length;
        // Up to a whole number of vectors by such as spent nothing in no purchase: they add nothing to any sum below.
        var length = (taking.Length + SummaryCells.Lanes - 1) / SummaryCells.Lanes * SummaryCells.Lanes;
        (_spent, _purchases) = (new double[length], new double[length]);
        var counts = new double[taking.Length == 0 ? 0 : taking.Max(i => summaries.Frequency[i]) + 1];
        for (var k = 0; k < taking.Length; k++)
        {
            var (x, value) = (summaries.Frequency[taking[k]], values[taking[k]]);
            var log = Math.Log(value);
            (_spent[k], _purchases[k]) = (x * value, x);
            counts[x]++;
            _purchasesInAll += x;
            _logSpent += x * (log + Math.Log(x));
            _logMeans += log;
        }

        _frequencies = [.. Enumerable.Range(0, counts.Length).Where(x => counts[x] > 0).Select(x => ((double)x, counts[x]))];
    }

    public int Customers => (int)_customers;

    /// <summary>Of the mean values, geometrically: no whale moves it far.</summary>
    public double TypicalValue => Math.Exp(_logMeans / _customers);

    /// <param name="at">Logarithms of p, q, gamma.</param>
    public double At(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian)
    {
        ReadOnlySpan<double> parameters = [Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2])];
        var (p, q, gamma) = (parameters[0], parameters[1], parameters[2]);
        var s = Sum(gamma);
        var logGamma = Math.Log(gamma);
        var value = p * (_logSpent - _purchasesInAll * logGamma - s.PurchaseLogs) - _logMeans - q * s.Logs
            - _customers * GammaFunctions.LogGamma(q);
        var weighted = p * s.PurchaseShares + q * s.Shares;
        var (gp, gq) = (_logSpent - _purchasesInAll * logGamma - s.PurchaseLogs, -s.Logs - _customers * GammaFunctions.Digamma(q));
        var (hpp, hpq, hqq) = (0.0, 0.0, -_customers * GammaFunctions.Trigamma(q));
        foreach (var (x, n) in _frequencies)
        {
            value += n * (GammaFunctions.LogGamma(p * x + q) - GammaFunctions.LogGamma(p * x));
            var (digamma, trigamma) = (GammaFunctions.Digamma(p * x + q), GammaFunctions.Trigamma(p * x + q));
            gp += n * x * (digamma - GammaFunctions.Digamma(p * x));
            gq += n * digamma;
            hpp += n * x * x * (trigamma - GammaFunctions.Trigamma(p * x));
            hpq += n * x * trigamma;
            hqq += n * trigamma;
        }

        (gradient[0], gradient[1], gradient[2]) = (gp, gq, (weighted - p * _purchasesInAll) / gamma);
        var (hpg, hqg) = ((s.PurchaseShares - _purchasesInAll) / gamma, s.Shares / gamma);
        var hgg = (p * _purchasesInAll - weighted - p * s.PurchaseBends - q * s.Bends) / (gamma * gamma);
        ReadOnlySpan<double> symmetric = [hpp, hpq, hpg, hpq, hqq, hqg, hpg, hqg, hgg];
        symmetric.CopyTo(hessian);
        LogScale.Apply(parameters, gradient, hessian);
        return value;
    }

    /// <summary>With u the customer's spending over γ: sums of ln(1 + u), of u/(1+u) and of u/(1+u)², plain and times the purchases.</summary>
    readonly record struct Sums(double Logs, double PurchaseLogs, double Shares, double PurchaseShares, double Bends, double PurchaseBends);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Sums Sum(double gamma)
    {
        var (one, zero, scale) = (Vector256<double>.One, Vector256<double>.Zero, Vector256.Create(1 / gamma));
        var (logs, xLogs, shares, xShares, bends, xBends) = (zero, zero, zero, zero, zero, zero);
        for (var i = 0; i < _spent.Length; i += SummaryCells.Lanes)
        {
            var x = Vector256.Create(_purchases, i);
            var whole = one + Vector256.Create(_spent, i) * scale;
            var (log, share) = (Vectors.Log(whole), one - one / whole);
            var bend = share * (one - share);
            logs += log;
            xLogs += x * log;
            shares += share;
            xShares += x * share;
            bends += bend;
            xBends += x * bend;
        }

        return new Sums(
            Vector256.Sum(logs), Vector256.Sum(xLogs), Vector256.Sum(shares), Vector256.Sum(xShares), Vector256.Sum(bends), Vector256.Sum(xBends));
    }
}
