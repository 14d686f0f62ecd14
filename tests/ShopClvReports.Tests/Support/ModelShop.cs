using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Customers who do exactly what a model supposes, the same for the same seed.</summary>
/// <param name="Summaries">In days, with values.</param>
/// <param name="Later">Purchases of each within the horizon after the summaries' end.</param>
/// <param name="LaterValue">What those came to.</param>
public sealed record ModelShop(CustomerSummaries Summaries, double[] Later, double[] LaterValue)
{
    /// <param name="r">Rate of purchases a day ~ Gamma(r, alpha); a customer leaves after one with chance ~ Beta(a, b).</param>
    /// <param name="days">Customers come evenly over so many days before the end.</param>
    /// <param name="wholeDays">As a shop's calendar sees it, purchases of a day merged; else at the very instant.</param>
    /// <param name="mayLeaveAtOnce">After the first purchase too: MBG/NBD.</param>
    /// <param name="shape">An order is worth Gamma(shape, ν), and ν differs by customer as Gamma(3.5, 40).</param>
    public static ModelShop Of(
        int seed, int customers, double r, double alpha, double a, double b, double days, double horizon = 0, bool wholeDays = false, bool mayLeaveAtOnce = false,
        double shape = 4)
    {
        var (random, values) = (new Random(seed), new Random(~seed));
        var (frequency, recency, t, value, later, laterValue) =
            (new int[customers], new double[customers], new double[customers], new double[customers], new double[customers], new double[customers]);
        for (var i = 0; i < customers; i++)
        {
            t[i] = wholeDays ? Math.Ceiling(random.NextDouble() * days) : random.NextDouble() * days;
            var (rate, leave) = (Gamma(random, r) / alpha, Beta(random, a, b));
            var spread = Gamma(random, 3.5) / 40;
            if (mayLeaveAtOnce && random.NextDouble() < leave) continue;
            for (var at = 0.0; ;)
            {
                at -= Math.Log(1 - random.NextDouble()) / rate;
                if (at >= t[i] + horizon) break;
                var day = wholeDays ? Math.Floor(at) : at;
                if (at >= t[i])
                {
                    later[i]++;
                    laterValue[i] += Gamma(values, shape) / spread;
                }
                else if (day > recency[i])
                {
                    frequency[i]++;
                    recency[i] = day;
                    value[i] += Gamma(random, shape) / spread;
                }

                if (random.NextDouble() < leave) break;
            }

            if (frequency[i] > 0) value[i] /= frequency[i];
        }

        return new ModelShop(CustomerSummaries.From(TimeUnit.Days, frequency, recency, t, value), later, laterValue);
    }

    static double Beta(Random random, double a, double b)
    {
        var (x, y) = (Gamma(random, a), Gamma(random, b));
        return x / (x + y);
    }

    /// <summary>Marsaglia and Tsang 2000, with their way below 1.</summary>
    static double Gamma(Random random, double shape)
    {
        if (shape < 1) return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = 1 + normal / Math.Sqrt(9 * d);
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < normal * normal / 2 + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
