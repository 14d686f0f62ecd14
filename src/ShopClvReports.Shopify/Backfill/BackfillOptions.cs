namespace ShopClvReports.Shopify;

/// <summary>How a history is fetched.</summary>
public sealed record BackfillOptions
{
    /// <summary>Bulk operations at a time; Shopify runs five of an app, and others may be needed.</summary>
    public int Operations { get; init; } = 3;

    /// <summary>Between two looks at the operations.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After a failure; each further one of the same part doubles it.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So often each part is tried.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>After so long without a sign of life another process may take over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Up to so many orders, customers or variants are read page by page: begun at once, and done sooner than Shopify lays a file ready.</summary>
    public int MostPaged { get; init; } = 500;

    public HistoryPageSizes Pages { get; init; } = new();
}
