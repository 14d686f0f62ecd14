namespace ShopClvReports.Tests;

/// <summary>A clock on which waiting takes no time: whoever waits leaps ahead to when the wait is over.</summary>
sealed class LeapClock(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    TimeSpan _passed;

    /// <summary>How long has been waited.</summary>
    public TimeSpan Passed
    {
        get
        {
            lock (_lock) return _passed;
        }
    }

    public void Move(TimeSpan by)
    {
        lock (_lock) _passed += by;
    }

    public override DateTimeOffset GetUtcNow() => start + Passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan) return System.CreateTimer(callback, state, dueTime, period);
        Move(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
