using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Takes a window one step further: ask, wait, take.</summary>
sealed class WindowSteps(IAdminClient admin, HistoryPages pages, HistoryImport import, IBackfillStore backfills, BackfillOptions options, TimeProvider clock)
{
    readonly BulkOperations _operations = new(admin);

    /// <param name="moved">Called now and then within a long step, when what it has brought so far is on disk.</param>
    /// <returns>Whether something changed; otherwise there is nothing to do for it but wait.</returns>
    /// <exception cref="AccessLostException">The token was lost.</exception>
    public async Task<bool> StepAsync(Shop shop, BackfillLease lease, Backfill backfill, HistoryWindow window, Action moved, CancellationToken cancellation)
    {
        try
        {
            return window switch
            {
                { Step: WindowStep.Waiting, Paged: true } => await SaveAsync(lease, window with { Step = WindowStep.Running, Cursor = null, Found = 0 }),
                { Step: WindowStep.Waiting } => await AskAsync(shop, lease, window, cancellation),
                { Step: WindowStep.Asking } => await AskAgainAsync(shop, lease, window, cancellation),
                { Paged: true } => await PageAsync(shop, lease, window, cancellation),
                _ => await LookAsync(shop, lease, backfill, window, moved, cancellation),
            };
        }
        catch (ShopifyUnavailableException e)
        {
            // Nobody's fault: it is waited out, and counts as no attempt.
            return await SaveAsync(lease, (Stored(window) ?? window) with { NextAt = clock.GetUtcNow() + options.Retry, Problem = e.Message });
        }
        catch (Exception e) when (e is DownloadRefusedException or ImportException or IOException or InvalidOperationException || (e is ShopifyException and not AccessLostException))
        {
            return await FailAsync(lease, Stored(window) ?? window, e);
        }
    }

    public async Task<bool> SaveAsync(BackfillLease lease, HistoryWindow window) =>
        await backfills.SaveAsync(lease.Name, window) ? true : throw new BackfillTakenOverException();

    /// <summary>That it is asked for is on disk first: if nobody is left to hear the answer, the next one looks for the operation.</summary>
    async Task<bool> AskAsync(Shop shop, BackfillLease lease, HistoryWindow window, CancellationToken cancellation)
    {
        var asking = window with { Step = WindowStep.Asking, AskedAt = clock.GetUtcNow(), Found = 0 };
        await SaveAsync(lease, asking);
        return await StartAsync(shop, lease, asking, cancellation);
    }

    async Task<bool> AskAgainAsync(Shop shop, BackfillLease lease, HistoryWindow window, CancellationToken cancellation) =>
        await _operations.FindAsync(shop, window, cancellation) is { } found
            ? await BeganAsync(lease, window, found)
            : await StartAsync(shop, lease, window, cancellation);

    async Task<bool> StartAsync(Shop shop, BackfillLease lease, HistoryWindow window, CancellationToken cancellation) =>
        await _operations.StartAsync(shop, window, cancellation) is { } started
            ? await BeganAsync(lease, window, started)
            // One of those may be this very one, asked for twice over a bad line: it is looked for first the next time.
            : await SaveAsync(lease, window with { NextAt = clock.GetUtcNow() + options.Retry, Problem = "Shopify runs as many bulk operations of this app as it will" });

    Task<bool> BeganAsync(BackfillLease lease, HistoryWindow window, BulkOperation operation) =>
        SaveAsync(lease, window with { Step = WindowStep.Running, Operation = operation.Id, Found = operation.Found, NextAt = null });

    async Task<bool> LookAsync(Shop shop, BackfillLease lease, Backfill backfill, HistoryWindow window, Action moved, CancellationToken cancellation)
    {
        if (await _operations.StatusAsync(shop, window.Operation!, cancellation) is not { } operation)
            return await RepeatAsync(lease, window, "Shopify does not know the bulk operation any more");
        switch (operation.Fate)
        {
            case OperationFate.Wait:
                if (operation.Found != window.Found) await SaveAsync(lease, window with { Found = operation.Found });
                return false;
            case OperationFate.Take:
                return await SaveAsync(lease, Done(window, await TakeAsync(shop, lease, window with { Found = operation.Found }, operation.Url!, isWhole: true, moved, cancellation)));
            case OperationFate.Nothing:
                return await SaveAsync(lease, Done(window, 0));
            case OperationFate.Repeat:
                window = await TakePartAsync(shop, lease, window, operation.PartialUrl, moved, cancellation);
                return await RepeatAsync(lease, window, $"the bulk operation ended as {operation.Status}");
            case OperationFate.Narrow:
                window = await TakePartAsync(shop, lease, window, operation.PartialUrl, moved, cancellation);
                return await NarrowAsync(lease, backfill, window, $"the bulk operation failed ({operation.ErrorCode ?? "no reason given"})");
            default:
                return await SaveAsync(lease, window with
                {
                    Step = WindowStep.Failed,
                    Problem = $"Shopify refuses the bulk operation ({operation.ErrorCode}); check the app's scopes and connect the shop anew",
                });
        }
    }

    /// <summary>Takes what an operation had written when it broke off, if it had.</summary>
    /// <returns>The window as that leaves it.</returns>
    async Task<HistoryWindow> TakePartAsync(Shop shop, BackfillLease lease, HistoryWindow window, Uri? part, Action moved, CancellationToken cancellation)
    {
        if (part is null) return window;
        try
        {
            await TakeAsync(shop, lease, window, part, isWhole: false, moved, cancellation);
        }
        catch (Exception e) when (e is DownloadRefusedException or ImportException or ShopifyUnavailableException)
        {
            // It would have come early; all of it comes when it is asked for again.
        }

        return Stored(window) ?? window;
    }

    /// <summary>Takes what lies ready. It may be read for minutes: how much of it is here is on disk every few seconds.</summary>
    /// <returns>How much of it is here then.</returns>
    async Task<long> TakeAsync(Shop shop, BackfillLease lease, HistoryWindow window, Uri result, bool isWhole, Action moved, CancellationToken cancellation)
    {
        var reading = new ReadingProgress(
            async here =>
            {
                // When it is read once more, what was here before is here still.
                if (here > window.Imported) await SaveAsync(lease, window with { Imported = here });
                moved();
            },
            clock);
        try
        {
            var taken = await import.FromUrlAsync(shop, result, isWhole, reading, cancellation);
            return taken.Stored + taken.Unchanged;
        }
        finally
        {
            await reading.EndAsync();
        }
    }

    async Task<bool> PageAsync(Shop shop, BackfillLease lease, HistoryWindow window, CancellationToken cancellation)
    {
        var page = await pages.ReadAsync(shop, window, cancellation);
        await import.FromPageAsync(shop, page, cancellation);
        var read = (window.Cursor is null ? 0 : window.Imported) + page.Count;
        return await SaveAsync(lease, page.Next is null ? Done(window, read) : window with { Cursor = page.Next, Imported = read, NextAt = null, Problem = null });
    }

    static HistoryWindow Done(HistoryWindow window, long imported) =>
        window with { Step = WindowStep.Done, Found = imported, Imported = imported, NextAt = null, Problem = null };

    Task<bool> FailAsync(BackfillLease lease, HistoryWindow window, Exception why)
    {
        // The operation goes on, or its file is there still, perhaps at a fresh address: a second one begins only when that was no help.
        var patience = why switch
        {
            DownloadRefusedException => 1,
            ImportException => 2,
            _ => options.Attempts,
        };
        var asksAgain = window is { Step: WindowStep.Running, Paged: false } && window.Attempts < patience;
        return RepeatAsync(lease, window, why.Message, asksAgain ? WindowStep.Running : WindowStep.Waiting);
    }

    async Task<bool> NarrowAsync(BackfillLease lease, Backfill backfill, HistoryWindow window, string why)
    {
        var tried = Tried(window, why, WindowStep.Waiting);
        if (tried.Step == WindowStep.Failed || HistoryPlan.Halves(tried, backfill.Oldest, backfill.StartedAt) is not { } halves)
            return await SaveAsync(lease, tried);
        return await backfills.SplitAsync(lease.Name, window, halves) ? true : throw new BackfillTakenOverException();
    }

    Task<bool> RepeatAsync(BackfillLease lease, HistoryWindow window, string why, WindowStep from = WindowStep.Waiting) =>
        SaveAsync(lease, Tried(window, why, from));

    HistoryWindow Tried(HistoryWindow window, string why, WindowStep from)
    {
        var attempts = window.Attempts + 1;
        return window with
        {
            Step = attempts < options.Attempts ? from : WindowStep.Failed,
            Attempts = attempts,
            NextAt = clock.GetUtcNow() + options.Retry * (1 << Math.Min(window.Attempts, 10)),
            Cursor = null,
            Problem = why,
        };
    }

    /// <summary>As the step left it before it failed.</summary>
    HistoryWindow? Stored(HistoryWindow window) => backfills.Find(window.Shop)?.Windows.FirstOrDefault(w => w.Id == window.Id);
}
