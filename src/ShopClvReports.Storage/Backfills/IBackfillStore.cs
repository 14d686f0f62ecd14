namespace ShopClvReports.Storage;

/// <summary>
/// How far the history of each shop has come. Each method is one atomic step, on disk when it returns. One process at a time works
/// on a shop's history, by a lease: whoever has lost it changes nothing any more.
/// </summary>
public interface IBackfillStore
{
    /// <summary>Null for a shop whose history was never asked for.</summary>
    Backfill? Find(int shop);

    /// <summary>Begins anew, in the place of whatever was there. Nobody holds the lease then.</summary>
    /// <param name="windows">Their numbers are given here.</param>
    /// <param name="instead">What was there when it was decided; null for nothing.</param>
    /// <returns>False when something else is there by now; nothing was changed then.</returns>
    Task<bool> StartAsync(Backfill backfill, IReadOnlyList<HistoryWindow> windows, Backfill? instead = null);

    /// <summary>Takes the lease of a shop's backfill, or holds on to it.</summary>
    /// <returns>False while another has it, or when there is none to take.</returns>
    Task<bool> ClaimAsync(int shop, string lease, DateTimeOffset now, DateTimeOffset until);

    /// <summary>Gives the lease back, if it is still this one.</summary>
    Task ReleaseAsync(int shop, string lease);

    /// <returns>False when the lease was lost or the window is not there any more; nothing was changed then.</returns>
    Task<bool> SaveAsync(string lease, HistoryWindow window);

    /// <summary>Puts narrower windows in the place of one.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    Task<bool> SplitAsync(string lease, HistoryWindow window, IReadOnlyList<HistoryWindow> narrower);

    /// <summary>Says how it ended: whole, or with a problem that somebody must look at.</summary>
    /// <param name="finishedAt">Null when it did not come to an end.</param>
    /// <inheritdoc cref="SaveAsync"/>
    Task<bool> EndAsync(string lease, int shop, DateTimeOffset? finishedAt, string? problem);
}
