namespace ShopClvReports.Analytics;

/// <summary>What is foretold of one shop's customers at one moment in one currency, and whether it can be believed.</summary>
/// <remarks>
/// Orders by MBG/NBD, in which one-time buyers may have left too, and order values by Gamma-Gamma. Of known customers alone: who is
/// yet to come is in none of it.
/// </remarks>
public sealed class ShopModel
{
    public const OrderModel Orders = OrderModel.MbgNbd;

    const TimeUnit Unit = TimeUnit.Days;

    readonly CustomerSummaries _summaries;
    readonly Dictionary<int, Prediction> _predictions = [];
    readonly Lazy<Backtest?> _backtest;

    ShopModel(CustomerSummaries summaries, OrderFit fit, SpendFit? spend, Func<Backtest?> backtest)
    {
        (_summaries, Fit, Spend) = (summaries, fit, spend);
        _backtest = new Lazy<Backtest?>(backtest);
    }

    public OrderFit Fit { get; }

    /// <summary>Null when nobody's repeat purchases came to anything: orders are foretold then, and no values.</summary>
    public SpendFit? Spend { get; }

    /// <summary>Null when the history is too short.</summary>
    public Backtest? Backtest => _backtest.Value;

    /// <param name="currency">Index into the ledger's currencies.</param>
    /// <returns>Null when nobody has bought anything.</returns>
    public static ShopModel? Of(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy, byte currency)
    {
        var summaries = CustomerSummaries.Of(ledger, shop, asOf, policy, currency, Unit);
        return OrderFitting.Fit(summaries, Orders) is { } fit
            ? new ShopModel(summaries, fit, SpendFitting.Fit(summaries), () => Analytics.Backtest.Of(ledger, shop, asOf, policy, currency, Unit, Orders))
            : null;
    }

    /// <summary>What is known of one of the ledger's customers; null for one without an order that counts.</summary>
    public CustomerSummary? SummaryOf(int customer) => _summaries.Frequency[customer] < 0 ? null : _summaries[customer];

    /// <summary>Of each of the ledger's customers; values in minor units, not discounted.</summary>
    public Prediction Within(int days)
    {
        lock (_predictions)
        {
            if (!_predictions.TryGetValue(days, out var prediction)) _predictions[days] = prediction = Prediction.Of(_summaries, Fit, Spend, days, 0);
            return prediction;
        }
    }

    /// <summary>Of each of the ledger's customers, all orders there will ever be, discounted (DERT).</summary>
    /// <param name="yearlyDiscount">Above 0, such as 0.1.</param>
    public double[] ResidualOrders(double yearlyDiscount) => Fit.DiscountedResidualOrders(_summaries, Math.Pow(1 + yearlyDiscount, 1 / 12.0) - 1);

    /// <summary>Orders and revenue of all customers within so many days.</summary>
    public Outlook Outlook(int days)
    {
        var (prediction, orders) = (Within(days), Within(days).ShopOrders());
        if (prediction.ExpectedValue is not { } values || Spend is not { } spend || orders.Expected <= 0) return new Outlook(days, orders, null);
        var mean = values.Sum();
        var ofOrders = (orders.High - orders.Low) / (2 * FitFacts.Eighty * orders.Expected);
        return new Outlook(days, orders, Interval(mean, ofOrders * ofOrders + OrderValueSpread(spend) / orders.Expected));
    }

    /// <summary>Squared coefficient of variation of one order's value: around its customer's mean, and of the means where they have a variance.</summary>
    static double OrderValueSpread(SpendFit spend)
    {
        var within = 1 / spend.P;
        return spend.Q > 2 ? within + (1 + within) / (spend.Q - 2) : within + 1;
    }

    /// <summary>A gamma distribution of this mean, after Wilson and Hilferty.</summary>
    /// <param name="spread">Squared coefficient of variation.</param>
    static ShopOrders Interval(double mean, double spread)
    {
        double Quantile(double z) => mean * Math.Pow(Math.Max(0, 1 - spread / 9 + z * Math.Sqrt(spread) / 3), 3);
        return new ShopOrders(mean, Quantile(-FitFacts.Eighty), Quantile(FitFacts.Eighty));
    }
}

/// <summary>What all known customers are expected to do within some days.</summary>
/// <param name="Revenue">Minor units; null when order values are not known.</param>
public sealed record Outlook(int Days, ShopOrders Orders, ShopOrders? Revenue);
