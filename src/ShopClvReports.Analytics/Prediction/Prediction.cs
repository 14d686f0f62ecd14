using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// What customers are expected to do and to be worth within a horizon. Arrays are parallel to the summaries; a customer without
/// orders has zeros.
/// </summary>
/// <remarks>
/// The intervals of a customer are predictive: they hold the chance in buying, leaving and what an order is worth, and what is unknown
/// of this customer's rate, loyalty and spending; the parameters of the models count as known. Those of the shop,
/// <see cref="ShopOrders"/> and <see cref="ShopRevenue"/>, hold theirs too. None holds that the shop may change, or that the model is
/// wrong: the <see cref="Backtest"/> is for that.
/// </remarks>
public sealed class Prediction
{
    readonly CustomerSummaries _summaries;
    readonly SummaryCells _cells;
    readonly OrderFit _fit;

    readonly Lazy<ShopFutures> _futures;

    double _variance, _revenueVariance, _logSpread;

    Prediction(CustomerSummaries summaries, OrderFit fit, SpendFit? spend, double horizon, double monthlyDiscount)
    {
        (_summaries, _cells, _fit, Horizon, MonthlyDiscount) = (summaries, SummaryCells.Of(summaries), fit, horizon, monthlyDiscount);
        var n = summaries.Count;
        (PAlive, ExpectedOrders, PAnotherOrder) = (new double[n], new double[n], new double[n]);
        (LowOrders, HighOrders) = (new int[n], new int[n]);
        if (summaries.MonetaryValue is null) spend = null;
        _futures = new Lazy<ShopFutures>(() => new ShopFutures(
            _summaries, _cells, _fit, spend, Horizon, (ExpectedOrders.Sum(), _variance), (ExpectedValue?.Sum() ?? 0, _revenueVariance), _logSpread));
        if (spend is null) return;
        (ExpectedOrderValue, ExpectedValue, Clv) = (new double[n], new double[n], new double[n]);
        (LowValue, HighValue) = (new double[n], new double[n]);
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

    /// <summary>Of an order, in the unit of the monetary values; null without a spend fit, as the next four.</summary>
    public double[]? ExpectedOrderValue { get; }

    /// <summary>Of the expected orders within the horizon, not discounted.</summary>
    public double[]? ExpectedValue { get; }

    /// <summary>The same, discounted by the month.</summary>
    public double[]? Clv { get; }

    /// <summary>
    /// What the orders within the horizon come to lies from here to <see cref="HighValue"/> with a chance of 80 % or more. Where hardly
    /// anything is expected, but now and then much, the mean <see cref="ExpectedValue"/> can lie above both: 0 to 0 for a customer who
    /// orders again with a chance of 5 %.
    /// </summary>
    /// <remarks>
    /// By the distribution of <see cref="FutureSpending"/>; and a hundredth wider at least than <see cref="LowOrders"/> to
    /// <see cref="HighOrders"/> of the expected value, since where all cost the same a value is no more than a count, and no fit is as
    /// sharp as that.
    /// </remarks>
    public double[]? LowValue { get; }
    public double[]? HighValue { get; }

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
        var cells = prediction.Orders(summaries.MonetaryValue is null ? null : spend);
        if (spend is not null && summaries.MonetaryValue is { } values) prediction.Values(spend, values, cells);
        return prediction;
    }

    /// <summary>One computation for each frequency and age, one multiplication for each cell, one copy for each customer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    CellPrediction[] Orders(SpendFit? spend)
    {
        var cells = new CellPrediction[_cells.T.Length];
        var ages = new Dictionary<double, AgePrediction>();
        List<double> tail = [];
        foreach (var group in _cells.Groups)
        {
            ages.Clear();
            var future = _fit.Future(group.Frequency);
            var spending = spend is null ? null : new FutureSpending(spend.P, spend.Level(group.Frequency));
            for (var i = group.Start; i < group.End; i++)
            {
                ref var age = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(ages, _cells.T[i], out _);
                age ??= AgePrediction.Of(future, _cells.T[i], Horizon, MonthlyDiscount, _fit.Unit.Month(), tail);
                cells[i] = CellPrediction.Of(_fit.PAlive(new CustomerSummary(group.Frequency, _cells.Recency[i], _cells.T[i])), age, spending);
                _variance += _cells.Count[i] * cells[i].Variance;
            }
        }

        for (var i = 0; i < PAlive.Length; i++)
        {
            if (_cells.CellOf[i] < 0) continue;
            ref readonly var cell = ref cells[_cells.CellOf[i]];
            PAlive[i] = cell.PAlive;
            ExpectedOrders[i] = cell.Expected;
            PAnotherOrder[i] = cell.Any;
            (LowOrders[i], HighOrders[i]) = (cell.Low, cell.High);
        }

        return cells;
    }

    /// <remarks>
    /// Squares of a customer's value have the mean <c>m² (E N² + E N / p) (1 + 1/(q + px − 2))</c>, m being the expected value of an
    /// order. A level q + px below 3 counts as 3: what is left out, a variance or a mean without end, is of customers who hardly ever come.
    /// </remarks>
    void Values(SpendFit spend, double[] values, CellPrediction[] cells)
    {
        var (byLevel, byScale) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            var x = _summaries.Frequency[i];
            if (x < 0) continue;
            ref readonly var cell = ref cells[_cells.CellOf[i]];
            var (scale, level) = (spend.Scale(x, values[i]), spend.Level(x));
            var mean = spend.ExpectedOrderValue(x, values[i]);
            var expected = cell.Expected * mean;
            (ExpectedOrderValue![i], ExpectedValue![i], Clv![i]) = (mean, expected, cell.Discounted * mean);
            var bounded = Math.Max(level, 3);
            var each = level < bounded ? spend.P * scale / (bounded - 1) : mean;
            LowValue![i] = Math.Min(scale * cell.LowWorth, 0.99 * each * cell.Low);
            HighValue![i] = Math.Max(scale * cell.HighWorth, 1.01 * each * cell.High);
            _revenueVariance += Math.Max(
                0, mean * mean * (cell.Square + cell.Expected / spend.P) * (1 + 1 / (bounded - 2)) - expected * expected);
            byLevel += expected / (level - 1);
            byScale += expected / scale;
        }

        // What expected revenue gains by the logarithms of p, q and γ.
        double[] slopes = [(spend.Q - 1) * byLevel, -spend.Q * byLevel, spend.Gamma * byScale];
        var all = ExpectedValue!.Sum();
        if (all > 0) _logSpread = Math.Sqrt(Math.Max(0, SymmetricMatrix.Quadratic(spend.Facts.LogCovariance, slopes))) / all;
    }

    /// <summary>The orders of all customers together, whole numbers at the ends; see <see cref="ShopFutures"/>.</summary>
    public ShopOrders ShopOrders() => ExpectedOrders.Any(orders => orders > 0) ? _futures.Value.Orders() : new ShopOrders(0, 0, 0);

    /// <summary>What they come to, in the unit of the monetary values; null where order values are not known or nothing is expected.</summary>
    public ShopOrders? ShopRevenue() =>
        ExpectedValue?.Any(value => value > 0) == true ? _futures.Value.Revenue() : null;
}

/// <summary>Orders or revenue of a whole shop: the mean, and from where to where it lies with a chance of 80 %.</summary>
public sealed record ShopOrders(double Expected, double Low, double High);
