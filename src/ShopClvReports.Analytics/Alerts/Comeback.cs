namespace ShopClvReports.Analytics;

/// <summary>Of customers whom a rule would have called quiet in the shop's past, how many bought again.</summary>
/// <param name="Quiet">Called quiet at one of the dates looked at.</param>
/// <param name="Returned">Of these, bought again within <paramref name="Days"/>.</param>
public sealed record Comeback(int Quiet, int Returned, int Days)
{
    /// <summary>Fewer say nothing.</summary>
    public const int Enough = 20;
}
