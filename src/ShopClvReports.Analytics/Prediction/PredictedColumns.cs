namespace ShopClvReports.Analytics;

/// <summary>
/// Columns that foretell: <c>predicted_orders_12m</c>, <c>predicted_value_12m</c> and their like, for 3, 6 and 12 months, and
/// <c>residual_orders</c>, without an end.
/// </summary>
static class PredictedColumns
{
    /// <summary>How far ahead one looks at a customer.</summary>
    public static IReadOnlyList<(int Months, int Days)> Horizons { get; } = [(3, 91), (6, 183), (12, 365)];

    static readonly string[] Beginnings = ["predicted_orders", "predicted_value", "predicted_value_low", "predicted_value_high", "another_order"];

    /// <summary>Every key.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Horizons.SelectMany(h => Beginnings.Select(b => b + Ending(h.Months))), TotalClv, Residual];

    /// <summary>What a customer has spent ever and is expected to spend within a year, times the margin.</summary>
    const string TotalClv = "total_clv_12m";

    /// <summary>All orders that there will ever be, those that come later counting less.</summary>
    const string Residual = "residual_orders";

    /// <param name="model">Null when nothing can be foretold: the columns are then unknown.</param>
    /// <param name="spentEver">What a customer has spent in the whole history, minor units.</param>
    /// <returns>Null for another key.</returns>
    public static ReportColumn? Column(string key, CustomerSection section, Currency currency, ShopModel? model, ShopTerms terms, Func<int, long> spentEver)
    {
        if (key == Residual)
        {
            var residual = model?.ResidualOrders(terms.DiscountPercent / 100.0);
            return new NumberColumn(key, section.Each(c => residual?[c] ?? double.NaN));
        }

        var (months, days) = Horizons.Single(h => key.EndsWith(Ending(h.Months), StringComparison.Ordinal));
        var prediction = model?.Within(days);
        MoneyColumn Money(Func<int, double> orders) => new(
            key, section.Each(c => prediction?.ExpectedOrderValue is { } value ? (long)Math.Round(orders(c) * value[c], MidpointRounding.AwayFromZero) : MoneyColumn.Unknown),
            currency);
        return key[..^Ending(months).Length] switch
        {
            "total_clv" => new MoneyColumn(
                key, section.Each(c => prediction?.ExpectedValue is { } value
                    ? terms.Margin(spentEver(c) + (long)Math.Round(value[c], MidpointRounding.AwayFromZero))
                    : MoneyColumn.Unknown), currency),
            "predicted_orders" => new NumberColumn(key, section.Each(c => prediction?.ExpectedOrders[c] ?? double.NaN)),
            "predicted_value" => Money(c => prediction!.ExpectedOrders[c]),
            "predicted_value_low" => Money(c => prediction!.LowOrders[c]),
            "predicted_value_high" => Money(c => prediction!.HighOrders[c]),
            "another_order" => new ShareColumn(key, section.Each(c => prediction?.PAnotherOrder[c] ?? double.NaN)),
            _ => null,
        };
    }

    static string Ending(int months) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_{months}m");
}
