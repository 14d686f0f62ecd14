namespace ShopClvReports.Analytics;

/// <summary>What a shop says of itself, and its orders do not.</summary>
/// <param name="MarginPercent">Contribution margin: what is left of 100 spent after the costs that come with each order, 1 to 100.</param>
public sealed record ShopTerms(int MarginPercent, Tiers Tiers)
{
    /// <summary>When nothing is said: worth is revenue.</summary>
    public static ShopTerms Unsaid { get; } = new(100, Tiers.Default);

    /// <summary>Customers of one year that stay in the next, 0 to 100; null when that is to be seen from the orders.</summary>
    public int? RetentionPercent { get; init; }

    /// <summary>By how much what comes a year later is worth less today, 1 to 100.</summary>
    public int DiscountPercent { get; init; } = 10;

    /// <summary>The margin as a fraction: 0.4 for 40 %.</summary>
    public double Share => MarginPercent / 100.0;

    /// <summary>What an amount in minor units leaves, rounded half away from zero.</summary>
    public long Margin(long amount) => (long)Math.Round(amount * (decimal)MarginPercent / 100, MidpointRounding.AwayFromZero);
}
