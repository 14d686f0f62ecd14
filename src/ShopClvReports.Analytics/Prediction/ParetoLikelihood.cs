using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// The log-likelihood of Pareto/NBD (Schmittlein, Morrison and Colombo 1987) with its analytic gradient and Hessian: purchases at a
/// rate λ ~ Gamma(r, α) until the customer leaves, at a rate μ ~ Gamma(s, β).
/// </summary>
sealed class ParetoLikelihood(SummaryCells cells)
{
    readonly double[] _moreThan = cells.MoreThan();

    /// <param name="at">Logarithms of r, alpha, s, beta.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double At(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian)
    {
        ReadOnlySpan<double> p = [Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]), Math.Exp(at[3])];
        var (r, alpha, s, beta, n) = (p[0], p[1], p[2], p[3], (double)cells.Customers);
        gradient.Clear();
        hessian.Clear();
        var value = n * (r * Math.Log(alpha) + s * Math.Log(beta));
        for (var i = 0; i < _moreThan.Length; i++)
        {
            value += _moreThan[i] * Math.Log(r + i);
            gradient[0] += _moreThan[i] / (r + i);
            hessian[0] -= _moreThan[i] / ((r + i) * (r + i));
        }

        gradient[0] += n * Math.Log(alpha);
        gradient[1] += n * r / alpha;
        gradient[2] += n * Math.Log(beta);
        gradient[3] += n * s / beta;
        hessian[1] += n / alpha;
        hessian[5] -= n * r / (alpha * alpha);
        hessian[11] += n / beta;
        hessian[15] -= n * s / (beta * beta);
        foreach (var group in cells.Groups)
        {
            var integral = new ParetoIntegral(r + group.Frequency, alpha, s, beta);
            for (var i = group.Start; i < group.End; i++)
                value += cells.Count[i] * Cell(integral, i, r + group.Frequency, alpha, s, beta, gradient, hessian);
        }

        for (var i = 0; i < 4; i++)
            for (var j = 0; j < i; j++) hessian[i * 4 + j] = hessian[j * 4 + i];
        LogScale.Apply(p, gradient, hessian);
        return value;
    }

    /// <remarks>
    /// The logarithm of a sum of exponentials: its gradient is the mean of theirs, its Hessian the mean of theirs and the
    /// covariance of the gradients. The part of the living has s/(β+T) where the rest has (s+1)/(β+y), and no 1/s.
    /// </remarks>
    double Cell(ParetoIntegral integral, int i, double rate, double alpha, double s, double beta, Span<double> g, Span<double> h)
    {
        var (n, t) = (cells.Count[i], cells.T[i]);
        var m = integral.At(cells.Recency[i], t);
        var (gone, alive) = (m.Gone, Math.Exp(-rate * Math.Log(alpha + t) - s * Math.Log(beta + t) - m.Log));
        var (la, lb, ia, ib) = (Math.Log(alpha + t), Math.Log(beta + t), 1 / (alpha + t), 1 / (beta + t));
        var steep = s + 1;

        var gr = -m.La - alive * la;
        var ga = -rate * (m.Ia + alive * ia);
        var gs = gone / s - m.Lb - alive * lb;
        var gb = -steep * m.Ib - s * alive * ib;
        g[0] += n * gr;
        g[1] += n * ga;
        g[2] += n * gs;
        g[3] += n * gb;

        h[0] += n * (m.LaLa + alive * la * la - gr * gr);
        h[1] += n * (-m.Ia - alive * ia + rate * (m.LaIa + alive * la * ia) - gr * ga);
        h[2] += n * (m.LaLb - m.La / s + alive * la * lb - gr * gs);
        h[3] += n * (steep * m.LaIb + s * alive * la * ib - gr * gb);
        h[5] += n * ((rate + rate * rate) * (m.IaIa + alive * ia * ia) - ga * ga);
        h[6] += n * (rate * (m.LbIa - m.Ia / s + alive * lb * ia) - ga * gs);
        h[7] += n * (rate * (steep * m.IaIb + s * alive * ia * ib) - ga * gb);
        h[10] += n * (m.LbLb - 2 * m.Lb / s + alive * lb * lb - gs * gs);
        h[11] += n * (-m.Ib - alive * ib + steep * m.LbIb - steep * m.Ib / s + s * alive * lb * ib - gs * gb);
        h[15] += n * ((steep + steep * steep) * m.IbIb + (s + s * s) * alive * ib * ib - gb * gb);
        return m.Log;
    }
}
