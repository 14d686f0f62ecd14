namespace ShopClvReports.Tests;

/// <summary>A clock that can be set; timers run as ever.</summary>
sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    DateTimeOffset _start = start;
    readonly long _since = System.GetTimestamp();

    /// <summary>Sets the time of day forward, or back.</summary>
    public void Move(TimeSpan by)
    {
        lock (_lock) _start += by;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _start + System.GetElapsedTime(_since);
    }
}
