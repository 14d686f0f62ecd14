namespace ShopClvReports.Analytics;

/// <summary>How customers are supposed to buy, and to stop without a word.</summary>
/// <remarks>
/// The chance to be alive tells badly who buys again: often worse than the days since the last order. Quiet customers are found by
/// their own rhythm instead, <see cref="PurchaseRhythm"/>.
/// </remarks>
public enum OrderModel
{
    /// <summary>After every repeat purchase they may leave. Who has bought once is always alive.</summary>
    BgNbd,

    /// <summary>After every purchase, the first one too.</summary>
    MbgNbd,

    /// <summary>At any time.</summary>
    ParetoNbd,
}

public static class OrderModels
{
    /// <summary>As users write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bg-nbd", "mbg-nbd", "pareto-nbd"];

    public static string Name(this OrderModel model) => Names[(int)model];

    /// <exception cref="FormatException">Another name.</exception>
    public static OrderModel Parse(string name) =>
        Names.ToList().IndexOf(name) is >= 0 and var model
            ? (OrderModel)model
            : throw new FormatException($"'{name}' is no model; expected {string.Join(", ", Names)}");
}
