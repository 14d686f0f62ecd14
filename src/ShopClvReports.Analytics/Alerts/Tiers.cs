namespace ShopClvReports.Analytics;

/// <summary>Names for groups of customers by what they spent: the best first, each reaching down to a share of the customers.</summary>
public static class Tiers
{
    /// <summary>By name, the share of customers (0 to 1) down to which the tier reaches, counted from the one that spent most.</summary>
    public static IReadOnlyList<(string Name, double DownTo)> Default { get; } = [("high", 0.2), ("medium", 0.5), ("low", 1)];
}
