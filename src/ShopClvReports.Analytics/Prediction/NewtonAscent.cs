namespace ShopClvReports.Analytics;

/// <summary>The value of a function at a point, with its gradient and its Hessian (row by row).</summary>
delegate double TwiceDifferentiable(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian);

/// <summary>Climbs to the maximum of a function of a few logarithms of parameters.</summary>
/// <remarks>
/// Newton's steps; where the function is not concave a ridge bends them uphill, and a step that does not climb is halved. It
/// ends when a whole step changes no parameter by a millionth: the error left is about the square of that.
/// </remarks>
static class NewtonAscent
{
    const int MostSteps = 100;
    const int MostHalvings = 40;
    const double LongestStep = 2;
    const double SmallStep = 1e-6;

    /// <summary>A parameter this many powers of e away from a sensible start is on its way to nowhere.</summary>
    const double Far = 10;

    /// <returns>Null when there is no maximum within reach.</returns>
    public static Summit? Climb(TwiceDifferentiable function, double[] start)
    {
        var n = start.Length;
        var (at, gradient, hessian) = (start.ToArray(), new double[n], new double[n * n]);
        var (next, nextGradient, nextHessian) = (new double[n], new double[n], new double[n * n]);
        var value = function(at, gradient, hessian);
        for (var step = 0; step < MostSteps && double.IsFinite(value); step++)
        {
            var (direction, ridge) = Uphill(gradient, hessian);
            var longest = direction.Max(Math.Abs);
            var length = longest > LongestStep ? LongestStep / longest : 1;
            var slope = Dot(gradient, direction);
            // As many digits as a sum over many customers has.
            var noise = 1e-12 * (1 + Math.Abs(value));
            double reached = 0;
            var halving = 0;
            for (; halving < MostHalvings; halving++, length /= 2)
            {
                for (var i = 0; i < n; i++) next[i] = at[i] + length * direction[i];
                reached = function(next, nextGradient, nextHessian);
                if (reached >= value + 1e-4 * length * slope - noise) break;
            }

            // A step was too long only because what is left to gain drowns in rounding: this is the top.
            if (halving > 0 && ridge == 0 && slope <= 1000 * noise) return Summit.Of(value, at, hessian);
            if (halving == MostHalvings) return null;
            (at, next, gradient, nextGradient, hessian, nextHessian) = (next, at, nextGradient, gradient, nextHessian, hessian);
            value = reached;
            if (at.Zip(start).Any(p => Math.Abs(p.First - p.Second) > Far)) return null;
            if (ridge == 0 && halving == 0 && longest < SmallStep) return Summit.Of(value, at, hessian);
        }

        return null;
    }

    /// <summary>The direction, and what had to be added to the diagonal to make it lead uphill.</summary>
    static (double[] Direction, double Ridge) Uphill(double[] gradient, double[] hessian)
    {
        var n = gradient.Length;
        var bend = Array.ConvertAll(hessian, h => -h);
        var scale = Enumerable.Range(0, n).Max(i => Math.Abs(bend[i * n + i]));
        for (var ridge = 0.0; ; ridge = ridge == 0 ? 1e-4 * scale + 1e-12 : ridge * 10)
            if (SymmetricMatrix.Factor(bend, n, ridge) is { } factor) return (SymmetricMatrix.Solve(factor, n, gradient), ridge);
            else if (!double.IsFinite(ridge)) return (gradient, 1);
    }

    static double Dot(double[] a, double[] b) => a.Zip(b).Sum(p => p.First * p.Second);
}

/// <summary>A maximum.</summary>
/// <param name="Covariance">The inverse of the negative Hessian there, row by row: Laplace's.</param>
sealed record Summit(double Value, double[] At, double[] Covariance)
{
    /// <returns>Null where the function does not bend down in every direction.</returns>
    public static Summit? Of(double value, double[] at, double[] hessian) =>
        SymmetricMatrix.Factor(Array.ConvertAll(hessian, h => -h), at.Length, 0) is { } factor
            ? new Summit(value, at, SymmetricMatrix.Inverse(factor, at.Length))
            : null;
}
