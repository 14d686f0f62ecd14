namespace ShopClvReports.Analytics;

/// <summary>What the predicted figures of a report rest on.</summary>
/// <param name="Facts">Of the fit of orders; null when nobody has bought anything.</param>
/// <param name="Backtest">Null when the history is too short for one.</param>
/// <param name="YearsWithoutReturn">How long all customers have been watched, together; null where one of them came back.</param>
public sealed record Foretold(FitFacts? Facts, Backtest? Backtest, double? YearsWithoutReturn)
{
    public static Foretold Of(ShopModel? model) => new(model?.Fit.Facts, model?.Backtest, model?.YearsWithoutReturn);
}
