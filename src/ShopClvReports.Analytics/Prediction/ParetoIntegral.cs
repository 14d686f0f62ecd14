using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShopClvReports.Analytics;

/// <summary>
/// The part of the Pareto/NBD likelihood that depends on a customer's recency and T:
/// <c>(α+T)^−(r+x) (β+T)^−s + s∫ (α+y)^−(r+x) (β+y)^−(s+1) dy</c> over y from tₓ to T, with its derivatives.
/// </summary>
/// <remarks>
/// The integral is taken by Gauss-Legendre in ln(min(α, β) + y), in panels so short that the integrand falls by no more than
/// e^20 in one: no hypergeometric function, and no difference of large numbers. Where nothing is left of the integrand it ends.
/// </remarks>
/// <param name="rate">r + x.</param>
readonly struct ParetoIntegral(double rate, double alpha, double s, double beta)
{
    const double LongestPanel = 4;
    const double SteepestPanel = 20;
    const double Depth = 45;
    const int MostPanels = 24;

    /// <summary>Means over where the likelihood comes from, the living at T and each instant of leaving weighted by their share.</summary>
    /// <param name="Log">ln of the whole.</param>
    /// <param name="Gone">The chance that the customer is gone.</param>
    public readonly record struct Moments(
        double Log, double Gone, double La, double Lb, double Ia, double Ib, double IaIa, double IbIb,
        double LaLa, double LaLb, double LbLb, double LaIa, double LaIb, double LbIa, double LbIb, double IaIb);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Moments At(double recency, double t)
    {
        var low = Math.Min(alpha, beta);
        var gap = Math.Max(alpha, beta) - low;
        var (lowIsAlpha, begin) = (alpha <= beta, Math.Log(low + recency));
        var alive = -rate * Math.Log(alpha + t) - s * Math.Log(beta + t);
        // More than the integral can be: it falls from its beginning on.
        var most = t > recency
            ? Math.Log(s * (t - recency)) - rate * Math.Log(alpha + recency) - (s + 1) * Math.Log(beta + recency)
            : double.NegativeInfinity;
        var reference = Math.Max(alive, most);
        var (vRate, vSteep) = (Vector256.Create(rate), Vector256.Create(s + 1));
        var zero = Vector256<double>.Zero;
        var (w, la, lb, ia, ib, iaia, ibib) = (zero, zero, zero, zero, zero, zero, zero);
        var (lala, lalb, lblb, laia, laib, lbia, lbib, iaib) = (zero, zero, zero, zero, zero, zero, zero, zero);
        if (t > recency)
        {
            var (lowPower, highPower) = lowIsAlpha ? (rate, s + 1) : (s + 1, rate);
            var length = NearZero.LogOnePlus((t - recency) / (low + recency));
            var fall = lowPower - 1 + highPower * (low + recency) / (low + gap + recency);
            if (fall > 0) length = Math.Min(length, Depth / fall);
            var steepest = Math.Abs(lowPower - 1) + highPower;
            var panels = (int)Math.Clamp(Math.Ceiling(Math.Max(length / LongestPanel, length * steepest / SteepestPanel)), 1, MostPanels);
            var panel = length / panels;
            var (nodes, weights) = GaussLegendre.UnitInterval;
            var factor = Vector256.Create(Math.Log(s * panel) - reference);
            for (var k = 0; k < panels; k++)
                for (var j = 0; j < GaussLegendre.Points; j += 4)
                {
                    var logLow = Vector256.Create(begin + k * panel) + Vector256.Create(panel) * Vector256.Create(nodes, j);
                    var atLow = Vectors.Exp(logLow);
                    var atHigh = atLow + Vector256.Create(gap);
                    var logHigh = Vectors.Log(atHigh);
                    var (logA, logB) = lowIsAlpha ? (logLow, logHigh) : (logHigh, logLow);
                    var (oneLow, oneHigh) = (Vector256<double>.One / atLow, Vector256<double>.One / atHigh);
                    var (oneA, oneB) = lowIsAlpha ? (oneLow, oneHigh) : (oneHigh, oneLow);
                    var weight = Vector256.Create(weights, j) * Vectors.Exp(factor + logLow - vRate * logA - vSteep * logB);
                    w += weight;
                    var (wa, wb, wia, wib) = (weight * logA, weight * logB, weight * oneA, weight * oneB);
                    la += wa;
                    lb += wb;
                    ia += wia;
                    ib += wib;
                    iaia += wia * oneA;
                    ibib += wib * oneB;
                    lala += wa * logA;
                    lalb += wa * logB;
                    lblb += wb * logB;
                    laia += wa * oneA;
                    laib += wa * oneB;
                    lbia += wb * oneA;
                    lbib += wb * oneB;
                    iaib += wia * oneB;
                }
        }

        var gone = Vector256.Sum(w);
        var living = Math.Exp(alive - reference);
        var whole = gone + living;
        double Mean(Vector256<double> sum) => Vector256.Sum(sum) / whole;
        return new Moments(
            reference + Math.Log(whole), gone / whole, Mean(la), Mean(lb), Mean(ia), Mean(ib), Mean(iaia), Mean(ibib),
            Mean(lala), Mean(lalb), Mean(lblb), Mean(laia), Mean(laib), Mean(lbia), Mean(lbib), Mean(iaib));
    }

    /// <summary>The chance that the customer is alive at T; exact also where it is tiny.</summary>
    public double Alive(double recency, double t) =>
        Math.Exp(-rate * Math.Log(alpha + t) - s * Math.Log(beta + t) - At(recency, t).Log);
}
