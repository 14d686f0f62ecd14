namespace ShopClvReports.Analytics;

/// <summary>
/// What a whole shop may sell within a horizon: some hundred futures, from which its intervals of 80 % are read. In each of them the
/// parameters are others too, by <see cref="ParameterDraws"/>.
/// </summary>
/// <remarks>
/// In a small shop every customer's future is simulated. The sum over many customers is gamma distributed as near as makes no
/// difference (Wilson and Hilferty 1931), with a mean that moves with the parameters as that of a sample of the customers does. Both
/// draw the same for every horizon, so that more days bring more. Expected orders and revenue, at the fitted parameters, lie within,
/// except where they are so few that none is the rule: 0 to 0, where one of a thousand customers may come back.
/// </remarks>
sealed class ShopFutures
{
    /// <summary>Each customer of so many is simulated.</summary>
    const int SmallShop = 250;

    /// <summary>So many customers of a larger shop tell how the expected orders of all change with the parameters.</summary>
    const int SampleSize = 64;

    readonly SpendFit? _spend;
    readonly double _horizon, _orders, _revenue;
    readonly double[] _ordersDrawn = new double[ParameterDraws.Count], _revenueDrawn = new double[ParameterDraws.Count];

    /// <param name="orders">Expected at the parameters of the fit, with their variance.</param>
    /// <param name="spend">Null where order values are not known.</param>
    /// <param name="revenue">Expected likewise.</param>
    /// <param name="logSpread">Standard deviation of the logarithm of the mean order value, from the parameters of order values.</param>
    public ShopFutures(
        CustomerSummaries summaries, SummaryCells cells, OrderFit fit, SpendFit? spend, double horizon,
        (double Mean, double Variance) orders, (double Mean, double Variance) revenue, double logSpread)
    {
        (_spend, _horizon, _orders, _revenue) = (spend, horizon, orders.Mean, revenue.Mean);
        var factor = SymmetricMatrix.Factor(fit.Facts.LogCovariance, fit.Facts.Parameters.Count, 0)
            ?? throw new InvalidOperationException("the covariance of the parameters is none");
        var sample = cells.Customers <= SmallShop ? null : Sample(fit, cells);
        var here = sample is null ? 0 : Expected(fit, sample);
        for (var k = 0; k < ParameterDraws.Count; k++)
        {
            var drawn = fit.At(ParameterDraws.Of(fit.Facts.Parameters, factor, k));
            (_ordersDrawn[k], _revenueDrawn[k]) = sample is null
                ? Simulated(summaries, drawn, k)
                : Summed(Expected(drawn, sample) / here, ParameterDraws.OfChance(k), orders, revenue);
            _revenueDrawn[k] *= ParameterDraws.OfOrderValue(k, logSpread);
        }

        Array.Sort(_ordersDrawn);
        Array.Sort(_revenueDrawn);
    }

    /// <summary>Whole numbers at the ends.</summary>
    public ShopOrders Orders() =>
        new(_orders, Math.Floor(At(_ordersDrawn, CellPrediction.Outside)), Math.Ceiling(At(_ordersDrawn, 1 - CellPrediction.Outside)));

    /// <summary>In the unit of the monetary values.</summary>
    public ShopOrders Revenue() => new(_revenue, At(_revenueDrawn, CellPrediction.Outside), At(_revenueDrawn, 1 - CellPrediction.Outside));

    static double At(double[] sorted, double share)
    {
        var place = share * sorted.Length - 0.5;
        var before = (int)place;
        return sorted[before] + (place - before) * (sorted[before + 1] - sorted[before]);
    }

    (double Orders, double Revenue) Simulated(CustomerSummaries summaries, OrderFit fit, int draw)
    {
        var (orders, revenue, there) = (0, 0.0, 0);
        for (var i = 0; i < summaries.Count; i++)
        {
            if (summaries.Frequency[i] < 0) continue;
            var (customer, seed) = (summaries[i], (ulong)(draw * SmallShop + there++) << 33);
            var chance = new Chance(seed);
            if (chance.Even() > fit.PAlive(customer)) continue;
            var n = fit.Future(customer.Frequency).Draw(customer.T, chance).Orders(_horizon, chance);
            orders += n;
            if (_spend is null) continue;
            // Values have chances of their own, so that those of the first orders do not depend on how many come.
            var value = new Chance(seed + (1UL << 32));
            var each = _spend.Scale(customer.Frequency, summaries.MonetaryValue![i]) / value.Gamma(_spend.Level(customer.Frequency));
            var sum = Math.Max(0, n - Fate.Several) * _spend.P;
            for (var y = Math.Min(n, Fate.Several); y > 0; y--) sum += value.Gamma(_spend.P);
            revenue += each * sum;
        }

        return (orders, revenue);
    }

    /// <param name="ratio">Of the expected orders to those at the fitted parameters.</param>
    static (double Orders, double Revenue) Summed(double ratio, double chance, (double Mean, double Variance) orders, (double Mean, double Variance) revenue)
    {
        // Of the variance over the squared mean, orders that come each by itself have less the more they are; crowds have not.
        var crowds = orders.Variance / orders.Mean;
        var wider = crowds > 1 ? (1 / ratio + crowds - 1) / crowds : 1 / ratio;
        return (Sum(orders), revenue.Mean > 0 ? Sum(revenue) : 0);

        double Sum((double Mean, double Variance) of)
        {
            var spread = wider * of.Variance / (of.Mean * of.Mean);
            return of.Mean * ratio * Math.Pow(Math.Max(0, 1 - spread / 9 + chance * Math.Sqrt(spread) / 3), 3);
        }
    }

    double Expected(OrderFit fit, List<WeightedCustomer> sample)
    {
        var sum = 0.0;
        FutureOrders? future = null;
        var frequency = -1;
        foreach (var (customer, weight) in sample)
        {
            if (future is null || customer.Frequency != frequency) (future, frequency) = (fit.Future(customer.Frequency), customer.Frequency);
            sum += weight * fit.PAlive(customer) * future.Expected(customer.T, _horizon);
        }

        return sum;
    }

    /// <summary>Customers at equal steps of the purchases made by those who are alive, whatever the horizon, each weighted down by its own.</summary>
    static List<WeightedCustomer> Sample(OrderFit fit, SummaryCells cells)
    {
        List<(CustomerSummary Customer, double Alive)> all = [];
        List<double> passed = [0];
        foreach (var group in cells.Groups)
            for (var i = group.Start; i < group.End; i++)
            {
                var customer = new CustomerSummary(group.Frequency, cells.Recency[i], cells.T[i]);
                all.Add((customer, fit.PAlive(customer)));
                passed.Add(passed[^1] + cells.Count[i] * all[^1].Alive * (group.Frequency + 1));
            }

        List<WeightedCustomer> sample = [];
        var steps = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var before = steps;
            while (steps < SampleSize && passed[i + 1] > (steps + 0.5) / SampleSize * passed[^1]) steps++;
            if (steps > before) sample.Add(new WeightedCustomer(all[i].Customer, (steps - before) / (all[i].Alive * (all[i].Customer.Frequency + 1))));
        }

        return sample;
    }

    /// <summary>A customer, and for how many they stand, up to a factor that all have in common.</summary>
    readonly record struct WeightedCustomer(CustomerSummary Customer, double Weight);
}
