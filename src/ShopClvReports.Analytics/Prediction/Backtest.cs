namespace ShopClvReports.Analytics;

/// <summary>
/// How well a model would have foretold the last third of the history from the first two, beside two forecasts that need no model.
/// </summary>
/// <param name="From">First day held out; null when the data were split elsewhere.</param>
/// <param name="Horizon">How long the part held out is, in the unit of the fit.</param>
/// <param name="Fit">On what came before, alone.</param>
/// <param name="Customers">Those who had come by then.</param>
/// <param name="Actual">Purchases (distinct days) they made in the part held out.</param>
/// <param name="ShopOrders">What was foretold for all together, with its 80 % interval.</param>
/// <param name="Coverage">
/// Share of customers whose purchases lay within their own 80 % interval; counts are whole, so more than 80 % is usual.
/// </param>
/// <param name="SameAsLastYear">Null when the history before the part held out is shorter than a year.</param>
public sealed record Backtest(
    DateOnly? From, double Horizon, OrderFit Fit, int Customers, double Actual, ShopOrders ShopOrders, double Coverage,
    ForecastError Model, ForecastError RateGoesOn, ForecastError? SameAsLastYear)
{
    /// <summary>The forecast with the smallest root mean squared error per customer, which the mean number of orders minimises.</summary>
    public Forecaster Winner =>
        Model.RootMeanSquare <= Math.Min(RateGoesOn.RootMeanSquare, SameAsLastYear?.RootMeanSquare ?? double.PositiveInfinity) ? Forecaster.Model
        : SameAsLastYear is { } year && year.RootMeanSquare < RateGoesOn.RootMeanSquare ? Forecaster.SameAsLastYear
        : Forecaster.RateGoesOn;

    /// <summary>On a ledger: the days from the first order to <paramref name="asOf"/> are split at two thirds.</summary>
    /// <param name="currency">Index into the ledger's currencies.</param>
    /// <returns>Null when the history is shorter than <see cref="ShortestDays"/> or nobody bought in its first two thirds.</returns>
    public static Backtest? Of(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy, byte currency, TimeUnit unit, OrderModel model)
    {
        var days = new PurchaseDays(ledger, DayClock.Of(ledger, shop.TimeZone), policy, currency);
        var first = int.MaxValue;
        for (var c = 0; c < ledger.CustomerCount; c++)
            if (days.Of(c, uint.MinValue, ReportWindow.Seconds(asOf.Instant)) is { Days: > 0 } bought) first = Math.Min(first, bought.First);
        if (first == int.MaxValue || asOf.Day.DayNumber - first < ShortestDays) return null;

        var last = first + (asOf.Day.DayNumber - first) * 2 / 3;
        var split = new AsOf(DateOnly.FromDayNumber(last), ZonedDay.Start(DateOnly.FromDayNumber(last + 1), shop.TimeZone));
        var before = ledger.At(split.Instant);
        var known = CustomerSummaries.Of(before, shop, split, policy, currency, unit);
        var heldOut = new double[known.Count];
        for (var c = 0; c < heldOut.Length; c++) heldOut[c] = days.Of(c, ReportWindow.Seconds(split.Instant), ReportWindow.Seconds(asOf.Instant)).Days;

        var horizon = asOf.Day.DayNumber - last;
        var yearBefore = last - first >= DaysPerYear ? new double[known.Count] : null;
        if (yearBefore is not null)
        {
            // Where more than a year is held out, the last year known stands for each of them.
            var window = Math.Min(horizon, DaysPerYear);
            var (from, to) = (Start(last + 1 - DaysPerYear), Start(last + 1 - DaysPerYear + window));
            var daysBefore = new PurchaseDays(before, DayClock.Of(ledger, shop.TimeZone), policy, currency);
            for (var c = 0; c < heldOut.Length; c++) yearBefore[c] = daysBefore.RepeatsOf(c, from, to) * ((double)horizon / window);
        }

        uint Start(int day) => ReportWindow.Seconds(ZonedDay.Start(DateOnly.FromDayNumber(day), shop.TimeZone));

        return Of(known, heldOut, horizon / unit.InDays(), model, yearBefore, split.Day.AddDays(1));
    }

    /// <summary>On summaries of what came before, and what came after.</summary>
    /// <param name="heldOut">Purchases of each customer within the horizon.</param>
    /// <param name="horizon">In the unit of the summaries.</param>
    /// <param name="lastYear">The forecast "same as last year" of each customer; null when there is none.</param>
    /// <returns>Null when nobody had bought anything.</returns>
    public static Backtest? Of(
        CustomerSummaries known, double[] heldOut, double horizon, OrderModel model, double[]? lastYear = null, DateOnly? from = null)
    {
        if (OrderFitting.Fit(known, model) is not { } fit) return null;
        var prediction = Prediction.Of(known, fit, null, horizon, 0);
        var rateGoesOn = new double[known.Count];
        for (var c = 0; c < rateGoesOn.Length; c++)
            rateGoesOn[c] = known.Frequency[c] > 0 && known.T[c] > 0 ? known.Frequency[c] / known.T[c] * horizon : 0;
        var there = Enumerable.Range(0, known.Count).Where(c => known.Frequency[c] >= 0).ToArray();
        return new Backtest(
            from, horizon, fit, there.Length, there.Sum(c => heldOut[c]), prediction.ShopOrders(),
            there.Count(c => heldOut[c] >= prediction.LowOrders[c] && heldOut[c] <= prediction.HighOrders[c]) / (double)there.Length,
            ForecastError.Of(prediction.ExpectedOrders, heldOut, there), ForecastError.Of(rateGoesOn, heldOut, there),
            lastYear is null ? null : ForecastError.Of(lastYear, heldOut, there));
    }

    /// <summary>A shorter history has no last third worth holding out.</summary>
    public const int ShortestDays = 30;

    const int DaysPerYear = 365;
}

/// <summary>How far a forecast was off.</summary>
/// <param name="Total">Purchases foretold for all customers together.</param>
/// <param name="MeanAbsolute">Of the errors per customer, in purchases.</param>
public sealed record ForecastError(double Total, double MeanAbsolute, double RootMeanSquare)
{
    internal static ForecastError Of(double[] forecast, double[] actual, int[] customers) => new(
        customers.Sum(c => forecast[c]), customers.Average(c => Math.Abs(forecast[c] - actual[c])),
        Math.Sqrt(customers.Average(c => (forecast[c] - actual[c]) * (forecast[c] - actual[c]))));
}

/// <summary>What a backtest compares.</summary>
public enum Forecaster
{
    Model,

    /// <summary>Every customer goes on buying as often as so far: repeat purchases over the time watched.</summary>
    RateGoesOn,

    /// <summary>Every customer buys again as often as in the same days a year earlier.</summary>
    SameAsLastYear,
}
