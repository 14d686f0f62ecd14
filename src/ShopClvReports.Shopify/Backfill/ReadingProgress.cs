namespace ShopClvReports.Shopify;

/// <summary>Tells every few seconds, while a large result is read, how much of it is here.</summary>
/// <param name="tell">Given orders, customers or variants that are here; not called again before it is done.</param>
sealed class ReadingProgress(Func<long, Task> tell, TimeProvider clock) : IProgress<ImportProgress>
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    long _told = clock.GetTimestamp();
    Task _telling = Task.CompletedTask;

    public void Report(ImportProgress value)
    {
        if (!_telling.IsCompleted || clock.GetElapsedTime(_told) < Every) return;
        _told = clock.GetTimestamp();
        _telling = tell(value.Stored + value.Unchanged);
    }

    /// <summary>Waits until nothing is being told any more. What went wrong with it goes wrong with the end of the step too, and is told there.</summary>
    public async Task EndAsync() => await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
