using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Customers, deletions and merges.</summary>
public abstract partial class StoreContract
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task The_newest_version_of_a_customer_wins_whichever_comes_first(int first, int second)
    {
        foreach (var version in new[] { first, second })
            await Receive(new CustomerSeen(Some.Customer(11, $"name {version}", $"{version}@example.com", version)));

        Assert.Equal(new LedgerCustomer(11, CustomerKind.Account, null, "name 2", "2@example.com", 0, false), Customer(11));
    }

    [Fact]
    public async Task A_customer_within_an_order_is_kept_even_when_the_order_is_old()
    {
        await Receive(Some.Seen(Some.Order(second: 2)));
        var outcome = await Receive(new OrderSeen(Some.Order(second: 1), [], Some.Customer(11, "Anna")));

        Assert.Equal(WebhookOutcome.Stored, outcome);
        Assert.Equal("Anna", Customer(11).Name);
    }

    [Fact]
    public async Task A_customer_of_another_system_keeps_its_label_and_kind()
    {
        await Receive(new CustomerSeen(Some.Customer(-5, null, null, kind: CustomerKind.Imported, label: "K-1")));

        Assert.Equal(new LedgerCustomer(-5, CustomerKind.Imported, "K-1", null, null, 0, false), Customer(-5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_customer_leaves_nothing_but_the_id_whichever_comes_first(bool deletedFirst)
    {
        ShopFact[] facts =
        [
            new CustomerDeleted(new CustomerId(-5)), new CustomerSeen(Some.Customer(-5, "Anna", "a@example.com", 1, CustomerKind.Guest, "K-1")),
        ];
        foreach (var fact in deletedFirst ? facts : facts.Reverse()) await Receive(fact);
        await Receive(Some.Seen(Some.Order(customer: -5)));

        Assert.Equal(new LedgerCustomer(-5, CustomerKind.Account, null, null, null, 0, Deleted: true), Customer(-5));
        Assert.Equal(-5, TheOrder.Customer);
    }

    [Fact]
    public async Task Orders_of_merged_accounts_past_and_future_belong_to_the_last_of_the_chain()
    {
        await Receive(Some.Seen(Some.Order(id: 1, customer: 11)));
        await Receive(Some.Merge(kept: 13, gone: 12), Some.Merge(kept: 12, gone: 11));
        await Receive(Some.Seen(Some.Order(id: 2, customer: 11)), Some.Seen(Some.Order(id: 3, customer: 12)), Some.Seen(Some.Order(id: 4, customer: 13)));

        var ledger = Analytics.Ledger.Empty.With(Everything);
        Assert.Equal(1, ledger.CustomerCount);
        Assert.Equal(13, ledger.Customer(0).Id);
        Assert.Equal((0, 4), ledger.OrdersOf(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Late_facts_for_a_merged_account_do_not_undo_the_merge(bool mergeFirst)
    {
        ShopFact[] facts = [Some.Merge(kept: 12, gone: 11), new CustomerSeen(Some.Customer(11, "Anna", second: 5))];
        foreach (var fact in mergeFirst ? facts : facts.Reverse()) await Receive(fact);

        Assert.Equal(new LedgerCustomer(11, CustomerKind.Account, null, "Anna", null, 12, false), Customer(11));
    }

    [Fact]
    public async Task A_customer_seen_without_a_date_is_known_beside_a_merge_in_either_order()
    {
        var undated = new CustomerFact(new CustomerId(11), CustomerKind.Account, null, "Anna", null, DateTimeOffset.MinValue);
        await _store.ReceiveAsync(Some.WebhookDelivery(_shop, new CustomerSeen(undated), Some.Merge(12, 11)));
        await _store.ReceiveAsync(Some.WebhookDelivery(_other, Some.Merge(12, 11), new CustomerSeen(undated)));

        Assert.Equal(_store.ChangesSince(_shop, 0).Customers, _store.ChangesSince(_other, 0).Customers);
        Assert.Equal("Anna", Customer(11).Name);
    }

    [Theory]
    [InlineData(12, 13)]
    [InlineData(13, 12)]
    public async Task Of_two_merges_of_one_account_the_same_holds_whichever_comes_first(long first, long second)
    {
        await Receive(Some.Merge(kept: first, gone: 11));
        await Receive(Some.Merge(kept: second, gone: 11));

        Assert.Equal(13, Customer(11).MergedInto);
    }

    [Fact]
    public async Task A_merge_with_itself_tells_nothing() =>
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(Some.Merge(11, 11)));
}
