using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShopClvReports.Analytics;

/// <summary>
/// The log-likelihood of BG/NBD (Fader, Hardie and Lee 2005) and MBG/NBD (Batislam, Denizel and Filiztekin 2007) with its analytic
/// gradient and Hessian. They differ in one flip of the coin: MBG lets a customer leave right after the first purchase.
/// </summary>
/// <remarks>
/// A customer with x repeat purchases contributes
/// <c>lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T) + lnB(a,b+x+m) − lnB(a,b) + ln(1 + eᵛ)</c> with
/// <c>v = ln a − ln(b+x−1+m) + (r+x)(ln(α+T) − ln(α+tₓ))</c>, m being 0 or 1 and <c>eᵛ</c> 0 for x = 0 of BG. Ratios of gamma
/// functions are sums over whole steps, which need no special function and lose no digit.
/// </remarks>
sealed class BetaGeometricLikelihood(SummaryCells cells, bool mayLeaveAtOnce)
{
    readonly int _flips = mayLeaveAtOnce ? 1 : 0;
    readonly double[] _purchases = cells.MoreThan();
    readonly double[] _coins = mayLeaveAtOnce ? [cells.Customers, .. cells.MoreThan()] : cells.MoreThan();

    /// <param name="at">Logarithms of r, alpha, a, b.</param>
    public double At(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian)
    {
        ReadOnlySpan<double> p = [Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]), Math.Exp(at[3])];
        gradient.Clear();
        hessian.Clear();
        var value = Purchases(p, gradient, hessian) + Coins(p, gradient, hessian);
        value += Ages(p, gradient, hessian);
        foreach (var group in cells.Groups) value += Group(group, p, gradient, hessian);
        Mirror(hessian);
        LogScale.Apply(p, gradient, hessian);
        return value;
    }

    double Purchases(ReadOnlySpan<double> p, Span<double> g, Span<double> h)
    {
        var (r, alpha, n) = (p[0], p[1], (double)cells.Customers);
        var (sum, first, second) = RisingFactorials(_purchases, r);
        g[0] += first + n * Math.Log(alpha);
        g[1] += n * r / alpha;
        h[0] += second;
        h[1] += n / alpha;
        h[5] -= n * r / (alpha * alpha);
        return sum + n * r * Math.Log(alpha);
    }

    double Coins(ReadOnlySpan<double> p, Span<double> g, Span<double> h)
    {
        var (kept, keptFirst, keptSecond) = RisingFactorials(_coins, p[3]);
        var (all, allFirst, allSecond) = RisingFactorials(_coins, p[2] + p[3]);
        g[2] -= allFirst;
        g[3] += keptFirst - allFirst;
        h[10] -= allSecond;
        h[11] -= allSecond;
        h[15] += keptSecond - allSecond;
        return kept - all;
    }

    /// <summary>Σ over customers of <c>lnΓ(y+x) − lnΓ(y)</c>, and its first two derivatives by y.</summary>
    /// <param name="moreThan">How many customers have x above each number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double Sum, double First, double Second) RisingFactorials(double[] moreThan, double y)
    {
        var (sum, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < moreThan.Length; i++)
        {
            var inverse = 1 / (y + i);
            sum += moreThan[i] * Math.Log(y + i);
            first += moreThan[i] * inverse;
            second -= moreThan[i] * inverse * inverse;
        }

        return (sum, first, second);
    }

    /// <summary>Σ <c>−(r+x) ln(α+T)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Ages(ReadOnlySpan<double> p, Span<double> g, Span<double> h)
    {
        var (sum, byRate, inverses, squares) = (0.0, 0.0, 0.0, 0.0);
        foreach (var age in cells.Ages)
        {
            var rates = age.Customers * p[0] + age.Purchases;
            var (log, inverse) = (Math.Log(p[1] + age.T), 1 / (p[1] + age.T));
            sum += rates * log;
            byRate += age.Customers * log;
            g[1] -= rates * inverse;
            inverses += age.Customers * inverse;
            squares += rates * inverse * inverse;
        }

        g[0] -= byRate;
        h[1] -= inverses;
        h[5] += squares;
        return -sum;
    }

    /// <summary>Σ <c>ln(1 + eᵛ)</c> over the customers of one frequency: only recency and T differ among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Group(FrequencyGroup group, ReadOnlySpan<double> p, Span<double> g, Span<double> h)
    {
        if (group.Frequency + _flips == 0) return 0;
        var (rate, a, b) = (p[0] + group.Frequency, p[2], p[3] + group.Frequency - 1 + _flips);
        var (recency, age, count) = (cells.Recency, cells.T, cells.Count);
        var (zero, one, alpha, vRate) = (Vector256<double>.Zero, Vector256<double>.One, Vector256.Create(p[1]), Vector256.Create(rate));
        var offset = Vector256.Create(Math.Log(a) - Math.Log(b));
        var (value, w, wl, wd, we) = (zero, zero, zero, zero, zero);
        var (q, ql, qll, qd, qdd, qld) = (zero, zero, zero, zero, zero, zero);
        for (var i = group.Start; i < group.End; i += SummaryCells.Lanes)
        {
            var n = Vector256.Create(count, i);
            var (now, last) = (alpha + Vector256.Create(age, i), alpha + Vector256.Create(recency, i));
            var inverse = one / (now * last);
            var (atNow, atLast) = (last * inverse, now * inverse);
            var l = Vectors.Log(now * atLast);
            var v = Vector256.FusedMultiplyAdd(vRate, l, offset);
            var small = Vectors.Exp(-Vector256.Abs(v));
            var share = one / (one + small);
            // The chance that the customer is gone: the derivative of ln(1 + eᵛ).
            var gone = n * Vector256.ConditionalSelect(Vector256.GreaterThan(v, zero), share, small * share);
            var bend = n * small * share * share;
            var d = atNow - atLast;
            value = Vector256.FusedMultiplyAdd(n, Vector256.Max(v, zero) + Vectors.Log(one + small), value);
            w += gone;
            wl = Vector256.FusedMultiplyAdd(gone, l, wl);
            var goneD = gone * d;
            wd += goneD;
            we = Vector256.FusedMultiplyAdd(goneD, atNow + atLast, we);
            var (bl, bd) = (bend * l, bend * d);
            q += bend;
            ql += bl;
            qll = Vector256.FusedMultiplyAdd(bl, l, qll);
            qd += bd;
            qdd = Vector256.FusedMultiplyAdd(bd, d, qdd);
            qld = Vector256.FusedMultiplyAdd(bl, d, qld);
        }

        var (sumW, sumD, sumQ, sumL, sumQd) = (Vector256.Sum(w), Vector256.Sum(wd), Vector256.Sum(q), Vector256.Sum(ql), Vector256.Sum(qd));
        g[0] += Vector256.Sum(wl);
        g[1] += rate * sumD;
        g[2] += sumW / a;
        g[3] -= sumW / b;
        h[0] += Vector256.Sum(qll);
        h[1] += sumD + rate * Vector256.Sum(qld);
        h[2] += sumL / a;
        h[3] -= sumL / b;
        h[5] += rate * (rate * Vector256.Sum(qdd) - Vector256.Sum(we));
        h[6] += rate * sumQd / a;
        h[7] -= rate * sumQd / b;
        h[10] += (sumQ - sumW) / (a * a);
        h[11] -= sumQ / (a * b);
        h[15] += (sumQ + sumW) / (b * b);
        return Vector256.Sum(value);
    }

    static void Mirror(Span<double> h)
    {
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < i; j++) h[i * 4 + j] = h[j * 4 + i];
    }
}
