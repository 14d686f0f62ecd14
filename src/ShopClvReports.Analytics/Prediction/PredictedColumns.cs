namespace ShopClvReports.Analytics;

/// <summary>Columns that foretell: <c>predicted_orders_12m</c>, <c>predicted_value_12m</c> and their like, for 3, 6 and 12 months.</summary>
static class PredictedColumns
{
    static readonly (string Ending, int Days)[] Horizons = [("_3m", 91), ("_6m", 183), ("_12m", 365)];

    static readonly string[] Beginnings = ["predicted_orders", "predicted_value", "predicted_value_low", "predicted_value_high", "another_order"];

    /// <summary>Every key.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Horizons.SelectMany(h => Beginnings.Select(b => b + h.Ending))];

    /// <param name="model">Null when nothing can be foretold: the columns are then unknown.</param>
    /// <returns>Null for another key.</returns>
    public static ReportColumn? Column(string key, CustomerSection section, Currency currency, ShopModel? model)
    {
        var (ending, days) = Horizons.Single(h => key.EndsWith(h.Ending, StringComparison.Ordinal));
        var prediction = model?.Within(days);
        MoneyColumn Money(Func<int, double> orders) => new(
            key, section.Each(c => prediction?.ExpectedOrderValue is { } value ? (long)Math.Round(orders(c) * value[c], MidpointRounding.AwayFromZero) : MoneyColumn.Unknown),
            currency);
        return key[..^ending.Length] switch
        {
            "predicted_orders" => new NumberColumn(key, section.Each(c => prediction?.ExpectedOrders[c] ?? double.NaN)),
            "predicted_value" => Money(c => prediction!.ExpectedOrders[c]),
            "predicted_value_low" => Money(c => prediction!.LowOrders[c]),
            "predicted_value_high" => Money(c => prediction!.HighOrders[c]),
            "another_order" => new ShareColumn(key, section.Each(c => prediction?.PAnotherOrder[c] ?? double.NaN)),
            _ => null,
        };
    }
}
