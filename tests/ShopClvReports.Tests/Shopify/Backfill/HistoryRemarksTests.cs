using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every report says of a history that is not whole, and when that goes away.</summary>
public sealed class HistoryRemarksTests : IAsyncLifetime
{
    BackfillDriver _shop = null!;

    public async Task InitializeAsync()
    {
        _shop = await BackfillDriver.StartAsync();
        foreach (var daysAgo in (int[])[10, 200]) _shop.There.AddOrder(at: Some.Noon.AddDays(-daysAgo));
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    Connection Connection => _shop.Store.Connections.Find(_shop.Shop.Id)!;

    IReadOnlyList<string> Remarks(Language language = Language.En) =>
        [.. new HistoryRemarks(_shop.Store.Connections, _shop.Store.Backfills).Of(_shop.Shop).Select(remark => RemarkText.Of(remark, language))];

    [Fact]
    public async Task Sixty_days_are_told_until_all_is_seen_and_fetched()
    {
        _shop.There.Scopes.Remove("read_all_orders");
        await _shop.ConnectAsync();
        Assert.Contains("2 Apr 2026", Assert.Single(Remarks()), StringComparison.Ordinal);
        await _shop.RunAsync();
        Assert.Equal(1, _shop.Ledger().OrderCount);
        Assert.Contains("scope read_all_orders", Assert.Single(Remarks()), StringComparison.Ordinal);
        Assert.Contains("2 apr 2026", Assert.Single(Remarks(Language.Nl)), StringComparison.Ordinal);
        Assert.Equal(BackfillNeed.None, BackfillNeeds.Of(Connection, _shop.Known));

        _shop.There.Scopes.Add("read_all_orders");
        await _shop.ConnectAsync();
        Assert.Single(Remarks());
        Assert.Equal(BackfillNeed.Begin, BackfillNeeds.Of(Connection, _shop.Known));
        await _shop.RunAsync();
        Assert.Empty(Remarks());
        Assert.Equal(2, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task On_its_way_it_is_told_how_far_it_is()
    {
        Assert.Contains("not been fetched", Assert.Single(Remarks()), StringComparison.Ordinal);
        _shop.Options = _shop.Options with { Operations = 1, Retry = TimeSpan.FromHours(1) };
        _shop.There.Bulk.End = number => number == 1 ? FakeBulkEnd.Expired : FakeBulkEnd.Completed;
        using var stop = new CancellationTokenSource();
        var work = _shop.RunAsync(cancellation: stop.Token);
        while (_shop.Store.Backfills.Find(_shop.Shop.Id)?.Windows.Any(w => w.Attempts > 0) != true) await Task.Yield();
        Assert.Equal(
            "The shop's history is still coming in: it is complete back to 3 Mar 2026, with 1 of about 2 orders.", Assert.Single(Remarks()));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(BackfillNeed.Resume, BackfillNeeds.Of(Connection, _shop.Known));
    }

    [Fact]
    public async Task A_part_that_could_not_be_had_is_told_until_it_is_here()
    {
        _shop.Options = _shop.Options with { Attempts = 1 };
        _shop.There.Bulk.End = number => number == 1 ? FakeBulkEnd.Failed(0) : FakeBulkEnd.Completed;
        await _shop.RunAsync();
        Assert.Contains("complete back to 3 Mar 2026 only", Assert.Single(Remarks()), StringComparison.Ordinal);
        Assert.StartsWith("incomplete: orders before 2026-03-03: the bulk operation failed", BackfillText.Of(_shop.Known), StringComparison.Ordinal);
        Assert.Contains(BackfillText.Parts(_shop.Known), line => line.Contains("failed after 1 attempts", StringComparison.Ordinal));
        await _shop.RunAsync(insist: true);
        Assert.Empty(Remarks());
    }

    [Fact]
    public async Task Connected_again_a_shop_gets_what_nobody_told_us_of()
    {
        await _shop.RunAsync();
        Assert.Equal(BackfillNeed.None, BackfillNeeds.Of(Connection, _shop.Known));
        _shop.Clock.Move(TimeSpan.FromHours(1));
        await _shop.Store.Connections.ForgetTokenAsync(_shop.Shop.Id, "removed");
        Assert.Equal(BackfillNeed.None, BackfillNeeds.Of(Connection, _shop.Known));
        await _shop.ConnectAsync();
        Assert.Equal(BackfillNeed.Begin, BackfillNeeds.Of(Connection, _shop.Known));
    }

    [Fact]
    public void Every_report_says_it_first()
    {
        var sources = new ReportSources(new Ledgers(_shop.Store, 1 << 20), _shop.Store, _shop.Store.Spend, _ => ShopTerms.Unsaid)
        {
            Remarks = new HistoryRemarks(_shop.Store.Connections, _shop.Store.Backfills).Of,
        };
        var source = sources.Of(_shop.Shop, AsOf.Now(Some.Noon, _shop.Shop.TimeZone));
        Assert.All(
            Enum.GetValues<ReportKind>().Where(kind => kind != ReportKind.Customer),
            kind => Assert.IsType<HistoryRemark.NotFetched>(new ReportRequest(kind.Name()).Build(source).Remarks[0]));
    }

    [Fact]
    public async Task The_server_fetches_it_by_itself()
    {
        using var http = new HttpClient();
        var run = new BackfillRun(_shop.Admin, _shop.Store, _shop.Store.Backfills, http, _shop.Options, _shop.Clock);
        using var service = new BackfillService(_shop.Store, run, _shop.Clock, NullLogger<BackfillService>.Instance);
        await service.StartAsync(default);
        while (_shop.Store.Backfills.Find(_shop.Shop.Id)?.FinishedAt is null) await Task.Yield();
        await service.StopAsync(default);
        Assert.Equal(2, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task What_a_product_costs_is_looked_at_every_day_and_what_it_cost_is_kept()
    {
        var variant = _shop.There.AddVariant(unitCost: 20m);
        _shop.There.AddVariant("Sokken", 3m);
        _shop.There.AddVariant("Muts", 4m);
        await _shop.RunAsync();
        _shop.Clock.Move(TimeSpan.FromHours(25));
        (variant.UnitCost, variant.UpdatedAt) = (22m, _shop.There.Now);
        using var http = new HttpClient();
        var run = new BackfillRun(_shop.Admin, _shop.Store, _shop.Store.Backfills, http, _shop.Options, _shop.Clock);
        using var service = new BackfillService(_shop.Store, run, _shop.Clock, NullLogger<BackfillService>.Instance);
        await service.StartAsync(default);
        while (_shop.Store.Costs(_shop.Shop.Id).Count < 4) await Task.Yield();
        await service.StopAsync(default);
        Assert.Equal([20_00L, 22_00], _shop.Store.Costs(_shop.Shop.Id).Where(c => c.Variant.Value == variant.Id).Select(c => c.Cost.Minor));
    }
}
