namespace ShopClvReports.Analytics;

/// <summary>What the fitted model knows and says of one customer, in one currency.</summary>
/// <param name="Summary">All that it knows, in <paramref name="Unit"/>.</param>
/// <param name="PAlive">The chance that the customer has not left.</param>
/// <param name="OrderValue">Expected of the next orders, each; null where no repeat purchase in the shop has a value.</param>
/// <param name="Winner">Which forecast came nearest on the shop's own past; null when that is too short to try.</param>
public sealed record CustomerOutlook(OrderModel Model, TimeUnit Unit, CustomerSummary Summary, double PAlive, Money? OrderValue, Forecaster? Winner) : Remark
{
    /// <summary>What is expected of a customer in a currency, a remark for each horizon; or why nothing is.</summary>
    /// <param name="model">Null when nobody has bought anything in the currency.</param>
    internal static IEnumerable<Remark> Of(ShopModel? model, int customer, Currency currency)
    {
        if (model?.SummaryOf(customer) is not { } summary)
        {
            yield return new NothingForetold(currency, NobodyBought: model is null);
            yield break;
        }

        Money? Worth(double? minor) => minor is { } known ? new Money(Minor.Of(known), currency) : null;
        var first = model.Within(PredictedColumns.Horizons[0].Days);
        yield return new CustomerOutlook(
            model.Fit.Model, model.Fit.Unit, summary, first.PAlive[customer], Worth(first.ExpectedOrderValue?[customer]), model.Backtest?.Winner);
        foreach (var (months, days) in PredictedColumns.Horizons)
        {
            var prediction = model.Within(days);
            yield return new ExpectedOrders(
                months, prediction.ExpectedOrders[customer], prediction.LowOrders[customer], prediction.HighOrders[customer], Worth(prediction.ExpectedValue?[customer]),
                Worth(prediction.LowValue?[customer]), Worth(prediction.HighValue?[customer]));
        }
    }
}

/// <summary>What a customer is expected to order within some months.</summary>
/// <param name="Low">From here to <paramref name="High"/>, both included, with a chance of 80 % or more.</param>
/// <param name="Value">Of the expected orders; null where order values are not known, as the next two.</param>
/// <param name="ValueLow">From here to <paramref name="ValueHigh"/> with a chance of 80 % or more.</param>
public sealed record ExpectedOrders(int Months, double Orders, int Low, int High, Money? Value, Money? ValueLow, Money? ValueHigh) : Remark;

/// <summary>There is nothing to foretell from.</summary>
/// <param name="NobodyBought">In that currency; otherwise it is this customer alone who has not.</param>
public sealed record NothingForetold(Currency Currency, bool NobodyBought) : Remark;
