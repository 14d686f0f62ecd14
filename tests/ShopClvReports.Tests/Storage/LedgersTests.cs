using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class LedgersTests
{
    /// <summary>Shops of 100 orders each, and what one of their ledgers weighs.</summary>
    static readonly int[] FourShops = [100, 100, 100, 100];

    static readonly long One = new Ledgers(new WatchedStore(FourShops), 0).Get(0).Bytes;

    static void Get(Ledgers ledgers, params int[] shops)
    {
        foreach (var shop in shops) Assert.Equal(100, ledgers.Get(shop).OrderCount);
    }

    [Fact]
    public void A_ledger_is_read_whole_once_and_then_brought_forward()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, long.MaxValue);

        Assert.Same(ledgers.Get(2), ledgers.Get(2));
        Assert.Equal([(2, 0), (2, 1)], store.Reads());
        Assert.Equal(One, ledgers.Bytes);
    }

    [Fact]
    public void The_one_used_longest_ago_leaves_first()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, 3 * One);
        Get(ledgers, 0, 1, 2, 0, 3);
        Assert.Equal(3 * One, ledgers.Bytes);
        store.Reads();

        Get(ledgers, 0, 2, 3, 1);

        Assert.Equal([(0, 1), (2, 1), (3, 1), (1, 0)], store.Reads());
        Assert.Equal(3 * One, ledgers.Bytes);
    }

    [Fact]
    public void One_larger_than_the_budget_is_served_and_kept_alone()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, 1);
        Get(ledgers, 0, 1, 1, 0);

        Assert.Equal([(0, 0), (1, 0), (1, 1), (0, 0)], store.Reads());
        Assert.Equal(One, ledgers.Bytes);
    }

    [Fact]
    public void One_that_became_the_oldest_while_it_was_read_does_not_break_the_budget()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, 2 * One);
        store.Reading = shop =>
        {
            if (shop != 0) return;
            store.Reading = null;
            Get(ledgers, 1, 2);
        };

        Get(ledgers, 0);

        Assert.Equal(2 * One, ledgers.Bytes);
        store.Reads();
        Get(ledgers, 1, 2);
        Assert.Equal([(1, 1), (2, 1)], store.Reads());
    }

    [Fact]
    public void One_that_left_while_it_was_read_is_served_all_the_same()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, One);
        store.Reading = shop =>
        {
            if (shop != 0) return;
            store.Reading = null;
            Get(ledgers, 1, 2, 3);
        };

        Get(ledgers, 0, 0);

        Assert.Equal(One, ledgers.Bytes);
    }

    [Fact]
    public void Many_asking_at_once_are_all_served_within_the_budget()
    {
        var store = new WatchedStore(FourShops);
        var ledgers = new Ledgers(store, 2 * One);

        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var ledger = ledgers.Get(i * 7 % 4);
            Assert.Equal(100, ledger.OrderCount);
            Assert.Equal(i * 7 % 4, ledger.Values(Analytics.ValuePolicy.Paid)[0]);
        });

        Assert.InRange(ledgers.Bytes, One, 2 * One);
    }

    [Fact]
    public void A_failing_read_is_the_askers_and_the_next_is_served()
    {
        var store = new WatchedStore(FourShops) { Reading = _ => throw new StoreUnavailableException("not now") };
        var ledgers = new Ledgers(store, long.MaxValue);
        Assert.Throws<StoreUnavailableException>(() => ledgers.Get(0));

        store.Reading = null;
        Get(ledgers, 0);
    }
}
