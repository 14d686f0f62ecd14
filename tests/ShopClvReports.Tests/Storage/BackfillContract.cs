using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every engine's <see cref="IBackfillStore"/> promises.</summary>
public abstract class BackfillContract : IAsyncLifetime
{
    static readonly DateTimeOffset Later = Some.Noon.AddMinutes(1);

    IStore _store = null!;
    IBackfillStore _backfills = null!;
    int _shop;

    /// <summary>A store over the same data each time; empty at first.</summary>
    protected abstract (IStore Store, IBackfillStore Backfills) Open();

    public async Task InitializeAsync()
    {
        (_store, _backfills) = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    async Task BeginAsync(params HistoryWindow[] windows) =>
        Assert.True(await _backfills.StartAsync(new Backfill(_shop, Some.Noon, true, 7, Some.Noon.AddDays(-9)), windows, _backfills.Find(_shop)));

    HistoryWindow Window => Assert.Single(_backfills.Find(_shop)!.Windows);

    [Fact]
    public async Task Everything_said_of_a_window_is_there_when_the_store_is_opened_again()
    {
        await BeginAsync(new HistoryWindow(HistoryKind.Customers));
        Assert.True(await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later));
        var full = Window with
        {
            Paged = true,
            Step = WindowStep.Running,
            Attempts = 3,
            Operation = "gid",
            AskedAt = Some.Noon,
            NextAt = Later,
            Cursor = "c",
            Found = 5,
            Imported = 4,
            Problem = "p",
        };
        Assert.True(await _backfills.SaveAsync("me", full));
        Assert.True(await _backfills.EndAsync("me", _shop, Later, "odd"));
        await _store.DisposeAsync();
        (_store, _backfills) = Open();
        Assert.Equal(full, Window);
        Assert.Equal(new Backfill(_shop, Some.Noon, true, 7, Some.Noon.AddDays(-9), Later, "odd"), _backfills.Find(_shop)! with { Windows = [] }, (a, b) => a! with { Windows = b!.Windows } == b);
    }

    [Fact]
    public async Task One_at_a_time_has_the_lease_and_who_has_lost_it_changes_nothing()
    {
        Assert.False(await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later));
        await BeginAsync(new HistoryWindow(HistoryKind.Orders));
        Assert.True(await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later));
        Assert.True(await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later));
        Assert.False(await _backfills.ClaimAsync(_shop, "you", Later.AddSeconds(-1), Later));
        Assert.True(await _backfills.ClaimAsync(_shop, "you", Later, Later.AddMinutes(1)));
        var window = Window;
        Assert.False(await _backfills.SaveAsync("me", window with { Found = 1 }));
        Assert.False(await _backfills.SplitAsync("me", window, [window, window]));
        Assert.False(await _backfills.EndAsync("me", _shop, Later, null));
        await _backfills.ReleaseAsync(_shop, "me");
        Assert.False(await _backfills.ClaimAsync(_shop, "me", Later, Later.AddMinutes(2)));
        Assert.Equal(window, Window);
        await _backfills.ReleaseAsync(_shop, "you");
        Assert.True(await _backfills.ClaimAsync(_shop, "me", Later, Later.AddMinutes(2)));
    }

    [Fact]
    public async Task Narrower_windows_take_the_place_of_one()
    {
        await BeginAsync(new HistoryWindow(HistoryKind.Orders, Problem: "too much"));
        await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later);
        var whole = Window;
        Assert.True(await _backfills.SplitAsync("me", whole, [whole with { From = Later }, whole with { To = Later }]));
        Assert.Equal([(Later, null), (null, Later)], _backfills.Find(_shop)!.Windows.Select(w => (w.From, w.To)));
        Assert.All(_backfills.Find(_shop)!.Windows, w => Assert.Equal("too much", w.Problem));
        Assert.False(await _backfills.SplitAsync("me", whole, [whole]));
    }

    [Fact]
    public async Task Begun_anew_nothing_of_the_old_is_left_and_its_worker_is_out()
    {
        await BeginAsync(new HistoryWindow(HistoryKind.Orders), new HistoryWindow(HistoryKind.Costs));
        await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later);
        var old = _backfills.Find(_shop)!.Windows[0];
        await BeginAsync(new HistoryWindow(HistoryKind.Customers));
        Assert.False(await _backfills.SaveAsync("me", old));
        Assert.True(await _backfills.ClaimAsync(_shop, "me", Some.Noon, Later));
        Assert.False(await _backfills.SaveAsync("me", old));
        Assert.Equal(HistoryKind.Customers, Window.Kind);
    }

    [Fact]
    public async Task Of_two_who_begin_it_at_once_the_first_has_begun_it()
    {
        var (first, second) = (new Backfill(_shop, Some.Noon, true, 7, null), new Backfill(_shop, Later, true, 8, null));
        Assert.True(await _backfills.StartAsync(first, [new HistoryWindow(HistoryKind.Orders)], null));
        Assert.False(await _backfills.StartAsync(second, [], null));
        Assert.Equal((7, HistoryKind.Orders), (_backfills.Find(_shop)!.Orders, Window.Kind));
        Assert.True(await _backfills.StartAsync(second, [], first));
        Assert.False(await _backfills.StartAsync(first, [], first));
        Assert.Empty(_backfills.Find(_shop)!.Windows);
    }

    [Fact]
    public async Task A_shop_sees_its_own_alone_and_takes_it_along()
    {
        var other = (await _store.SaveShopAsync("b.myshopify.com", null, null, null)).Id;
        await BeginAsync(new HistoryWindow(HistoryKind.Orders));
        Assert.Null(_backfills.Find(other));
        await _store.RemoveShopAsync(_shop);
        Assert.Null(_backfills.Find(_shop));
    }
}

public sealed class SqliteBackfillContract : BackfillContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override (IStore Store, IBackfillStore Backfills) Open()
    {
        var store = _data.Open();
        return (store, store.Backfills);
    }

    public void Dispose() => _data.Dispose();
}
