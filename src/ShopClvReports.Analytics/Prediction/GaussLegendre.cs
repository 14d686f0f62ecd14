namespace ShopClvReports.Analytics;

/// <summary>Gauss-Legendre quadrature of 16 points on 0 to 1.</summary>
static class GaussLegendre
{
    public const int Points = 16;

    /// <summary>Where to look, and how much each place weighs; the weights add up to 1.</summary>
    public static (double[] Nodes, double[] Weights) UnitInterval { get; } = Build();

    /// <summary>The roots of the Legendre polynomial by Newton's method (Davis and Rabinowitz, Methods of Numerical Integration, 2.7).</summary>
    static (double[] Nodes, double[] Weights) Build()
    {
        var (nodes, weights) = (new double[Points], new double[Points]);
        for (var i = 0; i < Points; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (Points + 0.5));
            var slope = 1.0;
            for (var step = 0; step < 8; step++)
            {
                var (value, before) = (x, 1.0);
                for (var k = 2; k <= Points; k++) (value, before) = (((2 * k - 1) * x * value - (k - 1) * before) / k, value);
                slope = Points * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }

            nodes[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }

        return (nodes, weights);
    }
}
