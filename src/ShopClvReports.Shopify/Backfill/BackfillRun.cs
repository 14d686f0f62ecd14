using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Fetches a shop's whole history, newest first. Every step is on disk before the next is begun: whoever comes after a process that
/// was killed goes on where it was, and what is fetched twice changes nothing.
/// </summary>
public sealed class BackfillRun(IAdminClient admin, IStore store, IBackfillStore backfills, HttpClient http, BackfillOptions options, TimeProvider clock)
{
    readonly HistoryImport _import = new(store, http, clock);
    readonly HistoryPages _pages = new(admin, options.Pages);

    WindowSteps Steps => field ??= new(admin, _pages, _import, backfills, options, clock);

    /// <summary>Begins a shop's history or goes on with it, until all of it is here or a part of it cannot be had.</summary>
    /// <param name="anew">Begin even when it is here already.</param>
    /// <param name="insist">Try again what failed too often.</param>
    /// <exception cref="ShopifyException">It cannot go on: the token was lost, or Shopify shows no orders.</exception>
    /// <exception cref="StoreException">The store cannot take it; going on later completes it.</exception>
    public async Task<Backfill> RunAsync(
        Shop shop, Connection connection, bool anew, bool insist, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        var before = backfills.Find(shop.Id);
        if (anew || BackfillNeeds.Of(connection, before) == BackfillNeed.Begin) await BeginAsync(shop, connection, before, cancellation);
        while (true)
        {
            await using var lease = await BackfillLease.TakeAsync(
                backfills, shop.Id, options.Lease, options.Poll, clock,
                () => progress?.Report(new BackfillProgress(Known(shop), null, Elsewhere: true)), cancellation);
            if (Known(shop) is { FinishedAt: not null } whole) return whole;
            try
            {
                if (insist) await InsistAsync(shop, lease);
                insist = false;
                return await WorkAsync(shop, lease, progress, lease.Lost);
            }
            catch (Exception e) when (e is BackfillTakenOverException || (e is OperationCanceledException && lease.Lost.IsCancellationRequested))
            {
                // Unless this one is to stop, somebody began it anew, or it slept for longer than it is waited for: look again.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Looks at what the variants cost by now; Shopify keeps no history of it.</summary>
    /// <exception cref="ShopifyException">It cannot be had; what was read before that is kept.</exception>
    public async Task RefreshCostsAsync(Shop shop, CancellationToken cancellation)
    {
        var window = new HistoryWindow(HistoryKind.Costs, Paged: true);
        do
        {
            var page = await _pages.ReadAsync(shop, window, cancellation);
            await _import.FromPageAsync(shop, page, cancellation);
            window = window with { Cursor = page.Next };
        }
        while (window.Cursor is not null);
    }

    /// <summary>Where another process was faster, what it began is gone on with.</summary>
    async Task BeginAsync(Shop shop, Connection connection, Backfill? before, CancellationToken cancellation)
    {
        var size = await HistorySurvey.AskAsync(admin, shop, cancellation);
        var now = clock.GetUtcNow();
        await backfills.StartAsync(new Backfill(shop.Id, now, connection.SeesAllOrders, size.Orders, size.Oldest), HistoryPlan.Windows(size, now, options.MostPaged), before);
    }

    async Task InsistAsync(Shop shop, BackfillLease lease)
    {
        foreach (var window in Known(shop).Windows.Where(w => w.Step == WindowStep.Failed))
            await Steps.SaveAsync(lease, window with { Step = WindowStep.Waiting, Attempts = 0, NextAt = null, Problem = null });
        await lease.EndAsync(null, null);
    }

    async Task<Backfill> WorkAsync(Shop shop, BackfillLease lease, IProgress<BackfillProgress>? progress, CancellationToken cancellation)
    {
        var pace = new BackfillPace(clock.GetUtcNow(), Known(shop));
        Backfill Tell()
        {
            var known = Known(shop);
            progress?.Report(new BackfillProgress(known, pace.Left(known, clock.GetUtcNow())));
            return known;
        }

        while (true)
        {
            var backfill = Tell();
            if (!backfill.Windows.Any(IsOpen)) break;
            var moved = false;
            foreach (var window in Turn(backfill, clock.GetUtcNow()))
                if (moved = await Steps.StepAsync(shop, lease, backfill, window, () => Tell(), cancellation))
                    break;
            if (!moved) await Task.Delay(options.Poll, clock, cancellation);
        }

        var failed = Known(shop).Windows.Where(w => w.Step == WindowStep.Failed).ToList();
        await lease.EndAsync(failed.Count == 0 ? clock.GetUtcNow() : null, failed.Count == 0 ? null : WindowText.Failed(failed));
        progress?.Report(new BackfillProgress(Known(shop), failed.Count == 0 ? TimeSpan.Zero : null));
        return Known(shop);
    }

    /// <summary>What can be worked at now: what was begun, then what comes next, newest first.</summary>
    IEnumerable<HistoryWindow> Turn(Backfill backfill, DateTimeOffset now)
    {
        var due = InTurn(backfill).Where(w => IsOpen(w) && !(w.NextAt > now)).ToList();
        var running = backfill.Windows.Count(w => w.Step is WindowStep.Asking or WindowStep.Running);
        var fresh = due.Where(w => w.Step == WindowStep.Waiting).Take(Math.Max(0, options.Operations - running));
        return [.. due.Where(w => w.Step != WindowStep.Waiting), .. fresh];
    }

    /// <summary>The newest orders first of all; costs and customers do not wait for the oldest.</summary>
    static List<HistoryWindow> InTurn(Backfill backfill)
    {
        List<HistoryWindow> windows = [.. backfill.OrderWindows];
        foreach (var other in backfill.Windows.Where(w => w.Kind != HistoryKind.Orders))
            windows.Insert(Math.Min(other.Kind == HistoryKind.Costs ? 1 : 3, windows.Count), other);
        return windows;
    }

    static bool IsOpen(HistoryWindow window) => window.Step is not (WindowStep.Done or WindowStep.Failed);

    Backfill Known(Shop shop) => backfills.Find(shop.Id) ?? throw new StoreException($"the shop {shop.Domain} is not there any more");
}
