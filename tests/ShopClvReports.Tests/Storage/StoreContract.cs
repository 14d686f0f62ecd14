using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every <see cref="IStore"/> promises.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    IStore _store = null!;
    int _shop;
    int _other;

    /// <summary>A store over the same data each time; empty at first.</summary>
    protected abstract IStore Open();

    public async Task InitializeAsync()
    {
        _store = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null)).Id;
        _other = (await _store.SaveShopAsync("b.myshopify.com", null, null, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    Task<WebhookOutcome> Receive(params ShopFact[] facts) => _store.ReceiveAsync(Some.WebhookDelivery(_shop, facts));

    LedgerChanges Everything => _store.ChangesSince(_shop, 0);

    LedgerOrder TheOrder => Assert.Single(Everything.Orders);

    LedgerCustomer Customer(long id) => Assert.Single(Everything.Customers, c => c.Id == id);

    string Ledger(int shop) => LedgerText.Of(Analytics.Ledger.Empty.With(_store.ChangesSince(shop, 0)));

    [Fact]
    public async Task An_order_is_there_with_all_that_a_ledger_needs()
    {
        var order = Some.Order(id: 9_007_199_254_740_993, customer: 9_007_199_254_740_995) with
        {
            Amounts = new OrderAmounts(100, 90, 80, 7, 6, 5, 4, 3),
            Currency = new Currency("KWD"),
            Channel = "755357713",
            CancelledAt = Some.Noon,
        };
        Assert.Equal(WebhookOutcome.Stored, await Receive(Some.Seen(order)));

        var (kept, at) = (80 - 7 - 3, (uint)Some.Noon.ToUnixTimeSeconds());
        Assert.Equal(new LedgerOrder(9_007_199_254_740_993, 9_007_199_254_740_995, at, kept, kept, kept, 0, 0, true, false), TheOrder);
        Assert.Equal(["KWD"], Everything.Currencies);
        Assert.Equal(["755357713"], Everything.Channels);
    }

    [Fact]
    public async Task The_lines_of_orders_are_read_as_they_came()
    {
        var custom = new LineItem(12, null, "Op maat: \"Jan\" <b>", 2, 1, -5, true);
        await Receive(Some.Seen(Some.Order(1) with { Lines = [custom] }), Some.Seen(Some.Order(2)), Some.Seen(Some.Order(3)));
        var lines = _store.Lines(_shop, [new OrderId(1), new OrderId(3), new OrderId(4)]);
        Assert.Equal([1L, 3L], lines.Keys.Select(o => o.Value).Order());
        Assert.Equal([custom], lines[new OrderId(1)]);
        Assert.Empty(_store.Lines(_other, [new OrderId(1)]));
    }

    [Fact]
    public async Task The_lines_of_every_order_pass_by_once()
    {
        var custom = new LineItem(12, null, "Op maat: \"Jan\" <b>", 2, 1, -5, true);
        var other = new LineItem(13, new ProductId(long.MaxValue), "", 0, 0, 0, false, new VariantId(long.MaxValue));
        await Receive(Some.Seen(Some.Order(1) with { Lines = [custom, other] }), Some.Seen(Some.Order(2) with { Lines = [] }), Some.Seen(Some.Order(3)));
        var seen = new Dictionary<long, IReadOnlyList<LineItem>>();
        _store.ReadLines(_shop, (order, lines) => seen.Add(order.Value, lines));
        Assert.Equal([1L, 3L], seen.Keys.Order());
        Assert.Equal([custom, other], seen[1]);
        _store.ReadLines(_other, (order, _) => Assert.Fail($"order {order} is of another shop"));
    }

    [Fact]
    public async Task The_company_of_an_order_is_that_of_its_newest_version()
    {
        static OrderSeen Of(long id, int second, OrderCompany? company) => Some.Seen(Some.Order(id, second: second) with { Company = company });
        var (acme, bolt) = (new OrderCompany(71, "Acme \"BV\""), new OrderCompany(long.MaxValue, null));
        await Receive(Of(1, 0, acme), Of(1, 5, bolt), Of(2, 5, acme), Of(2, 0, bolt), Of(3, 0, acme), Of(3, 5, null), Of(4, 0, null));
        var seen = new Dictionary<long, OrderCompany>();
        _store.ReadCompanies(_shop, (order, company) => seen.Add(order.Value, company));
        Assert.Equal([(1, bolt), (2, acme)], seen.OrderBy(o => o.Key).Select(o => (o.Key, o.Value)));
        _store.ReadCompanies(_other, (order, _) => Assert.Fail($"order {order} is of another shop"));
    }

    [Fact]
    public async Task A_first_visit_stays_whatever_versions_of_the_order_come()
    {
        static OrderSeen Of(long id, int second, FirstVisit? visit) => Some.Seen(Some.Order(id, second: second) with { FirstVisit = visit });
        var (mail, direct) = (new FirstVisit("nieuwsbrief", "e-mail", "lente \"26\""), new FirstVisit("direct", null, null));
        await Receive(Of(1, 5, null), Of(2, 0, direct), Of(3, 0, null));
        await Receive(Of(1, 0, mail), Of(2, 5, null));
        var seen = new Dictionary<long, FirstVisit>();
        _store.ReadFirstVisits(_shop, (order, visit) => seen.Add(order.Value, visit));
        Assert.Equal([(1, mail), (2, direct)], seen.OrderBy(o => o.Key).Select(o => (o.Key, o.Value)));
        _store.ReadFirstVisits(_other, (order, _) => Assert.Fail($"order {order} is of another shop"));
    }

    [Fact]
    public async Task What_a_variant_has_cost_is_known_of_every_time()
    {
        static VariantCost Cost(long variant, int day, long cost, string currency = "EUR") => new(new VariantId(variant), new Money(cost, new Currency(currency)), Some.Noon.AddDays(day));
        await Receive(new VariantCostSeen(Cost(2, 0, 7)), new VariantCostSeen(Cost(1, 3, 9)), new VariantCostSeen(Cost(1, 0, 5, "JPY")));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(new VariantCostSeen(Cost(1, 3, 9))));
        Assert.Equal([Cost(1, 0, 5, "JPY"), Cost(1, 3, 9), Cost(2, 0, 7)], _store.Costs(_shop));
        Assert.Empty(_store.Costs(_other));
    }

    [Fact]
    public async Task Orders_are_read_by_the_number_people_use_and_what_was_given_back()
    {
        await Receive(Some.Seen(Some.Order(1), Some.Refund(5, 3_00)), Some.Seen(Some.Order(2, currency: "JPY")), Some.Seen(Some.Order(3)), new OrderDeleted(new OrderId(3)));
        var orders = _store.Orders(_shop, [new OrderId(1), new OrderId(2), new OrderId(3), new OrderId(4)]);
        Assert.Equal([1L, 2L], orders.Keys.Select(o => o.Value).Order());
        Assert.Equal(new OrderNote("#1", new Money(3_00, Some.Euro)), orders[new OrderId(1)]);
        Assert.Equal(new OrderNote("#2", new Money(0, new Currency("JPY"))), orders[new OrderId(2)]);
        Assert.Empty(_store.Orders(_other, [new OrderId(1)]));
    }

    [Fact]
    public async Task The_same_order_again_is_a_duplicate_and_changes_nothing()
    {
        await Receive(Some.Seen(Some.Order(), Some.Refund(1, 2_00)));
        var before = Everything;

        Assert.Equal(WebhookOutcome.Duplicate, await Receive(Some.Seen(Some.Order(), Some.Refund(1, 2_00))));

        Assert.Equal(before.Sequence, Everything.Sequence);
        Assert.Equal(before.Orders, Everything.Orders);
    }

    [Fact]
    public async Task A_delivery_without_facts_is_stored() => Assert.Equal(WebhookOutcome.Stored, await Receive());

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task The_newest_version_of_an_order_wins_whichever_comes_first(int first, int second)
    {
        await Receive(Some.Seen(Some.Order(paid: first, second: first)));
        var outcome = await Receive(Some.Seen(Some.Order(paid: second, second: second)));

        Assert.Equal(2, TheOrder.Paid);
        Assert.Equal(second == 2 ? WebhookOutcome.Stored : WebhookOutcome.Duplicate, outcome);
    }

    [Theory]
    [InlineData(FinancialStatus.Pending, FinancialStatus.Paid)]
    [InlineData(FinancialStatus.Paid, FinancialStatus.Pending)]
    public async Task Of_two_versions_of_one_second_the_one_further_along_wins(FinancialStatus first, FinancialStatus second)
    {
        await Receive(Some.Seen(Some.Order(paid: (int)first, status: first)));
        await Receive(Some.Seen(Some.Order(paid: (int)second, status: second)));

        Assert.Equal((int)FinancialStatus.Paid, TheOrder.Paid);
    }

    [Fact]
    public async Task A_cancelled_order_outranks_an_open_one_of_the_same_second()
    {
        await Receive(Some.Seen(Some.Order(status: FinancialStatus.Pending) with { CancelledAt = Some.Noon }));
        await Receive(Some.Seen(Some.Order(status: FinancialStatus.Refunded)));

        Assert.True(TheOrder.Cancelled);
    }

    [Theory]
    [InlineData(3_00, 5_00)]
    [InlineData(5_00, 3_00)]
    public async Task Versions_that_differ_in_amounts_alone_end_the_same_in_either_order(long first, long second)
    {
        await Receive(Some.Seen(Some.Order(paid: first)));
        await Receive(Some.Seen(Some.Order(paid: second)));

        Assert.Equal(5_00, TheOrder.Paid);
    }

    [Theory]
    [InlineData(OrderDetail.Whole, OrderDetail.Summary)]
    [InlineData(OrderDetail.Summary, OrderDetail.Whole)]
    public async Task A_whole_order_beats_a_summary_however_new(OrderDetail first, OrderDetail second)
    {
        foreach (var detail in new[] { first, second })
            await Receive(Some.Seen(Some.Order(paid: (int)detail, second: detail == OrderDetail.Summary ? 99 : 0, detail: detail)));

        Assert.Equal((int)OrderDetail.Whole, TheOrder.Paid);
    }

    [Fact]
    public async Task A_deleted_order_stays_away()
    {
        await Receive(Some.Seen(Some.Order(id: 1)));
        await Receive(new OrderDeleted(new OrderId(1)), new OrderDeleted(new OrderId(2)));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(new OrderDeleted(new OrderId(1))));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(Some.Seen(Some.Order(id: 1, second: 99)), Some.Seen(Some.Order(id: 2, second: 99))));

        Assert.Empty(Everything.Orders);
        Assert.Equal(0, _store.Check().Orders);
    }

    [Fact]
    public async Task A_test_order_is_not_in_the_ledger_and_leaves_it_when_it_turns_out_to_be_one()
    {
        await Receive(Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2, test: true)));
        var taken = Everything;
        Assert.Equal([1], taken.Orders.Select(o => o.Id));

        await Receive(Some.Seen(Some.Order(id: 1, second: 1, test: true)));
        Assert.True(Assert.Single(_store.ChangesSince(_shop, taken.Sequence).Orders).Removed);
        Assert.Empty(Everything.Orders);
    }

    [Fact]
    public async Task Only_what_changed_since_is_handed_out()
    {
        await Receive(Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2)), new CustomerSeen(Some.Customer(11, "Anna")));
        var taken = Everything;
        await Receive(Some.Seen(Some.Order(id: 2, paid: 20_00, second: 1)));

        var changes = _store.ChangesSince(_shop, taken.Sequence);
        Assert.Equal([(2, 20_00)], changes.Orders.Select(o => (o.Id, o.Paid)));
        Assert.Empty(changes.Customers);

        await Receive(new CustomerSeen(Some.Customer(11, "Anneke", second: 1)));
        var later = _store.ChangesSince(_shop, changes.Sequence);
        Assert.Empty(later.Orders);
        Assert.Equal(["Anneke"], later.Customers.Select(c => c.Name));
        Assert.Empty(_store.ChangesSince(_shop, later.Sequence).Customers);
    }

    [Fact]
    public async Task A_newer_customer_that_says_the_same_is_no_change_for_a_ledger()
    {
        await Receive(new CustomerSeen(Some.Customer(11, "Anna")));
        var taken = Everything.Sequence;
        await Receive(new CustomerSeen(Some.Customer(11, "Anna", second: 9)));

        Assert.Empty(_store.ChangesSince(_shop, taken).Customers);
    }

    [Fact]
    public async Task A_refund_a_deletion_and_a_merge_are_changes()
    {
        await Receive(Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2)));
        var taken = Everything.Sequence;
        await Receive(new RefundMade(Some.Refund(1, 1_00)), new OrderDeleted(new OrderId(2)), Some.Merge(12, 11), new CustomerDeleted(new CustomerId(13)));

        var changes = _store.ChangesSince(_shop, taken);
        Assert.Equal([(1, false), (2, true)], changes.Orders.OrderBy(o => o.Id).Select(o => (o.Id, o.Removed)));
        Assert.Equal([(11, 12, false), (13, 0, true)], changes.Customers.OrderBy(c => c.Id).Select(c => (c.Id, c.MergedInto, c.Deleted)));
    }

    [Fact]
    public async Task Nothing_of_one_shop_shows_in_another()
    {
        await Receive(
            new OrderSeen(Some.Order(), [Some.Refund(1, 1_00)], Some.Customer(11, "Anna")), new OrderDeleted(new OrderId(2)),
            new RefundMade(Some.Refund(9, 5_00, order: 3)), new CustomerDeleted(new CustomerId(12)), Some.Merge(14, 13));
        var taken = _store.ChangesSince(_other, 0);
        Assert.Empty(taken.Orders);
        Assert.Empty(taken.Customers);

        await _store.ReceiveAsync(Some.WebhookDelivery(
            _other, Some.Seen(Some.Order(id: 2)), Some.Seen(Some.Order(id: 3)), new CustomerSeen(Some.Customer(12, "Bram")),
            new CustomerSeen(Some.Customer(13, "Cor"))));
        Assert.Equal([(2, 10_00), (3, 10_00)], _store.ChangesSince(_other, taken.Sequence).Orders.Select(o => (o.Id, o.Paid)));
        Assert.Equal(["Bram", "Cor"], _store.ChangesSince(_other, 0).Customers.Select(c => c.Name));
        Assert.Equal([1], Everything.Orders.Select(o => o.Id));
    }

    [Fact]
    public async Task An_import_counts_what_was_new_and_what_was_known()
    {
        var first = await _store.ImportAsync(_shop, [Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2))], []);
        var second = await _store.ImportAsync(
            _shop, [Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2, second: 1)), Some.Seen(Some.Order(id: 3))], []);

        Assert.Equal(new ImportOutcome(2, 0), first);
        Assert.Equal(new ImportOutcome(2, 1), second);
    }

    [Fact]
    public async Task An_import_does_not_count_the_customers_within_orders_and_a_delivery_tells_of_them()
    {
        await _store.ImportAsync(_shop, [Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2))], []);
        OrderSeen Named(long id, string name, int second) => new(Some.Order(id), [], Some.Customer(11, name, second: second));

        Assert.Equal(new ImportOutcome(0, 2), await _store.ImportAsync(_shop, [Named(1, "Anna", 2), Named(2, "An", 1)], []));
        Assert.Equal("Anna", Customer(11).Name);
        Assert.Equal(new ImportOutcome(0, 1), await _store.ImportAsync(_shop, [Named(1, "Anneke", 3)], []));
        Assert.Equal(WebhookOutcome.Stored, await Receive(Named(1, "Hanna", 4), Named(2, "Ann", 1)));
        Assert.Equal("Hanna", Customer(11).Name);
    }

    [Fact]
    public async Task Edited_orders_are_counted_until_they_are_seen_whole_or_deleted()
    {
        var at = Some.Noon.AddSeconds(5);
        Assert.Equal(WebhookOutcome.Stored, await Receive([.. Enumerable.Range(1, 5).Select(id => new OrderEdited(new OrderId(id), at))]));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(new OrderEdited(new OrderId(1), at), new OrderEdited(new OrderId(1), Some.Noon)));
        Assert.Equal(5, _store.Check().EditsUnseen);

        await Receive(
            Some.Seen(Some.Order(id: 1, second: 5)), Some.Seen(Some.Order(id: 2, second: 4)), new OrderDeleted(new OrderId(3)),
            Some.Seen(Some.Order(id: 4, second: 9, detail: OrderDetail.Summary)));

        Assert.Equal(3, _store.Check().EditsUnseen);
    }

    [Fact]
    public async Task Its_health_counts_what_is_there()
    {
        await Receive(
            Some.Seen(Some.Order(id: 1)), Some.Seen(Some.Order(id: 2)), new OrderDeleted(new OrderId(2)), new CustomerSeen(Some.Customer(11, "Anna")),
            new CustomerSeen(Some.Customer(12, "Bram")), new CustomerDeleted(new CustomerId(12)), Some.Merge(kept: 11, gone: 13));

        var health = _store.Check();
        Assert.Equal((1, 1, 0), (health.Orders, health.Customers, health.Quarantined));
        Assert.Empty(health.Problems);
    }

    [Fact]
    public async Task Deliveries_sent_at_once_are_all_kept()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => Receive(Some.Seen(Some.Order(id: 1 + i % 200))))));

        Assert.Equal(200, Everything.Orders.Count);
        Assert.Equal(200, outcomes.Count(o => o == WebhookOutcome.Stored));
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_reopening()
    {
        await Receive(new OrderSeen(Some.Order(), [Some.Refund(1, 1_00)], Some.Customer(11, "Anna")), Some.Merge(12, 11), new OrderDeleted(new OrderId(5)));
        await _store.ImportAsync(_shop, [Some.Seen(Some.Order(id: 2))], [Some.Rejected()]);
        await _store.SaveShopAsync("a.myshopify.com", null, null, new ShopSecrets("s"));
        var (ledger, sequence, shops) = (Ledger(_shop), Everything.Sequence, _store.Shops());

        await _store.DisposeAsync();
        _store = Open();

        Assert.Equal(ledger, Ledger(_shop));
        Assert.Equal(sequence, Everything.Sequence);
        Assert.Equal(shops, _store.Shops());
        Assert.Single(_store.Quarantine(_shop, long.MaxValue, 9));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(Some.Seen(Some.Order(id: 5))));
    }
}
