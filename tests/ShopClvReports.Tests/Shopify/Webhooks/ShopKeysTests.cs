using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class ShopKeysTests
{
    [Fact]
    public void Of_many_webhooks_that_come_at_once_one_reads_the_secrets_again()
    {
        using var others = new ManualResetEventSlim();
        var reads = 0;
        var store = new WatchedStore
        {
            StoredShops = () =>
            {
                if (Interlocked.Increment(ref reads) == 1) others.Wait();
                return [new StoredShop(Some.DutchShop, new ShopSecrets("geheim"), null)];
            },
        };
        var keys = new ShopKeys(store, new LeapClock(Some.Noon));
        var found = 0;
        List<Thread> webhooks = [.. Enumerable.Range(0, 20).Select(_ => new Thread(() =>
        {
            if (keys.Find(Some.DutchShop.Domain) is { Keys.Count: 1 }) Interlocked.Increment(ref found);
        }))];
        webhooks.ForEach(w => w.Start());
        Assert.True(SpinWait.SpinUntil(() => webhooks.All(w => w.ThreadState.HasFlag(ThreadState.WaitSleepJoin)), TimeSpan.FromSeconds(30)));
        others.Set();
        webhooks.ForEach(w => w.Join());
        Assert.Equal((20, 1), (found, reads));
    }

    [Fact]
    public void A_secret_that_another_request_has_just_read_is_known_to_both()
    {
        var store = new WatchedStore { StoredShops = () => [new StoredShop(Some.DutchShop, new ShopSecrets("geheim"), null)] };
        var clock = new LeapClock(Some.Noon);
        var keys = new ShopKeys(store, clock);
        Assert.True(keys.Refresh());
        Assert.False(keys.Refresh());
        clock.Move(TimeSpan.FromSeconds(6));
        Assert.True(keys.Refresh());
    }
}
