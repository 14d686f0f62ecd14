namespace ShopClvReports.Analytics;

/// <summary>Derivatives by parameters turned into derivatives by their logarithms.</summary>
static class LogScale
{
    /// <param name="gradient">Changed in place, as is the Hessian (row by row).</param>
    public static void Apply(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> hessian)
    {
        var n = parameters.Length;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                hessian[i * n + j] = parameters[i] * parameters[j] * hessian[i * n + j] + (i == j ? parameters[i] * gradient[i] : 0);
        for (var i = 0; i < n; i++) gradient[i] *= parameters[i];
    }
}
