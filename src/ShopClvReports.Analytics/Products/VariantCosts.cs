namespace ShopClvReports.Analytics;

/// <summary>
/// What units cost at the time they were sold. A cost holds until the next one is known; the first also holds for what was sold
/// before, for Shopify tells none that is older.
/// </summary>
public sealed class VariantCosts
{
    readonly Dictionary<long, List<VariantCost>> _byVariant = [];

    /// <param name="costs">By variant and from the oldest on.</param>
    public VariantCosts(IReadOnlyList<VariantCost> costs)
    {
        foreach (var cost in costs)
            if (_byVariant.TryGetValue(cost.Variant.Value, out var known)) known.Add(cost);
            else _byVariant[cost.Variant.Value] = [cost];
    }

    public static VariantCosts None { get; } = new([]);

    public bool IsAny => _byVariant.Count > 0;

    /// <param name="at">When it was sold, seconds since 1970.</param>
    /// <returns>Of one unit, minor units; null when it is not known in this currency.</returns>
    public long? Of(VariantId? variant, uint at, Currency currency)
    {
        if (variant is not { } id || !_byVariant.TryGetValue(id.Value, out var costs)) return null;
        var held = costs[0];
        foreach (var cost in costs)
            if (cost.Since.ToUnixTimeSeconds() <= at) held = cost;
        return held.Cost.Currency == currency ? held.Cost.Minor : null;
    }
}
