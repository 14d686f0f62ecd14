namespace ShopClvReports.Analytics;

/// <summary>Small symmetric matrices, row by row in one array.</summary>
static class SymmetricMatrix
{
    /// <summary>The lower Cholesky factor of a matrix with <paramref name="ridge"/> added to its diagonal.</summary>
    /// <returns>Null when it is not positive definite.</returns>
    public static double[]? Factor(ReadOnlySpan<double> matrix, int n, double ridge)
    {
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j] + (i == j ? ridge : 0);
                for (var k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
                if (i == j && !(sum > 0 && double.IsFinite(sum))) return null;
                factor[i * n + j] = i == j ? Math.Sqrt(sum) : sum / factor[j * n + j];
            }

        return factor;
    }

    /// <summary>Solves the equations of a factored matrix.</summary>
    public static double[] Solve(double[] factor, int n, ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) x[i] -= factor[i * n + k] * x[k];
            x[i] /= factor[i * n + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) x[i] -= factor[k * n + i] * x[k];
            x[i] /= factor[i * n + i];
        }

        return x;
    }

    public static double[] Inverse(double[] factor, int n)
    {
        var inverse = new double[n * n];
        var unit = new double[n];
        for (var i = 0; i < n; i++)
        {
            unit.AsSpan().Clear();
            unit[i] = 1;
            Solve(factor, n, unit).CopyTo(inverse, i * n);
        }

        return inverse;
    }

    /// <summary><c>v′ M v</c>.</summary>
    public static double Quadratic(ReadOnlySpan<double> matrix, ReadOnlySpan<double> v)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Length; i++)
            for (var j = 0; j < v.Length; j++) sum += v[i] * matrix[i * v.Length + j] * v[j];
        return sum;
    }
}
