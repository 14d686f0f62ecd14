namespace ShopClvReports.Analytics;

/// <summary>
/// The orders to come from customers who are alive now and had one frequency. Given that they are alive, recency says nothing more.
/// </summary>
abstract class FutureOrders
{
    /// <summary>Counts of orders that <see cref="Tail"/> looks at; nobody buys more often.</summary>
    internal const int MostOrders = 100_000;

    /// <summary>What is less likely than this is not counted.</summary>
    protected const double Negligible = 1e-10;

    /// <summary>The mean number of orders within a horizon.</summary>
    public abstract double Expected(double t, double horizon);

    /// <summary>The chance of more than 0, 1, 2, … orders within a horizon, as far as it is not negligible.</summary>
    /// <param name="tail">Emptied first.</param>
    public abstract void Tail(double t, double horizon, List<double> tail);

    /// <summary>How often one of them buys, and when they leave.</summary>
    public abstract Fate Draw(double t, Chance chance);

    /// <summary>Orders within a horizon, and the same each discounted at the end of its month; in a last part of a month, at the horizon.</summary>
    /// <param name="monthlyDiscount">Such as 0.01.</param>
    /// <param name="month">In the model's unit.</param>
    public (double Plain, double Discounted) Orders(double t, double horizon, double monthlyDiscount, double month)
    {
        var (sum, before, worth) = (0.0, 0.0, 1.0);
        var wholeMonths = (int)(horizon / month);
        for (var i = 1; i <= wholeMonths; i++)
        {
            var until = Expected(t, i * month);
            worth /= 1 + monthlyDiscount;
            sum += (until - before) * worth;
            before = until;
        }

        var plain = Expected(t, horizon);
        return (plain, sum + (plain - before) * Math.Pow(1 + monthlyDiscount, -horizon / month));
    }

    /// <summary>All orders to come, discounted continuously: ∫ e^(−δu) dE(u), by parts δ∫ e^(−δu) E(u) du.</summary>
    /// <param name="rate">δ, by the model's unit.</param>
    /// <remarks>The trapezoidal rule in ln u, where the integrand falls off fast at both ends and is analytic: about 1e-9.</remarks>
    public double ResidualDiscounted(double t, double rate)
    {
        const double step = 0.35, lowest = -20, highest = 3.8;
        var sum = 0.0;
        for (var y = lowest; y < highest; y += step)
        {
            var u = Math.Exp(y) / rate;
            sum += Math.Exp(y - u * rate) * Expected(t, u);
        }

        return sum * step;
    }
}
