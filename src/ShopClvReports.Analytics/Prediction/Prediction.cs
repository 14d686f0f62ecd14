using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// What customers are expected to do and to be worth within a horizon. Arrays are parallel to the summaries; a customer without
/// orders has zeros.
/// </summary>
/// <remarks>
/// The interval of a customer is predictive: it holds the chance in buying and leaving, and what is unknown of this customer's rate
/// and loyalty; the parameters of the model count as known. That of the shop, <see cref="ShopOrders"/>, holds theirs too. Neither
/// holds that the shop may change, or that the model is wrong: the <see cref="Backtest"/> is for that.
/// </remarks>
public sealed class Prediction
{
    readonly CustomerSummaries _summaries;
    readonly SummaryCells _cells;
    readonly OrderFit _fit;

    double _variance;

    Prediction(CustomerSummaries summaries, OrderFit fit, SpendFit? spend, double horizon, double monthlyDiscount)
    {
        (_summaries, _cells, _fit, Horizon, MonthlyDiscount) = (summaries, SummaryCells.Of(summaries), fit, horizon, monthlyDiscount);
        var n = summaries.Count;
        (PAlive, ExpectedOrders, DiscountedOrders, PAnotherOrder) = (new double[n], new double[n], new double[n], new double[n]);
        (LowOrders, HighOrders) = (new int[n], new int[n]);
        if (spend is not null) (ExpectedOrderValue, ExpectedValue, Clv) = (new double[n], new double[n], new double[n]);
    }

    /// <summary>In the unit of the fit.</summary>
    public double Horizon { get; }

    /// <summary>Such as 0.01.</summary>
    public double MonthlyDiscount { get; }
    public double[] PAlive { get; }
    public double[] ExpectedOrders { get; }

    /// <summary>The chance of at least one order within the horizon.</summary>
    public double[] PAnotherOrder { get; }

    /// <summary>
    /// The number of orders lies from <see cref="LowOrders"/> to <see cref="HighOrders"/>, both included, with a chance of 80 % or more.
    /// </summary>
    public int[] LowOrders { get; }
    public int[] HighOrders { get; }

    /// <summary>Of an order, in the unit of the monetary values; null without a spend fit, as the next two.</summary>
    public double[]? ExpectedOrderValue { get; }

    /// <summary>Of the expected orders within the horizon, not discounted.</summary>
    public double[]? ExpectedValue { get; }

    /// <summary>The same, discounted by the month.</summary>
    public double[]? Clv { get; }

    double[] DiscountedOrders { get; }

    /// <summary>A hundred years: nobody's customers last longer.</summary>
    public static double LongestHorizon(TimeUnit unit) => 36_525 / unit.InDays();

    /// <param name="horizon">In the unit of the fit, above 0.</param>
    /// <param name="monthlyDiscount">From 0; a yearly rate of 12.7 % is 0.01.</param>
    /// <exception cref="ArgumentException">The summaries are in another unit, or a number cannot be.</exception>
    public static Prediction Of(CustomerSummaries summaries, OrderFit fit, SpendFit? spend, double horizon, double monthlyDiscount)
    {
        if (summaries.Unit != fit.Unit)
            throw new ArgumentException($"the fit is in {fit.Unit.Name()}, the summaries in {summaries.Unit.Name()}");
        if (!(horizon > 0 && horizon <= LongestHorizon(fit.Unit)))
            throw new ArgumentException($"a horizon of {horizon} {fit.Unit.Name()} cannot be");
        if (!(monthlyDiscount >= 0 && double.IsFinite(monthlyDiscount)))
            throw new ArgumentException($"a monthly discount of {monthlyDiscount} cannot be");
        var prediction = new Prediction(summaries, fit, spend, horizon, monthlyDiscount);
        prediction.Orders();
        if (spend is not null && summaries.MonetaryValue is { } values) prediction.Values(spend, values);
        return prediction;
    }

    /// <summary>One computation for each frequency and age, one multiplication for each cell, one copy for each customer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Orders()
    {
        var cells = new CellPrediction[_cells.T.Length];
        var ages = new Dictionary<double, AgePrediction>();
        List<double> tail = [];
        foreach (var group in _cells.Groups)
        {
            ages.Clear();
            var future = _fit.Future(group.Frequency);
            for (var i = group.Start; i < group.End; i++)
            {
                ref var age = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(ages, _cells.T[i], out _);
                age ??= AgePrediction.Of(future, _cells.T[i], Horizon, MonthlyDiscount, _fit.Unit.Month(), tail);
                cells[i] = CellPrediction.Of(_fit.PAlive(new CustomerSummary(group.Frequency, _cells.Recency[i], _cells.T[i])), age);
                _variance += _cells.Count[i] * cells[i].Variance;
            }
        }

        for (var i = 0; i < PAlive.Length; i++)
        {
            if (_cells.CellOf[i] < 0) continue;
            ref readonly var cell = ref cells[_cells.CellOf[i]];
            PAlive[i] = cell.PAlive;
            ExpectedOrders[i] = cell.Expected;
            DiscountedOrders[i] = cell.Discounted;
            PAnotherOrder[i] = cell.Any;
            (LowOrders[i], HighOrders[i]) = (cell.Low, cell.High);
        }
    }

    void Values(SpendFit spend, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (_summaries.Frequency[i] < 0) continue;
            ExpectedOrderValue![i] = spend.ExpectedOrderValue(_summaries.Frequency[i], values[i]);
            ExpectedValue![i] = ExpectedOrders[i] * ExpectedOrderValue[i];
            Clv![i] = DiscountedOrders[i] * ExpectedOrderValue[i];
        }
    }

    /// <summary>The orders of all customers together, with an 80 % interval: chance and the parameters' own uncertainty (Laplace's).</summary>
    /// <remarks>A gamma distribution of the same mean and variance, after Wilson and Hilferty. Costs eight more predictions of the mean.</remarks>
    public ShopOrders ShopOrders()
    {
        var mean = ExpectedOrders.Sum();
        if (mean == 0) return new ShopOrders(0, 0, 0);
        var parameters = _fit.Facts.Parameters.Select(p => p.Value).ToArray();
        var slopes = new double[parameters.Length];
        const double step = 1e-3;
        for (var i = 0; i < slopes.Length; i++) slopes[i] = (MeanAt(parameters, i, step) - MeanAt(parameters, i, -step)) / (2 * step);
        var variance = _variance + SymmetricMatrix.Quadratic(_fit.Facts.LogCovariance, slopes);
        var shape = mean * mean / variance;
        double Quantile(double z) => mean * Math.Pow(Math.Max(0, 1 - 1 / (9 * shape) + z / (3 * Math.Sqrt(shape))), 3);
        return new ShopOrders(mean, Quantile(-FitFacts.Eighty), Quantile(FitFacts.Eighty));
    }

    double MeanAt(double[] parameters, int moved, double step)
    {
        var fit = _fit.At([.. parameters.Select((p, i) => i == moved ? p * Math.Exp(step) : p)]);
        var ages = new Dictionary<double, double>();
        var sum = 0.0;
        foreach (var group in _cells.Groups)
        {
            ages.Clear();
            var future = fit.Future(group.Frequency);
            for (var i = group.Start; i < group.End; i++)
            {
                if (!ages.TryGetValue(_cells.T[i], out var expected)) ages[_cells.T[i]] = expected = future.Expected(_cells.T[i], Horizon);
                sum += _cells.Count[i] * expected * fit.PAlive(new CustomerSummary(group.Frequency, _cells.Recency[i], _cells.T[i]));
            }
        }

        return sum;
    }
}

/// <summary>Orders of a whole shop: their mean, and from where to where they lie with a chance of 80 %.</summary>
public sealed record ShopOrders(double Expected, double Low, double High);
