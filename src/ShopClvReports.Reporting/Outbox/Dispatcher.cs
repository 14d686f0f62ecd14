using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Renders runs and sends deliveries as they fall due. What it works on it holds by a lease that it keeps alive; when it dies, the
/// lease ends and another takes over: what was not handed over is sent again, what was is unknown.
/// </summary>
/// <param name="publicUrl">Where this program is reached from outside; null when it is not.</param>
public sealed partial class Dispatcher(
    IOutbox outbox, RunRenderer renderer, Channels channels, OwnerNotices notices, RateLimits limits, UnsubscribeLinks links, string? publicUrl,
    TimeProvider clock, ILogger<Dispatcher> log)
{
    /// <summary>Sends at once: enough for a slow provider not to hold up the others.</summary>
    const int Slots = 16;

    /// <summary>Long enough for a paused process to come back, short enough for a dead one not to be waited for long.</summary>
    static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);

    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    /// <summary>Retries of storing an outcome; a stop waits for them.</summary>
    const int SettlePatience = 20;

    static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    /// <summary>A report that cannot be made for this long is given up.</summary>
    static readonly TimeSpan RenderingPatience = TimeSpan.FromHours(1);

    static readonly TimeSpan RenderingRetry = TimeSpan.FromMinutes(1);

    /// <summary>A disk that is full must not be filled further with words about it.</summary>
    static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);

    readonly string _owner = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <summary>Owners of the claims that are being worked on: only these are kept alive, so that one that broke off comes back.</summary>
    readonly ConcurrentDictionary<string, int> _working = [];

    long _claims;
    (string Reason, DateTimeOffset At) _said = ("", DateTimeOffset.MinValue);
    readonly Lock _saying = new();

    /// <summary>Told, besides the log, why nothing goes on for now; the same reason again only after a while.</summary>
    public Action<string>? Waiting { get; init; }

    /// <summary>Works until it is stopped; then finishes what it is sending and takes nothing new.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var done = new CancellationTokenSource();
        var beat = BeatAsync(done.Token);
        await Task.WhenAll(RenderAllAsync(stop), SendAllAsync(stop));
        await done.CancelAsync();
        await beat;
    }

    /// <summary>Renders and sends until one run has ended or waits for a retry; whatever else is due goes along.</summary>
    /// <returns>The run as it is then.</returns>
    public async Task<Run> DriveAsync(long run, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var work = RunAsync(done.Token);
        while (!stop.IsCancellationRequested && !Rests(run)) await Task.WhenAny(work, Task.Delay(Idle / 5, clock, CancellationToken.None));
        await done.CancelAsync();
        await work;
        return outbox.FindRun(run)!;
    }

    bool Rests(long run) => outbox.FindRun(run) is not { State: RunState.Planned or RunState.Rendering or RunState.Sending } current
        || (current.State == RunState.Sending && outbox.DeliveriesOf(run).All(d => d.State is not (DeliveryState.Pending or DeliveryState.Sending)))
        || (current.State == RunState.Planned && current.Reason is not null);

    /// <summary>One of its own for each claim: a process whose lease ended must not pass for the one that claimed anew, itself included.</summary>
    Lease NewLease() => new($"{_owner}/{Interlocked.Increment(ref _claims)}", clock.GetUtcNow() + LeaseTime);

    async Task BeatAsync(CancellationToken stop)
    {
        while (await Slept(Heartbeat, stop)) await GuardedAsync(() => outbox.ExtendAsync([.. _working.Keys], clock.GetUtcNow() + LeaseTime));
    }

    async Task RenderAllAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            if (!await GuardedAsync(RenderNextAsync) && !await Slept(Idle, stop))
                return;
    }

    async Task<bool> RenderNextAsync()
    {
        var lease = NewLease();
        if (await outbox.ClaimRunAsync(lease, clock.GetUtcNow()) is not { } run) return false;
        _working[lease.Owner] = 1;
        try
        {
            await renderer.RenderAsync(run, lease, CancellationToken.None);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            var now = clock.GetUtcNow();
            var hopeless = e is FormatException or ReportQueryException || now - run.CreatedAt > RenderingPatience;
            LogRenderingFailed(log, run.Id, run.Name, e);
            await outbox.RenderFailedAsync(run, lease, e.Message, hopeless ? null : now + RenderingRetry, hopeless ? notices.OfRendering(run, e.Message) : null, now);
        }
        finally
        {
            _working.TryRemove(lease.Owner, out _);
        }

        return true;
    }

    async Task SendAllAsync(CancellationToken stop)
    {
        var sending = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            sending.RemoveAll(task => task.IsCompleted);
            var claimed = sending.Count < Slots && await GuardedAsync(async () =>
            {
                var lease = NewLease();
                var now = clock.GetUtcNow();
                var due = await outbox.ClaimDeliveriesAsync(lease, now, Slots - sending.Count, limits.Waiting(now));
                if (due.Count > 0) _working[lease.Owner] = due.Count;
                sending.AddRange(due.Select(one => GuardedAsync(() => SendAsync(one, lease))));
                return due.Count > 0;
            });
            if (claimed) continue;
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny([.. sending, Slept(Idle, rest.Token)]);
            await rest.CancelAsync();
        }

        await Task.WhenAll(sending);
    }

    async Task SendAsync(Claimed claimed, Lease lease)
    {
        try
        {
            await SendHeldAsync(claimed, lease);
        }
        finally
        {
            if (_working.AddOrUpdate(lease.Owner, 0, (_, left) => left - 1) <= 0) _working.TryRemove(lease.Owner, out _);
        }
    }

    async Task SendHeldAsync(Claimed claimed, Lease lease)
    {
        var (run, delivery, _) = claimed;
        var account = new Account(delivery.Shop, delivery.Destination.Channel);
        var now = clock.GetUtcNow();
        if (!limits.TryTake(account, now))
        {
            await outbox.ReleaseAsync(delivery.Id, lease);
            return;
        }

        var start = clock.GetTimestamp();
        if (await TrySendAsync(claimed, lease) is not { } outcome) return;
        now = clock.GetUtcNow();
        if (outcome is Outcome.Limited limited) limits.Close(account, limited.NotBefore, now);
        var settlement = RetryPlan.Settle(outcome, delivery.Tries, now, Random.Shared.NextDouble(), clock.GetElapsedTime(start));
        if (await SettleAsync(claimed, lease, settlement) is null) LogClaimLost(log, delivery.Id);
        LogAttempt(log, delivery.Id, run.Name, account.Channel, outcome.Name);
    }

    /// <summary>What the far side said must not be lost to a database that is locked, or a disk that is full, for a while.</summary>
    async Task<Run?> SettleAsync(Claimed claimed, Lease lease, Settlement settlement)
    {
        var tellings = notices.Of(claimed.Run, claimed.Delivery, settlement);
        for (var waited = 0; ; waited++)
            try
            {
                return await outbox.SettleAsync(claimed, lease, settlement, tellings, clock.GetUtcNow());
            }
            catch (StoreUnavailableException e) when (waited < SettlePatience)
            {
                Waits(e.Message);
                await Task.Delay(StoreRetry, clock);
            }
    }

    /// <returns>Null when the delivery is somebody else's now.</returns>
    async Task<Outcome?> TrySendAsync(Claimed claimed, Lease lease)
    {
        var (run, delivery, _) = claimed;
        try
        {
            var channel = channels.Get(delivery.Destination.Channel);
            if (delivery.HandedOver && !channel.IsRepeatable)
                return new Outcome.Unknown("the program stopped while the message was being handed over; it may have arrived");
            var sending = new OutboxSending(outbox, claimed, lease, channel.IsRepeatable, channels.Settings(run.Shop, channel.Name), Unsubscribe(run, delivery));
            return await channel.SendAsync(sending, CancellationToken.None);
        }
        catch (ClaimLostException)
        {
            LogClaimLost(log, delivery.Id);
            return null;
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // A fault of ours; what the far side knows of it is told by how far it came.
            LogSendFailed(log, delivery.Id, delivery.Destination.Channel, e);
            var handedOver = outbox.FindDelivery(delivery.Id) is { HandedOver: true };
            return handedOver ? new Outcome.Unknown($"it broke off after it was handed over: {e.Message}") : new Outcome.Retry(e.Message);
        }
    }

    string? Unsubscribe(Run run, Delivery delivery) => publicUrl is { } url && run is { Schedule: { } schedule, Kind: RunKind.Scheduled or RunKind.Manual }
        && delivery.Destination.Channel == "email"
        ? links.Make(url, run.Shop, schedule, delivery.Recipient)
        : null;

    void Waits(string reason)
    {
        lock (_saying)
        {
            var now = clock.GetUtcNow();
            if (_said.Reason == reason && now - _said.At < SayAgain) return;
            _said = (reason, now);
        }

        LogWaiting(log, reason);
        Waiting?.Invoke(reason);
    }

    /// <summary>A store that cannot be written now is tried again; what was claimed comes back when its lease ends.</summary>
    async Task<bool> GuardedAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e)
        {
            Waits(e.Message);
            return false;
        }
    }

    Task<bool> GuardedAsync(Func<Task> work) => GuardedAsync(async () =>
    {
        await work();
        return true;
    });

    /// <returns>False when it was stopped.</returns>
    async Task<bool> Slept(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, clock, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Delivery {Delivery} of {Report} by {Channel}: {Outcome}")]
    static partial void LogAttempt(ILogger log, long delivery, string report, string channel, string outcome);

    [LoggerMessage(LogLevel.Warning, "Delivery {Delivery} was taken over by another process")]
    static partial void LogClaimLost(ILogger log, long delivery);

    [LoggerMessage(LogLevel.Error, "Delivery {Delivery} by {Channel} broke off")]
    static partial void LogSendFailed(ILogger log, long delivery, string channel, Exception e);

    [LoggerMessage(LogLevel.Error, "Run {Run} of {Report} could not be rendered")]
    static partial void LogRenderingFailed(ILogger log, long run, string report, Exception e);

    [LoggerMessage(LogLevel.Error, "The outbox waits: {Reason}")]
    static partial void LogWaiting(ILogger log, string reason);
}
