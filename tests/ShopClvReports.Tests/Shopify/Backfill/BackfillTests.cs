using System.Text;
using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class BackfillTests : IAsyncLifetime
{
    BackfillDriver _shop = null!;

    public async Task InitializeAsync() => _shop = await BackfillDriver.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    FakeOrder Order(int daysAgo, decimal total = 10m, FakeCustomer? customer = null, Action<FakeOrder>? with = null, IReadOnlyList<FakeLine>? lines = null) =>
        _shop.There.AddOrder(customer, total, Some.Noon.AddDays(-daysAgo), lines: lines, with: with);

    static FakeLine Line(long id, decimal price, FakeVariant? variant = null, int quantity = 1, decimal discount = 0) => new(id, "Trui", price, quantity, CodeDiscount: discount, Variant: variant);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Everything_that_Shopify_knows_of_a_shop_is_here(int mostPaged)
    {
        _shop.Options = _shop.Options with { MostPaged = mostPaged };
        var (anna, bram) = (_shop.There.AddCustomer("anna@example.nl", "Anna", "Jansen"), _shop.There.AddCustomer("bram@example.nl", "Bram", null));
        var trui = _shop.There.AddVariant(unitCost: 20m);
        _shop.There.AddVariant("Sokken", unitCost: null);
        var first = Order(800, customer: anna, with: o => (o.Company, o.FirstVisit) = (new FakeCompany(71, "Acme"), new FakeVisit("Google", "SEO", UtmSource: "Nieuwsbrief", UtmMedium: "mail", UtmCampaign: "lente")),
            lines: [Line(1, 30m, trui, quantity: 2, discount: 5m), Line(2, 5m), Line(3, 6m), Line(4, 7m)]);
        Order(10, 20m);
        _shop.There.Refund(first, 12.34m);

        var done = await _shop.RunAsync();
        Assert.Equal((Some.Noon.AddDays(-800), null, 2), (done.CompleteBackTo, done.Problem, done.Imported));
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(73_00 - 12_34, _shop.Order(first).Paid);
        Assert.Equal(
            [new LineItem(1, new ProductId(trui.Product.Id), "Trui", 2, 2, 55_00, false, new VariantId(trui.Id)), .. new[] { (2, 5_00), (3, 6_00), (4, 7_00) }.Select(l => new LineItem(l.Item1, null, "Trui", 1, 1, l.Item2, false))],
            _shop.Store.Lines(_shop.Shop.Id, [new OrderId(first.Id)]).Values.Single());
        Assert.Equal([("Anna Jansen", "anna@example.nl"), ("Bram", "bram@example.nl"), ("Gast Zonder Account", "gast@example.nl")],
            _shop.Store.ChangesSince(_shop.Shop.Id, 0).Customers.Select(c => (c.Name, c.Email)).Order());
        Assert.Equal([new VariantCost(new VariantId(trui.Id), new Money(20_00, Some.Euro), trui.UpdatedAt)], _shop.Store.Costs(_shop.Shop.Id));
        _shop.Store.ReadCompanies(_shop.Shop.Id, (order, company) => Assert.Equal((first.Id, new OrderCompany(71, "Acme")), (order.Value, company)));
        List<FirstVisit> visits = [];
        _shop.Store.ReadFirstVisits(_shop.Shop.Id, (_, visit) => visits.Add(visit));
        Assert.Equal([new FirstVisit("Nieuwsbrief", "mail", "lente")], visits);
        Assert.Empty(_shop.Store.Quarantine(null, long.MaxValue, 10));
    }

    [Fact]
    public async Task A_shop_far_away_has_its_own_currency_and_days()
    {
        await using var far = await BackfillDriver.StartAsync("JPY", "Asia/Tokyo");
        var order = far.There.AddOrder(total: 1500m, at: new DateTimeOffset(2026, 5, 31, 23, 30, 0, TimeSpan.Zero));
        var variant = far.There.AddVariant(unitCost: 300m);
        await far.RunAsync();
        Assert.Equal(1500, far.Order(order).Paid);
        Assert.Equal(new Money(300, new Currency("JPY")), Assert.Single(far.Store.Costs(far.Shop.Id)).Cost);
        Assert.Equal(new VariantId(variant.Id), far.Store.Costs(far.Shop.Id)[0].Variant);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1_000)]
    [InlineData(1, 0)]
    public async Task A_shop_with_next_to_nothing_is_done_at_once(int orders, int mostPaged)
    {
        _shop.Options = _shop.Options with { MostPaged = mostPaged };
        for (var i = 0; i < orders; i++) Order(5);
        var done = await _shop.RunAsync();
        Assert.NotNull(done.FinishedAt);
        Assert.Equal(orders, done.Imported);
        Assert.Equal(orders, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task The_newest_orders_come_first_and_each_comes_once()
    {
        _shop.Options = _shop.Options with { Operations = 1 };
        foreach (var daysAgo in (int[])[0, 89, 90, 91, 454, 455, 456, 820, 1200]) Order(daysAgo);
        var done = await _shop.RunAsync();
        Assert.Equal(9, _shop.Ledger().OrderCount);
        Assert.Equal(
            ["orders from 2026-03-03", "orders from 2025-03-03 to 2026-03-03", "orders from 2024-03-03 to 2025-03-03", "orders from 2023-03-04 to 2024-03-03", "orders before 2023-03-04"],
            done.OrderWindows.Select(WindowText.Of));
        Assert.Equal([3L, 3, 2, 0, 1], done.OrderWindows.Select(w => w.Imported));
        Assert.Equal([3, 3, 2, 0, 1], _shop.There.Bulk.Operations.Select(o => o.RootObjectCount));
    }

    [Fact]
    public async Task A_history_is_complete_back_to_where_nothing_is_missing()
    {
        _shop.Options = _shop.Options with { Attempts = 1 };
        foreach (var daysAgo in (int[])[1, 400, 800, 1100]) Order(daysAgo);
        _shop.There.Bulk.End = number => number == 2 ? new FakeBulkEnd("CANCELED") : FakeBulkEnd.Completed;
        var broken = await _shop.RunAsync();
        Assert.Null(broken.FinishedAt);
        Assert.Equal(Some.Noon.AddDays(-90 - 365), broken.CompleteBackTo!.Value, TimeSpan.FromMinutes(1));
        Assert.Contains("orders from 2024-03-03 to 2025-03-03: the bulk operation ended as CANCELED", broken.Problem, StringComparison.Ordinal);
        Assert.Equal(3, broken.Imported);
    }

    /// <summary>More than the store takes at once.</summary>
#if DEBUG
    const int Many = 40;
#else
    const int Many = 10_500;
#endif

    [Fact]
    public async Task While_one_large_result_is_read_the_count_and_the_time_left_move()
    {
        Order(5);
        List<BackfillProgress> told = [];
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Many).Select(id => BulkJson.Order(id, customer: null, email: null, at: Some.Noon.AddDays(-5)) + "\n")));
        using var http = new ScriptedHttp(_ => new HttpResponseMessage { Content = new ByteArrayContent(file) }).Client();
        var run = new BackfillRun(new ManyOrders(_shop.Admin), _shop.Store, _shop.Store.Backfills, http, _shop.Options, new HurriedClock(Some.Noon));
        await run.RunAsync(_shop.Shop, _shop.Store.Connections.Find(_shop.Shop.Id)!, anew: false, insist: false, new Told(told), default);

        // As another process would see it: it was read from the store.
        var reading = told.Where(t => t.Backfill.Imported is > 0 and < Many).ToList();
        Assert.NotEmpty(reading);
        Assert.Equal(reading.Select(t => t.Backfill.Imported).Distinct().Order(), reading.Select(t => t.Backfill.Imported));
        Assert.All(reading, t => Assert.InRange(t.Left!.Value, TimeSpan.FromTicks(1), TimeSpan.FromDays(1)));
        Assert.Contains(BackfillText.Parts(reading[0].Backfill), line => line.EndsWith($"{reading[0].Backfill.Imported:N0} of {Many:N0} here", StringComparison.Ordinal));
        Assert.Equal(Many, told[^1].Backfill.Imported);
    }

    /// <summary>One order is many.</summary>
    sealed class ManyOrders(IAdminClient admin) : IAdminClient
    {
        public async Task<AdminReply> SendAsync(Shop shop, AdminQuery query, object? variables, CancellationToken cancellation)
        {
            var reply = await admin.SendAsync(shop, query, variables, cancellation);
            var data = reply.Data.GetRawText().Replace("\"rootObjectCount\":\"1\"", $"\"rootObjectCount\":\"{Many}\"", StringComparison.Ordinal)
                .Replace("\"ordersCount\":{\"count\":1", $"\"ordersCount\":{{\"count\":{Many}", StringComparison.Ordinal);
            return reply with { Data = JsonDocument.Parse(data).RootElement };
        }
    }

    sealed class Told(List<BackfillProgress> all) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value) => all.Add(value);
    }

    /// <summary>Seconds pass whenever it is looked at; timers run as ever.</summary>
    sealed class HurriedClock(DateTimeOffset start) : TimeProvider
    {
        long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 5);

        public override DateTimeOffset GetUtcNow() => start.AddSeconds(GetTimestamp());
    }

    [Fact]
    public async Task A_webhook_that_was_faster_keeps_its_newer_version()
    {
        var order = Order(3, 50m);
        var newer = OrderPayload.Read(OrderJson.Build(order.Id, total: 80m, customer: null, processedAt: order.ProcessedAt, updatedAt: order.UpdatedAt.AddSeconds(1)));
        await _shop.Store.ReceiveAsync(new WebhookDelivery(_shop.Shop.Id, Some.Noon, [newer]));
        await _shop.RunAsync();
        Assert.Equal(80_00, _shop.Order(order).Paid);
        Assert.Single(_shop.Ledger().Channels);
    }

    [Fact]
    public async Task What_was_fetched_once_is_not_fetched_again_until_it_is_asked_for()
    {
        Order(5);
        await _shop.RunAsync();
        var calls = _shop.There.Calls.Count;
        await _shop.RunAsync(insist: true);
        Assert.Equal(calls, _shop.There.Calls.Count);
        Order(4);
        await _shop.RunAsync(anew: true);
        Assert.Equal(2, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task No_more_operations_run_at_once_than_may()
    {
        foreach (var daysAgo in (int[])[1, 400, 800, 1100, 1500]) Order(daysAgo);
        _shop.There.Bulk.LooksUntilDone = 3;
        _shop.There.Fault = _ => _shop.There.Bulk.Operations.Count(o => o.IsOpen) > _shop.Options.Operations ? throw new InvalidOperationException("too many") : null;
        Assert.Equal(5, (await _shop.RunAsync()).Imported);
    }

    [Fact]
    public async Task Two_processes_at_once_fetch_it_once()
    {
        foreach (var daysAgo in (int[])[1, 400, 800]) Order(daysAgo);
        _shop.There.Bulk.LooksUntilDone = 2;
        var done = await Task.WhenAll(_shop.RunAsync(), _shop.RunAsync(insist: true), _shop.RunAsync());
        Assert.All(done, d => Assert.NotNull(d.FinishedAt));
        Assert.Equal(3, _shop.Ledger().OrderCount);
        Assert.All(_shop.There.Bulk.Operations.GroupBy(o => o.Query), same => Assert.Single(same));
    }

    [Fact]
    public async Task A_token_that_may_not_see_products_gets_the_orders_all_the_same()
    {
        Order(5);
        _shop.There.Scopes.Remove("read_products");
        var done = await _shop.RunAsync();
        Assert.NotNull(done.FinishedAt);
        Assert.DoesNotContain(done.Windows, w => w.Kind == HistoryKind.Costs);
        Assert.Equal(1, _shop.Ledger().OrderCount);
    }

    [Fact]
    public async Task A_token_that_may_not_see_orders_is_told_what_it_lacks()
    {
        _shop.There.Scopes.Remove("read_orders");
        Assert.Contains("read_orders", (await Assert.ThrowsAsync<ShopifyException>(() => _shop.RunAsync())).Message, StringComparison.Ordinal);
    }
}
