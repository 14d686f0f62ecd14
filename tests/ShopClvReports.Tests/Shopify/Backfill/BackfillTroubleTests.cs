using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>Whatever goes wrong at Shopify, on the way or here: in the end everything is here, once, or somebody is told.</summary>
public sealed class BackfillTroubleTests : IAsyncLifetime
{
    BackfillDriver _shop = null!;

    public async Task InitializeAsync()
    {
        _shop = await BackfillDriver.StartAsync();
        Fill(_shop);
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    static void Fill(BackfillDriver shop)
    {
        var anna = shop.There.AddCustomer("anna@example.nl", "Anna", "Jansen");
        var trui = shop.There.AddVariant();
        trui.UpdatedAt = Some.Noon;
        foreach (var daysAgo in (int[])[2, 30, 200, 300])
            shop.There.AddOrder(daysAgo < 100 ? anna : null, at: Some.Noon.AddDays(-daysAgo), lines: [new FakeLine(daysAgo * 10, "Trui", 25m, 2, Variant: trui), new FakeLine(daysAgo * 10 + 1, "Sokken", 5m)]);
    }

    /// <summary>What a shop without any trouble comes to.</summary>
    static async Task<string> UndisturbedAsync()
    {
        await using var shop = await BackfillDriver.StartAsync();
        Fill(shop);
        await shop.RunAsync();
        return shop.Everything();
    }

    async Task AssertWholeAsync()
    {
        Assert.NotNull(_shop.Known.FinishedAt);
        Assert.Null(_shop.Known.Problem);
        Assert.Equal(await UndisturbedAsync(), _shop.Everything());
        Assert.Empty(_shop.Store.Quarantine(null, long.MaxValue, 10));
    }

    public static TheoryData<int, bool> Deaths
    {
        get
        {
            var deaths = new TheoryData<int, bool>();
            for (var calls = 0; calls < 25; calls++)
            {
                deaths.Add(calls, false);
                deaths.Add(calls, true);
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_at_any_step_the_next_process_goes_on_and_asks_for_nothing_twice(int calls, bool unheard)
    {
        var life = new ShortLife(_shop.Admin, _shop.Store.Backfills, calls, unheard);
        await Assert.ThrowsAsync<KilledException>(() => _shop.RunAsync(admin: life, backfills: life));
        _shop.Clock.Move(_shop.Options.Lease);
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.All(_shop.There.Bulk.Operations.GroupBy(o => o.Query), same => Assert.Single(same));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_between_pages_it_goes_on_with_the_next_page(int calls, bool unheard)
    {
        _shop.Options = _shop.Options with { MostPaged = 1_000 };
        var life = new ShortLife(_shop.Admin, _shop.Store.Backfills, Math.Min(calls, 15), unheard);
        await Assert.ThrowsAsync<KilledException>(() => _shop.RunAsync(admin: life, backfills: life));
        _shop.Clock.Move(_shop.Options.Lease);
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Empty(_shop.There.Bulk.Operations);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    public async Task When_the_address_is_good_no_longer_another_is_asked_for_and_then_another_operation(int refusals, int operations)
    {
        var refused = 0;
        _shop.There.Bulk.Download = _ => refused++ < refusals ? new FakeDownload(403) : new FakeDownload();
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(operations, _shop.There.Bulk.Operations.Count);
    }

    [Fact]
    public async Task A_result_that_nobody_fetched_in_time_is_asked_for_again()
    {
        var life = new ShortLife(_shop.Admin, _shop.Store.Backfills, 5, unheard: false);
        await Assert.ThrowsAsync<KilledException>(() => _shop.RunAsync(admin: life, backfills: life));
        var before = _shop.There.Bulk.Operations.Count;
        Assert.InRange(before, 1, 3);
        foreach (var operation in _shop.There.Bulk.Operations) _shop.There.Bulk.Look(operation.Gid);
        _shop.Clock.Move(TimeSpan.FromDays(8));
        await _shop.RunAsync();
        Assert.NotNull(_shop.Known.FinishedAt);
        Assert.Equal(4, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_taken_up_where_it_was()
    {
        _shop.There.Bulk.Download = number => new FakeDownload(BreakAfter: number == 0 ? 700 : null);
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(4, _shop.There.Bulk.Operations.Count);
        Assert.Equal(5, _shop.There.Bulk.Downloads.Count);
        Assert.InRange(_shop.There.Bulk.Downloads[1], 0, 700);
    }

    [Fact]
    public async Task A_server_that_cannot_go_on_sends_the_same_result_again()
    {
        _shop.There.Bulk.Ranges = false;
        _shop.There.Bulk.Download = number => new FakeDownload(BreakAfter: number == 0 ? 700 : null);
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(4, _shop.There.Bulk.Operations.Count);
        Assert.All(_shop.There.Bulk.Downloads, from => Assert.Equal(0, from));
    }

    [Theory]
    [InlineData("EXPIRED", 0)]
    [InlineData("CANCELED", 3)]
    public async Task An_operation_that_ends_without_a_result_is_asked_for_again(string status, int rows)
    {
        _shop.There.Bulk.End = number => number == 0 ? new FakeBulkEnd(status, Rows: rows) : FakeBulkEnd.Completed;
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(5, _shop.There.Bulk.Operations.Count);
    }

    public static TheoryData<int> Rows => new(Enumerable.Range(0, 7));

    /// <summary>Two orders of two lines each lie in the window that fails: lines without their order, and orders without their lines.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_an_operation_found_before_it_failed_counts_already_and_stands_in_nobodys_way(int rows)
    {
        _shop.Options = _shop.Options with { Operations = 1, Retry = TimeSpan.FromHours(1) };
        _shop.There.Bulk.End = number => number == 0 ? FakeBulkEnd.Failed(rows) : FakeBulkEnd.Completed;
        using var stop = new CancellationTokenSource();
        var work = _shop.RunAsync(cancellation: stop.Token);
        while (_shop.Known is not { } known || known.Windows.Count(w => w.Attempts > 0) < 2) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        var early = _shop.Ledger().OrderCount;
        Assert.InRange(early, 0, 4);
        if (rows == 6) Assert.True(early >= 2);

        _shop.Options = _shop.Options with { Retry = TimeSpan.Zero };
        _shop.Clock.Move(TimeSpan.FromDays(1));
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(3, _shop.Known.OrderWindows.Count());
    }

    [Fact]
    public async Task What_cannot_be_had_is_given_up_told_and_tried_again_when_somebody_insists()
    {
        _shop.There.Bulk.End = _ => FakeBulkEnd.Failed(0, "TIMEOUT");
        var broken = await _shop.RunAsync();
        Assert.Null(broken.FinishedAt);
        Assert.Contains("(TIMEOUT)", broken.Problem, StringComparison.Ordinal);
        Assert.Contains("shopclv backfill", broken.Problem, StringComparison.Ordinal);
        Assert.Equal(BackfillNeed.None, BackfillNeeds.Of(_shop.Store.Connections.Find(_shop.Shop.Id)!, broken));
        Assert.InRange(_shop.There.Bulk.Operations.Count, 5, 200);

        _shop.There.Bulk.End = _ => FakeBulkEnd.Completed;
        await _shop.RunAsync(insist: true);
        await AssertWholeAsync();
    }

    [Fact]
    public async Task What_may_not_be_seen_is_not_asked_for_over_and_over()
    {
        _shop.There.Bulk.End = _ => FakeBulkEnd.Failed(0, "ACCESS_DENIED");
        var broken = await _shop.RunAsync();
        Assert.Contains("check the app's scopes", broken.Problem, StringComparison.Ordinal);
        Assert.Equal(4, _shop.There.Bulk.Operations.Count);
    }

    [Fact]
    public async Task A_lost_token_ends_the_work_and_what_was_done_stays_done()
    {
        _shop.There.Bulk.LooksUntilDone = 3;
        var token = _shop.There.Token;
        _shop.There.Fault = call =>
        {
            if (call is { Operation: "BulkStatus", Repeat: 2 }) _shop.There.Token = "another";
            return null;
        };
        await Assert.ThrowsAsync<AccessLostException>(() => _shop.RunAsync());
        _shop.There.Token = token;
        var operations = _shop.There.Bulk.Operations.Count;
        await _shop.RunAsync();
        await AssertWholeAsync();
        Assert.Equal(4, _shop.There.Bulk.Operations.Count);
        Assert.InRange(operations, 1, 4);
    }
}
