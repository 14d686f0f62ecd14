using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>What was lost on the way comes back, whatever it was.</summary>
public sealed class ReconcileRunTests : IAsyncLifetime
{
    ReconciledShop _shop = null!;
    FakeCustomer _sanne = null!;

    public async Task InitializeAsync()
    {
        _shop = await ReconciledShop.OpenAsync();
        _sanne = _shop.Fake.AddCustomer();
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    FakeShop Fake => _shop.Fake;

    [Fact]
    public async Task An_order_whose_webhooks_were_all_lost_is_fetched_and_its_day_told()
    {
        await _shop.CatchUpAsync();
        var order = Fake.AddOrder(_sanne, 80m);
        var result = await _shop.RunAsync();
        Assert.Equal(new Tally(1, 80_00), _shop.Ours(_sanne));
        Assert.Equal((1, 1, 0), (result.Fetched, result.Mended, result.Differ));
        Assert.Equal("#1001", order.Name);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_leaves_no_difference_behind()
    {
        Fake.AddOrder(_sanne, 10m);
        _shop.Clock.Move(TimeSpan.FromHours(2));
        await _shop.RunAsync();
        _shop.Clock.Move(TimeSpan.FromHours(-2));
        Fake.AddOrder(_sanne, 20m);

        var result = await _shop.RunAsync();

        Assert.Equal(new Tally(2, 30_00), _shop.Ours(_sanne));
        Assert.Equal((0, 0), (result.Differ, result.Unexplained));
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named_alone()
    {
        Fake.Scopes.ExceptWith(["read_customers", "read_products"]);
        var e = await Assert.ThrowsAsync<ShopifyException>(() => _shop.RunAsync());
        Assert.Contains("lacks read_customers, without which", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_a_refund_and_a_cancellation_that_were_lost_are_mended()
    {
        var (edited, refunded, cancelled) = (Fake.AddOrder(_sanne, 10m), Fake.AddOrder(_sanne, 20m), Fake.AddOrder(_sanne, 40m));
        await _shop.CatchUpAsync();
        Fake.Edit(edited, o => o.Lines.Add(new FakeLine(Fake.NextId(), "Sokken", 5m)));
        Fake.Pay(edited);
        Fake.Refund(refunded, 7m);
        Fake.Refund(cancelled, 40m);
        Fake.Cancel(cancelled);
        await _shop.RunAsync();
        Assert.Equal(new Tally(2, 15_00 + 13_00), _shop.Ours(_sanne));
    }

    [Fact]
    public async Task A_payment_that_was_voided_leaves_neither_an_order_nor_a_day_that_differs()
    {
        Fake.AddOrder(_sanne, 10m);
        var voided = Fake.AddOrder(_sanne, 20m);
        await _shop.CatchUpAsync();
        Fake.Edit(voided, o => (o.SaidStatus, _) = ("VOIDED", o.Payments.RemoveAll(_ => true)));
        var result = await _shop.RunAsync();
        Assert.Equal(new Tally(1, 10_00), _shop.Ours(_sanne));
        Assert.Equal((0, 0), (result.Days.Count(d => !d.Mended), (await _shop.RunAsync(new ReconcileScope(All: true))).Days.Count));
        Assert.All(result.Differences, difference => Assert.True(difference.IsExplained));
    }

    [Fact]
    public async Task A_deletion_that_was_lost_takes_the_order_away_after_it_was_asked_for()
    {
        var (gone, stays) = (Fake.AddOrder(_sanne, 10m), Fake.AddOrder(_sanne, 20m));
        await _shop.CatchUpAsync();
        Fake.Delete(gone);
        var result = await _shop.RunAsync();
        Assert.Equal(1, result.Deleted);
        Assert.Equal(new Tally(1, 20_00), _shop.Ours(_sanne));
        var day = Assert.Single(result.Days);
        Assert.True(day.Mended);
        Assert.Equal(new DayOrder(new OrderId(gone.Id), gone.Name, DayTrouble.Gone, new Tally(-1, -10_00)), Assert.Single(day.Orders));
        Assert.NotEqual(gone.Id, stays.Id);
    }

    [Fact]
    public async Task An_order_that_a_page_left_out_is_not_taken_for_deleted()
    {
        Fake.AddOrder(_sanne, 10m);
        await _shop.CatchUpAsync();
        _shop.Admin = new Altered(_shop.Admin, "OrderGlimpses", json => json.Replace("\"nodes\":[", "\"nodes\":[],\"was\":[", StringComparison.Ordinal));
        var result = await _shop.RunAsync();
        Assert.Equal((0, new Tally(1, 10_00)), (result.Deleted, _shop.Ours(_sanne)));
        Assert.Equal(DayTrouble.Moved, Assert.Single(Assert.Single(result.Days).Orders).Trouble);
    }

    [Fact]
    public async Task An_order_that_may_not_be_seen_is_not_taken_for_deleted()
    {
        Fake.AddOrder(_sanne, 10m);
        await _shop.CatchUpAsync();
        _shop.Admin = new Altered(_shop.Admin, "OrderGlimpses", json => json.Replace("\"nodes\":[", "\"nodes\":[],\"was\":[", StringComparison.Ordinal));
        _shop.Admin = new Altered(_shop.Admin, "OrdersById", _ => """{"nodes":[null]}""", "Access denied for nodes field.");
        Assert.Equal(0, (await _shop.RunAsync()).Deleted);
        Assert.Equal(new Tally(1, 10_00), _shop.Ours(_sanne));
    }

    [Fact]
    public async Task An_order_keeps_its_customer_when_Shopify_hides_who_it_is()
    {
        var order = Fake.AddOrder(_sanne, 10m);
        await _shop.CatchUpAsync();
        Fake.Refund(order, 4m);
        _shop.Admin = new Altered(
            _shop.Admin, "OrdersById", json => json.Replace("\"customer\":{", "\"customer\":null,\"was\":{", StringComparison.Ordinal), "This app is not approved to access the Customer object.");
        await _shop.RunAsync();
        Assert.Equal(new Tally(1, 10_00), _shop.Ours(_sanne));
    }

    [Fact]
    public async Task Nothing_beyond_the_sixty_days_that_Shopify_shows_is_taken_for_deleted()
    {
        await _shop.DisposeAsync();
        _shop = await ReconciledShop.OpenAsync("read_all_orders");
        _sanne = Fake.AddCustomer();
        Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddDays(-50));
        await _shop.CatchUpAsync();
        Assert.Equal(new Tally(1, 10_00), _shop.Ours(_sanne));
        _shop.Clock.Move(TimeSpan.FromDays(20));
        var result = await _shop.RunAsync(new ReconcileScope(LookBackDays: 200, All: true));
        Assert.Equal((0, new Tally(1, 10_00)), (result.Deleted, _shop.Ours(_sanne)));
    }

    [Fact]
    public async Task Orders_older_than_Shopify_shows_explain_what_it_counts_beyond_ours()
    {
        await _shop.DisposeAsync();
        _shop = await ReconciledShop.OpenAsync("read_all_orders");
        _sanne = Fake.AddCustomer();
        Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddDays(-400));
        Fake.AddOrder(_sanne, 25m);
        var difference = Assert.Single((await _shop.RunAsync()).Differences);
        Assert.Equal((DifferenceCause.TooOld, new Tally(1, 10_00)), (Assert.Single(difference.Parts).Cause, difference.Parts[0].Tally));
    }

    [Fact]
    public async Task An_order_that_was_moved_to_another_day_moves()
    {
        var order = Fake.AddOrder(_sanne, 10m);
        await _shop.CatchUpAsync();
        // Without a change that any search would find.
        order.ProcessedAt = order.ProcessedAt.AddDays(-3);
        order.UpdatedAt = order.UpdatedAt.AddSeconds(1);
        _shop.Clock.Move(TimeSpan.FromDays(30));
        await _shop.RunAsync(new ReconcileScope(OverlapDays: 0));
        var result = await _shop.RunAsync();
        Assert.Empty(result.Days);
        Assert.Equal(order.ProcessedAt.ToUnixTimeSeconds(), _shop.Ledgers.Get(_shop.Shop.Id).ProcessedAt[0]);
    }

    [Fact]
    public async Task An_order_lost_years_ago_comes_back_when_its_customer_differs()
    {
        var lost = Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddYears(-3));
        var result = await _shop.RunAsync();
        Assert.Equal((new Tally(1, 10_00), 0), (_shop.Ours(_sanne), result.Differ));
        Assert.Contains("OrdersOfCustomers", Fake.Operations);
        Assert.Equal(1, lost.Id > 0 ? result.Mended : 0);
    }

    [Fact]
    public async Task An_order_deleted_years_ago_goes_when_its_customer_differs()
    {
        var gone = Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddYears(-3));
        await _shop.CatchUpAsync();
        Fake.Delete(gone);
        Fake.Update(_sanne, _ => { });
        Assert.Equal(0, (await _shop.RunAsync()).Differ);
        Assert.Equal(default, _shop.Ours(_sanne));
    }

    [Fact]
    public async Task Customers_that_were_merged_become_one_though_nobody_said_so()
    {
        var other = Fake.AddCustomer("sanne@werk.example");
        Fake.AddOrder(_sanne, 10m);
        Fake.AddOrder(other, 20m);
        await _shop.CatchUpAsync();
        Fake.Merge(_sanne, other);
        var result = await _shop.RunAsync();
        Assert.Equal(0, result.Differ);
        Assert.Equal(new Tally(2, 30_00), _shop.Ours(_sanne));
        Assert.Equal(1, result.Customers);
    }

    [Fact]
    public async Task Orders_in_the_currency_of_before_are_named_when_Shopify_counts_them()
    {
        Fake.AddOrder(_sanne, 100m, with: o => o.Currency = "SEK");
        Fake.AddOrder(_sanne, 20m);
        var difference = Assert.Single((await _shop.RunAsync()).Differences);
        var part = Assert.Single(difference.Parts);
        Assert.Equal((DifferenceCause.OtherCurrency, new Tally(1, 100_00)), (part.Cause, part.Tally));
        Assert.Equal("#1001", Assert.Single(part.Orders).Number);
    }

    [Fact]
    public async Task Test_orders_cancelled_ones_tips_and_gift_cards_are_named_when_Shopify_counts_otherwise()
    {
        Fake.AddOrder(_sanne, 5m, with: o => o.Test = true);
        Fake.Cancel(Fake.AddOrder(_sanne, 6m, paid: 0m));
        var tipped = Fake.AddOrder(_sanne, 50m, with: o => o.Tip = 4m);
        Fake.Pay(Fake.AddOrder(_sanne, 30m, paid: 0m), gateway: "gift_card");
        Fake.AddOrder(_sanne, lines: [new FakeLine(Fake.NextId(), "Cadeaubon", 25m, GiftCard: true)]);
        async Task<string> CausesAsync(int orders, decimal spent)
        {
            Fake.Update(_sanne, s => (s.SaidNumberOfOrders, s.SaidAmountSpent) = (orders, spent));
            return string.Join(' ', (await _shop.RunAsync()).Differences.SelectMany(d => d.Parts.Select(p => $"{p.Cause}:{string.Join('+', p.Orders.Select(o => o.Number))}")));
        }

        // Ours: 54 with the tip, 30 paid with a gift card, 0 for the gift card sold; three orders.
        Assert.Equal("", await CausesAsync(3, 84m));
        Assert.Equal("Test:#1001", await CausesAsync(4, 89m));
        Assert.Equal("Cancelled:#1002", await CausesAsync(4, 84m));
        Assert.Equal("Tip:#1003", await CausesAsync(3, 80m));
        Assert.Equal("GiftCardUsed:#1004", await CausesAsync(3, 54m));
        Assert.Equal("GiftCardSold:#1005", await CausesAsync(3, 109m));
        Assert.Equal("Cancelled:#1002 GiftCardSold:#1005 Tip:#1003", await CausesAsync(4, 105m));
        Assert.Equal("Unexplained:#1001+#1002+#1003+#1004+#1005", await CausesAsync(3, 84.07m));
        Assert.Equal(4m, tipped.Tip);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_where_it_stopped()
    {
        const int orders = 400;
        for (var i = 0; i < orders; i++) Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddMinutes(-100).AddSeconds(15 * i));
        // With the second page; how many are on the first is not the same in every build.
        Fake.Fault = call => call.Operation == "OrderGlimpses" && Fake.Operations.Contains("OrdersById") ? Fault.Reply(403, "{}") : null;
        await Assert.ThrowsAsync<AccessLostException>(() => _shop.RunAsync());
        var stored = _shop.Ours(_sanne).Orders;
        Assert.InRange(stored, 5, orders / 2);
        Fake.Fault = _ => null;
        var before = Fake.Calls.Count;
        Assert.Equal(orders - stored, (await _shop.RunAsync()).Fetched);
        Assert.StartsWith("updated_at:>='2026-06-01T08:", Fake.Calls.Skip(before).First(c => c.Operation == "OrderGlimpses").Variables.GetProperty("search").GetString());
        Assert.Equal(new Tally(orders, orders * 10_00), _shop.Ours(_sanne));
        var history = _shop.Store.Reconciliations.History(_shop.Shop.Id);
        Assert.Equal((2, null), (history.Count, history[0].Failure));
        Assert.Contains("403", history[1].Failure);
    }

    [Fact]
    public async Task A_spent_budget_is_waited_for()
    {
        for (var i = 0; i < 30; i++) Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddMinutes(i - 100));
        Fake.Bucket = new FakeBucket(1_000, 50, _shop.Clock);
        await _shop.RunAsync();
        Assert.Equal(new Tally(30, 300_00), _shop.Ours(_sanne));
    }

    [Fact]
    public async Task Lines_beyond_the_first_page_of_an_order_come_along()
    {
        var order = Fake.AddOrder(_sanne, lines: [.. Enumerable.Range(0, 130).Select(i => new FakeLine(Fake.NextId(), $"Sok {i}", 1m))]);
        await _shop.RunAsync();
        Assert.Equal(130, _shop.Store.Lines(_shop.Shop.Id, [new OrderId(order.Id)]).Values.Single().Count);
    }

    [Fact]
    public async Task A_night_without_changes_asks_for_little_and_a_customer_like_any_other_not_at_all()
    {
        for (var i = 0; i < 40; i++) Fake.AddOrder(Fake.AddCustomer($"k{i}@example.nl"), 10m);
        await _shop.CatchUpAsync();
        _shop.Clock.Move(TimeSpan.FromDays(30));
        await _shop.RunAsync();
        var before = Fake.Calls.Count;
        var result = await _shop.RunAsync();
        Assert.Equal(["Shop", "OrderGlimpses", "ChangedCustomers"], Fake.Operations.Skip(before).Distinct());
        Assert.Equal(41, result.Customers);
    }

    [Fact]
    public async Task Without_the_scope_for_customers_nothing_is_touched()
    {
        await _shop.DisposeAsync();
        _shop = await ReconciledShop.OpenAsync("read_customers");
        Fake.AddOrder(Fake.AddCustomer(), 10m);
        Assert.Contains("read_customers", (await Assert.ThrowsAsync<ShopifyException>(() => _shop.RunAsync())).Message);
        Assert.Equal(["Shop"], Fake.Operations);
    }

    [Fact]
    public async Task A_scope_that_was_withdrawn_hides_old_orders_and_deletes_none()
    {
        Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddDays(-200));
        Fake.AddOrder(_sanne, 10m, _shop.Clock.GetUtcNow().AddDays(-10));
        await _shop.RunAsync(new ReconcileScope(All: true));
        Fake.Scopes.Remove("read_all_orders");

        Assert.Equal(0, (await _shop.RunAsync(new ReconcileScope(All: true))).Deleted);

        Assert.Equal(new Tally(2, 20_00), _shop.Ours(_sanne));
    }

    /// <summary>Shopify, of which one answer reads otherwise.</summary>
    sealed class Altered(IAdminClient inner, string query, Func<string, string> alter, params string[] errors) : IAdminClient
    {
        public async Task<AdminReply> SendAsync(Shop shop, AdminQuery asked, object? variables, CancellationToken cancellation)
        {
            var reply = await inner.SendAsync(shop, asked, variables, cancellation);
            return asked.Name == query
                ? reply with { Data = System.Text.Json.JsonDocument.Parse(alter(reply.Data.GetRawText())).RootElement, Errors = errors }
                : reply;
        }
    }
}
