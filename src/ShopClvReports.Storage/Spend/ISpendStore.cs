using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>What shops spent on marketing. Each method is one atomic step, on disk when it returns.</summary>
public interface ISpendStore
{
    /// <summary>By month and channel.</summary>
    IReadOnlyList<MarketingSpend> Spend(int shop);

    /// <summary>Adds these; where a month and channel are known already, the new amount stands in the place of the old.</summary>
    Task SaveAsync(int shop, IReadOnlyList<MarketingSpend> spend);

    /// <param name="month">Its first day.</param>
    /// <param name="channel">Null for every channel.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveAsync(int shop, DateOnly month, string? channel);
}
