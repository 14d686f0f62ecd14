using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>A token bucket for each account: so many sends a minute, a few at once; and none while its provider asks to wait.</summary>
/// <param name="perMinute">By channel; 0 for no limit.</param>
public sealed class RateLimits(Func<string, int> perMinute)
{
    /// <summary>Sends that may go at once after a quiet time.</summary>
    const double Burst = 5;

    /// <summary>Callers read the clock at moments of their own, a little apart; more than this is another clock.</summary>
    static readonly TimeSpan SetBack = TimeSpan.FromSeconds(1);

    sealed class Bucket
    {
        public double Tokens { get; set; } = Burst;
        public DateTimeOffset At { get; set; }
        public DateTimeOffset ClosedUntil { get; set; }
    }

    readonly Lock _lock = new();
    readonly Dictionary<Account, Bucket> _buckets = [];

    /// <summary>Takes a token; false when there is none now.</summary>
    public bool TryTake(Account account, DateTimeOffset now)
    {
        lock (_lock)
        {
            var bucket = Filled(account, now);
            if (now < bucket.ClosedUntil) return false;
            if (perMinute(account.Channel) == 0) return true;
            if (bucket.Tokens < 1) return false;
            bucket.Tokens--;
            return true;
        }
    }

    /// <summary>The provider asks to wait.</summary>
    public void Close(Account account, DateTimeOffset until, DateTimeOffset now)
    {
        lock (_lock)
        {
            var bucket = Filled(account, now);
            if (until > bucket.ClosedUntil) bucket.ClosedUntil = until;
        }
    }

    /// <summary>Accounts without a token now.</summary>
    public IReadOnlyCollection<Account> Waiting(DateTimeOffset now)
    {
        lock (_lock)
            return [.. _buckets.Keys.Where(account => Filled(account, now) is var bucket && (now < bucket.ClosedUntil || (perMinute(account.Channel) > 0 && bucket.Tokens < 1)))];
    }

    Bucket Filled(Account account, DateTimeOffset now)
    {
        if (!_buckets.TryGetValue(account, out var bucket)) _buckets.Add(account, bucket = new Bucket { At = now });
        // A clock that was set back fills nothing, does not stop it from filling later, and takes along what the provider asked for.
        if (bucket.At - now > SetBack && bucket.ClosedUntil > bucket.At) bucket.ClosedUntil -= bucket.At - now;
        var elapsed = now > bucket.At ? now - bucket.At : TimeSpan.Zero;
        (bucket.Tokens, bucket.At) = (Math.Min(Burst, bucket.Tokens + elapsed.TotalMinutes * perMinute(account.Channel)), now);
        return bucket;
    }
}
