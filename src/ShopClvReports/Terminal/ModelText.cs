using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>Fits, predictions and backtests in lines for people.</summary>
static class ModelText
{
    public static void Write(ModelSource source, OrderFit fit, SpendFit? spend)
    {
        Line($"{fit.Model.Name()} in {fit.Unit.Name()}, {fit.Facts.Customers} customers, log-likelihood {fit.Facts.LogLikelihood:F3}");
        Facts(fit.Facts, source);
        if (spend is null)
        {
            Line($"order values: no repeat purchase with a value, so nothing is said of them");
            return;
        }

        Line($"order values (gamma-gamma), {spend.Facts.Customers} repeat buyers, log-likelihood {spend.Facts.LogLikelihood:F3}");
        Facts(spend.Facts, source);
        Line($"  mean order value {spend.MeanOrderValue:F2}{Code(source)}");
        if (SpendFitting.Fit(source.Summaries, SpendFitting.Largest(source.Summaries)) is { } others)
            Line($"  without the largest customer {others.MeanOrderValue:F2}{Code(source)}");
        if (spend.LeftOut > 0) Line($"  {spend.LeftOut} repeat buyers left out: after refunds their repeat purchases came to nothing or less");
        if (Math.Abs(spend.Correlation) > 0.3) Line($"  frequency and value go together (correlation {spend.Correlation:F2}), which the model takes not to be: values mislead");
    }

    /// <summary>Beside the file, where it is in nobody's way.</summary>
    public static void Write(ModelSource source, OrderFit fit, SpendFit? spend, Prediction prediction)
    {
        var orders = prediction.ShopOrders();
        Beside($"{fit.Facts.Customers} customers, {fit.Model.Name()} ({fit.Facts.Method}: {ModelWords.Why(fit.Facts, source.Summaries)})");
        Beside($"orders expected of all within {prediction.Horizon} {fit.Unit.Name()}: {orders.Expected:F1}, with a chance of 80 % between {orders.Low:F0} and {orders.High:F0}");
        if (prediction.ShopRevenue() is { } worth)
            Beside($"worth {worth.Expected:F2}{Code(source)}, between {worth.Low:F2} and {worth.High:F2}; discounted {prediction.Clv!.Sum():F2}");
        else if (source.Summaries.MonetaryValue is not null && spend is null) Beside($"no repeat purchase has a value, so none is predicted");
    }

    public static void Write(Backtest backtest)
    {
        var (model, unit) = (backtest.Fit.Model, backtest.Fit.Unit.Name());
        var from = backtest.From is { } day ? $" from {day:yyyy-MM-dd}" : "";
        Line($"{backtest.Customers} customers, {model.Name()} ({backtest.Fit.Facts.Method}) fitted on what came before, {backtest.Horizon} {unit}{from} held out");
        Line($"{"",-20} {"purchases",12} {"error per customer: RMS",24} {"mean absolute",14}");
        Line($"{"actual",-20} {backtest.Actual,12:F0}");
        Error(Forecaster.Model, backtest.Model);
        Error(Forecaster.RateGoesOn, backtest.RateGoesOn);
        if (backtest.SameAsLastYear is { } year) Error(Forecaster.SameAsLastYear, year);
        Line($"smallest RMS error: {ModelWords.Name(backtest.Winner, model)}");
        Line($"{model.Name()} said between {backtest.ShopOrders.Low:F0} and {backtest.ShopOrders.High:F0} with a chance of 80 %; {backtest.Coverage:P0} of customers were within their own 80 % interval");

        void Error(Forecaster forecaster, ForecastError error) =>
            Line($"{ModelWords.Name(forecaster, model),-20} {error.Total,12:F1} {error.RootMeanSquare,24:F4} {error.MeanAbsolute,14:F4}");
    }

    static void Facts(FitFacts facts, ModelSource source)
    {
        foreach (var p in facts.Parameters) Line($"  {p.Name,-6} {p.Value,-12:G6} 80 %: {p.Low:G4} to {p.High:G4}");
        Line($"  {facts.Method}: {ModelWords.Why(facts, source.Summaries)}");
    }

    static string Code(ModelSource source) => source.Currency is { } currency ? " " + currency.Code : "";

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    static void Beside(FormattableString text) => Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
