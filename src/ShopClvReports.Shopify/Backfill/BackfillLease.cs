using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>One process's hold on a shop's backfill, kept up until it is let go, whatever takes how long meanwhile.</summary>
sealed class BackfillLease : IAsyncDisposable
{
    readonly IBackfillStore _backfills;
    readonly CancellationTokenSource _lost;
    readonly ITimer _keeping;
    readonly int _shop;

    BackfillLease(IBackfillStore backfills, int shop, string name, TimeSpan length, TimeProvider clock, CancellationToken cancellation)
    {
        (_backfills, _shop, Name) = (backfills, shop, name);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _keeping = clock.CreateTimer(_ => Keep(length, clock), null, length / 4, length / 4);
    }

    public string Name { get; }

    /// <summary>Cancelled with the work itself, and when another process has taken over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits for the lease.</summary>
    /// <param name="waiting">Called as long as another process has it.</param>
    public static async Task<BackfillLease> TakeAsync(
        IBackfillStore backfills, int shop, TimeSpan length, TimeSpan poll, TimeProvider clock, Action waiting, CancellationToken cancellation)
    {
        var name = Guid.NewGuid().ToString("N");
        while (!await backfills.ClaimAsync(shop, name, clock.GetUtcNow(), clock.GetUtcNow() + length))
        {
            waiting();
            await Task.Delay(poll, clock, cancellation);
        }

        return new BackfillLease(backfills, shop, name, length, clock, cancellation);
    }

    /// <exception cref="BackfillTakenOverException">The lease was lost.</exception>
    public async Task EndAsync(DateTimeOffset? finishedAt, string? problem)
    {
        if (!await _backfills.EndAsync(Name, _shop, finishedAt, problem)) throw new BackfillTakenOverException();
    }

    void Keep(TimeSpan length, TimeProvider clock) => _ = KeepAsync(length, clock);

    async Task KeepAsync(TimeSpan length, TimeProvider clock)
    {
        try
        {
            if (!await _backfills.ClaimAsync(_shop, Name, clock.GetUtcNow(), clock.GetUtcNow() + length)) await _lost.CancelAsync();
        }
        catch (Exception e) when (e is StoreException or ObjectDisposedException)
        {
            // The next time will do, or the next save says what is wrong.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _keeping.DisposeAsync();
        try
        {
            await _backfills.ReleaseAsync(_shop, Name);
        }
        catch (StoreException)
        {
            // It ends by itself.
        }

        _lost.Dispose();
    }
}

/// <summary>Another process works on this shop's history now, or it was begun anew.</summary>
sealed class BackfillTakenOverException : Exception;
