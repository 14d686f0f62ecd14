namespace ShopClvReports.Analytics;

/// <summary>What the predicted figures of a report rest on.</summary>
/// <param name="Facts">Of the fit of orders; null when nobody has bought anything.</param>
/// <param name="Backtest">Null when the history is too short for one.</param>
public sealed record Foretold(FitFacts? Facts, Backtest? Backtest)
{
    public static Foretold Of(ShopModel? model) => new(model?.Fit.Facts, model?.Backtest);
}
