namespace ShopClvReports.Analytics;

/// <summary>Purchases come at a rate λ ~ Gamma(rate, α + T) until the customer leaves, at a rate μ ~ Gamma(s, β + T).</summary>
/// <param name="rate">r + x.</param>
sealed class ParetoFuture(double rate, double alpha, double s, double beta) : FutureOrders
{
    public override double Expected(double t, double horizon) =>
        rate / (alpha + t) * (beta + t) * NearZero.Saturation(s - 1, -NearZero.LogOnePlus(horizon / (beta + t)));

    public override Fate Draw(double t, Chance chance) => new(
        chance.Gamma(rate) / (alpha + t), double.PositiveInfinity, chance.Exponential() * (beta + t) / chance.Gamma(s));

    /// <remarks>Who stays buys until the horizon; who leaves, until then, at an instant that is integrated over.</remarks>
    public override void Tail(double t, double horizon, List<double> tail)
    {
        tail.Clear();
        var logStays = -s * NearZero.LogOnePlus(horizon / (beta + t));
        var (nodes, weights) = GaussLegendre.UnitInterval;
        // By the share that left before: with it the instants of leaving are spread evenly.
        Span<double> share = stackalloc double[GaussLegendre.Points + 1];
        Span<double> z = stackalloc double[share.Length];
        Span<double> log = stackalloc double[share.Length];
        Span<double> below = stackalloc double[share.Length];
        var leaves = -NearZero.ExpMinusOne(logStays);
        for (var i = 0; i < share.Length; i++)
        {
            var last = i == GaussLegendre.Points;
            var until = last ? horizon : (beta + t) * NearZero.ExpMinusOne(-NearZero.LogOnePlus(-leaves * nodes[i]) / s);
            share[i] = last ? Math.Exp(logStays) : leaves * weights[i];
            z[i] = until / (alpha + t + until);
            log[i] = rate * NearZero.LogOnePlus(-z[i]);
            below[i] = 0;
        }

        for (var y = 0; y < MostOrders; y++)
        {
            var more = 0.0;
            for (var i = 0; i < share.Length; i++)
            {
                below[i] += Math.Exp(log[i]);
                more += share[i] * Math.Max(0, 1 - below[i]);
                log[i] += Math.Log(z[i] * (rate + y) / (y + 1));
            }

            if (more < Negligible) return;
            tail.Add(more);
        }
    }
}
