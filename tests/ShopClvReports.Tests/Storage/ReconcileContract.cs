using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every engine's <see cref="IReconcileStore"/> promises.</summary>
public abstract class ReconcileContract : IAsyncLifetime
{
    IStore _store = null!;
    IReconcileStore _book = null!;
    int _shop;

    /// <summary>A store over the same data each time; empty at first.</summary>
    protected abstract (IStore Store, IReconcileStore Book) Open();

    public async Task InitializeAsync()
    {
        (_store, _book) = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    static ShopifyTotal Total(long customer, int orders, long spent, int second = 0) =>
        new(new CustomerId(customer), orders, new Money(spent, Some.Euro), new OrderId(7), Some.Noon.AddSeconds(second));

    Task<ImportOutcome> TakeAsync(params ShopFact[] facts) => _store.ImportAsync(_shop, facts, []);

    List<ShopifyTotal> Totals()
    {
        List<ShopifyTotal> totals = [];
        _book.ReadTotals(_shop, totals.Add);
        return totals;
    }

    static Reconciliation Result(int second, int differ = 1)
    {
        var part = new DifferencePart(DifferenceCause.Tip, [new OrderDifference("#1", new Tally(0, -5_00))], new Tally(0, -5_00)) { More = 2 };
        return new Reconciliation(
            Some.Noon.AddSeconds(second), Some.Noon.AddSeconds(second + 1), 5, 4, 3, new DateOnly(2026, 4, 2), new DateOnly(2026, 6, 1),
            [new DayDifference(new DateOnly(2026, 5, 1), Some.Euro, default, new Tally(1, 5), [new DayOrder(new OrderId(9), "#9", DayTrouble.Missing, new Tally(1, 5))], true)],
            10, new Tally(20, 300_00), differ, 0, [new CustomerDifference(new CustomerId(11), Some.Euro, new Tally(2, 10_00), new Tally(2, 5_00), [part])]);
    }

    [Fact]
    public async Task The_newest_that_Shopify_said_of_a_customer_counts_whatever_came_first()
    {
        await TakeAsync(new ShopifyTotalSeen(Total(11, 2, 20_00, second: 9)), new ShopifyTotalSeen(Total(12, 1, 5_00)));
        await TakeAsync(new ShopifyTotalSeen(Total(11, 1, 10_00, second: 3)));
        Assert.Equal([Total(11, 2, 20_00, 9), Total(12, 1, 5_00)], Totals());
        await _book.ForgetTotalsAsync(_shop, [new CustomerId(12)]);
        Assert.Equal([Total(11, 2, 20_00, 9)], Totals());
    }

    [Fact]
    public async Task What_a_clock_that_was_ahead_stamped_gives_way_to_the_next()
    {
        await TakeAsync(new ShopifyTotalSeen(Total(11, 1, 10_00, second: 7200)), new ShopifyTotalSeen(Total(12, 1, 5_00, second: 60)));
        await _book.DistrustAfterAsync(_shop, Some.Noon.AddSeconds(60));
        await TakeAsync(new ShopifyTotalSeen(Total(11, 2, 20_00, second: 61)), new ShopifyTotalSeen(Total(12, 9, 9_00, second: 59)));
        Assert.Equal([Total(11, 2, 20_00, 61), Total(12, 1, 5_00, 60)], Totals());
    }

    [Fact]
    public async Task Nobody_is_compared_who_was_merged_into_another_or_deleted()
    {
        await TakeAsync(new ShopifyTotalSeen(Total(11, 2, 1)), new ShopifyTotalSeen(Total(12, 1, 2)), new ShopifyTotalSeen(Total(13, 1, 3)));
        await TakeAsync(Some.Merge(11, 12), new CustomerDeleted(new CustomerId(13)));
        Assert.Equal([11L], Totals().Select(t => t.Customer.Value));
    }

    [Fact]
    public async Task Orders_of_some_days_are_told_without_the_deleted_ones_and_those_that_Shopify_never_numbered()
    {
        await TakeAsync(
            Some.Seen(Some.Order(1)), Some.Seen(Some.Order(2, processedAt: Some.Noon.AddDays(1))), Some.Seen(Some.Order(3, test: true)),
            Some.Seen(Some.Order(4) with { CancelledAt = Some.Noon }), Some.Seen(Some.Order(-5)), Some.Seen(Some.Order(6)), new OrderDeleted(new OrderId(6)));
        var orders = _book.Orders(_shop, Some.Noon, Some.Noon.AddDays(1));
        Assert.Equal([(1L, true), (3, false), (4, true)], orders.Select(o => (o.Id.Value, o.Counts)));
        Assert.Equal(("#1", Some.Noon, Some.Noon, new Money(10_00, Some.Euro)), (orders[0].Number, orders[0].ProcessedAt, orders[0].UpdatedAt, orders[0].Net));
        Assert.Equal(orders, _book.Orders(_shop, [new OrderId(1), new OrderId(3), new OrderId(4), new OrderId(6)]));
        Assert.Equal(Some.Noon, _book.FirstOrder(_shop));
        Assert.Equal([1L, 3], _book.Traces(_shop, [new OrderId(1), new OrderId(3), new OrderId(6), new OrderId(99)]).Select(o => o.Id.Value));
        Assert.Equal([3L], _book.TestOrders(_shop, [new CustomerId(11)]).Select(o => o.Id.Value));
    }

    [Fact]
    public async Task A_bookmark_is_there_when_the_store_is_opened_again()
    {
        Assert.Equal(new ReconcileBookmark(), _book.Bookmark(_shop));
        var bookmark = new ReconcileBookmark(Some.Noon, Some.Noon.AddDays(1), null, 77, CustomersAll: true, DaysAt: Some.Noon.AddDays(2));
        await _book.SaveBookmarkAsync(_shop, bookmark);
        await _store.DisposeAsync();
        (_store, _book) = Open();
        Assert.Equal(bookmark, _book.Bookmark(_shop));
    }

    [Fact]
    public async Task The_last_result_is_kept_whole_and_a_broken_one_does_not_hide_it()
    {
        await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon, Result(0), null));
        await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon.AddDays(1), Result(1, differ: 2), null));
        await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon.AddDays(2), null, "no answer"));
        var last = _book.Last(_shop)!;
        Assert.Equivalent(Result(1, differ: 2), last, strict: true);
        Assert.Equal(DifferenceCause.Tip, Assert.Single(Assert.Single(last.Differences).Parts).Cause);
        var history = _book.History(_shop);
        Assert.Equal([(null, "no answer"), (2, null), (1, null)], history.Select(h => (h.Result?.Differ, h.Failure)));
        Assert.All(history.Skip(1), h => Assert.Empty(h.Result!.Differences));
    }

    [Fact]
    public async Task Failures_without_end_do_not_push_out_the_last_result()
    {
        await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon, Result(0), null));
        for (var i = 0; i < 130; i++) await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon.AddDays(i), null, "no answer"));
        Assert.NotNull(_book.Last(_shop));
        Assert.InRange(_book.History(_shop).Count, 100, 101);
    }

    [Fact]
    public async Task A_shop_sees_its_own_alone_and_takes_it_along()
    {
        var other = (await _store.SaveShopAsync("b.myshopify.com", null, null, null)).Id;
        await TakeAsync(new ShopifyTotalSeen(Total(11, 2, 20_00)));
        await _book.SaveAsync(_shop, new ReconcileEntry(Some.Noon, Result(0), null));
        await _book.SaveBookmarkAsync(_shop, new ReconcileBookmark(Some.Noon));
        Assert.Null(_book.Last(other));
        await _store.RemoveShopAsync(_shop);
        Assert.Empty(Totals());
        Assert.Equal((null, new ReconcileBookmark()), (_book.Last(_shop), _book.Bookmark(_shop)));
    }
}

public sealed class SqliteReconcileContract : ReconcileContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override (IStore Store, IReconcileStore Book) Open()
    {
        var store = _data.Open();
        return (store, store.Reconciliations);
    }

    public void Dispose() => _data.Dispose();
}
