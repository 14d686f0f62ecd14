using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_full_disk_is_spoken_of_once_a_minute_not_at_every_try()
    {
        using var stop = new CancellationTokenSource();
        var clock = new SetClock(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var words = new List<string>();
        var outbox = DispatchProxy.Create<IOutbox, FullOutbox>();
        var tries = (FullOutbox)(object)outbox;
        // Renders and sends nothing, for it never gets that far.
        var dispatcher = new Dispatcher(
            outbox, null!, new Channels([], null!, _ => new Dictionary<string, string>()), null!, new RateLimits(_ => 0), new UnsubscribeLinks(new byte[32]), null,
            clock, NullLogger<Dispatcher>.Instance)
        {
            Waiting = words.Add,
        };

        var work = dispatcher.RunAsync(stop.Token);
        await tries.ReachAsync(6);
        Assert.Equal(["the disk is full"], words);
        clock.Move(TimeSpan.FromMinutes(1));
        await tries.ReachAsync(12);
        Assert.Equal(["the disk is full", "the disk is full"], words);
        await stop.CancelAsync();
        await work;
    }

    public class FullOutbox : DispatchProxy
    {
        readonly Lock _lock = new();
        int _tries;
        (int Count, TaskCompletionSource Reached)? _awaited;

        /// <summary>Ends when that many more tries were made.</summary>
        public Task ReachAsync(int more)
        {
            lock (_lock)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited = (_tries + more, reached);
                return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            lock (_lock)
                if (++_tries >= _awaited?.Count) _awaited?.Reached.TrySetResult();
            throw new StoreUnavailableException("the disk is full", new IOException());
        }
    }
}
