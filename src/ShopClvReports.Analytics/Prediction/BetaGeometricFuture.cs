using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// Purchases come at a rate λ ~ Gamma(rate, α + T), and after each the customer leaves with chance p ~ Beta(a, b). Until a time u
/// that makes <c>E[(1 − e^(−λpu)) / p]</c> orders.
/// </summary>
/// <param name="rate">r + x.</param>
/// <param name="b">After the coins that came up well: b + x, and one more in MBG.</param>
sealed class BetaGeometricFuture(double rate, double alpha, double a, double b) : FutureOrders
{
    const int FewTerms = 64;
    const int MostTerms = FewTerms << 8;
    const double Precision = 1e-17;

    readonly double _c = a + b - 1;
    double[] _coefficients = [];

    /// <remarks>
    /// <c>c·φ − (1−z)^(a−1)·S</c> with z = u/(α+T+u), φ = (1 − (1−z)^(a−1))/(a−1), and the series
    /// <c>S = Σₖ (c−rate)ₖ (a)ₖ₋₁ zᵏ / ((c+1)ₖ₋₁ k!)</c>: regular at a = 1, at a + b = 1 and below, for any frequency. Where it would
    /// converge slowly or lose digits, <see cref="BetaQuadrature"/>.
    /// </remarks>
    public override double Expected(double t, double horizon)
    {
        var z = horizon / (alpha + t + horizon);
        if (z <= 0) return 0;
        if (a > 30 || _c - rate < -20 || _c > 1e5 * rate || (z > 0.97 && a > 1e-3) || !Sum(z, out var sum))
            return BetaQuadrature.ExpectedOrders(rate, horizon / (alpha + t), a, b);
        var log = NearZero.LogOnePlus(-z);
        return _c * NearZero.Saturation(a - 1, log) - Math.Exp((a - 1) * log) * sum;
    }

    /// <summary>The terms of the series without their zᵏ are the same for every age and horizon, and kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Sum(double z, out double sum)
    {
        sum = 0;
        for (var length = Math.Max(_coefficients.Length, FewTerms); length <= MostTerms; length *= 2)
        {
            if (length > _coefficients.Length) Extend(length);
            sum = 0;
            var power = 1.0;
            foreach (var coefficient in _coefficients)
            {
                power *= z;
                var term = coefficient * power;
                sum += term;
                if (Math.Abs(term) <= Precision * Math.Abs(sum)) return true;
            }
        }

        return false;
    }

    void Extend(int length)
    {
        var known = _coefficients.Length;
        Array.Resize(ref _coefficients, length);
        for (var i = known; i < length; i++)
            _coefficients[i] = i == 0 ? _c - rate : _coefficients[i - 1] * ((_c - rate + i) * (a + i - 1)) / ((_c + i) * (i + 1));
    }

    public override Fate Draw(double t, Chance chance)
    {
        var (leaves, stays) = (chance.Gamma(a), chance.Gamma(b));
        var most = Math.Ceiling(-chance.Exponential() / NearZero.LogOnePlus(-leaves / (leaves + stays)));
        return new Fate(chance.Gamma(rate) / (alpha + t), Math.Max(1, most), double.PositiveInfinity);
    }

    /// <remarks>More than y orders: y + 1 purchases would come, and the first y of them did not end it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Tail(double t, double horizon, List<double> tail)
    {
        tail.Clear();
        var z = horizon / (alpha + t + horizon);
        // In logarithms, for chances of none that no double can hold.
        var (logNone, below, stays) = (rate * NearZero.LogOnePlus(-z), 0.0, 1.0);
        var plain = logNone > -600;
        var exactly = plain ? Math.Exp(logNone) : 0;
        for (var y = 0; y < MostOrders; y++)
        {
            below += plain ? exactly : Math.Exp(logNone);
            var more = stays * Math.Max(0, 1 - below);
            if (more < Negligible) return;
            tail.Add(more);
            stays *= (b + y) / (a + b + y);
            var ratio = z * (rate + y) / (y + 1);
            if (plain) exactly *= ratio;
            else logNone += Math.Log(ratio);
        }
    }
}
