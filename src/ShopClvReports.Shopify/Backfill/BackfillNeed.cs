using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>What a connected shop's history asks for.</summary>
public enum BackfillNeed
{
    /// <summary>It is here, or somebody must act first.</summary>
    None,

    /// <summary>It was never asked for, or Shopify shows more of it now.</summary>
    Begin,

    /// <summary>It was interrupted.</summary>
    Resume,
}

public static class BackfillNeeds
{
    /// <param name="backfill">Null when there was none.</param>
    public static BackfillNeed Of(Connection connection, Backfill? backfill)
    {
        if (connection.Token is null) return BackfillNeed.None;
        if (backfill is null || (connection.SeesAllOrders && !backfill.SeesAll)) return BackfillNeed.Begin;
        // While it was not connected, nobody told us of changes.
        if (backfill.FinishedAt is { } finished) return connection.ConnectedAt > finished ? BackfillNeed.Begin : BackfillNeed.None;
        return backfill.Problem is null ? BackfillNeed.Resume : BackfillNeed.None;
    }
}
