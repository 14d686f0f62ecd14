using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Money given back.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_ledger_hears_of_a_refund_whose_sum_it_knew_already()
    {
        await Receive(Some.Seen(Some.Order(1) with { Amounts = new OrderAmounts(10_00, 10_00, 10_00, 4_00) }));
        var known = Analytics.Ledger.Empty.With(_store.ChangesSince(_shop, 0));
        await Receive(new RefundMade(Some.Refund(7, 4_00, order: 1)));

        var told = known.With(_store.ChangesSince(_shop, known.Sequence));
        Assert.Equal(10_00, told.At(Some.Noon.AddYears(-1)).Values(ValuePolicy.Paid)[0]);
        Assert.Equal(Ledger(_shop), LedgerText.Of(told));
    }

    [Fact]
    public async Task A_refund_known_before_its_order_is_taken_off_it()
    {
        Assert.Equal(WebhookOutcome.Stored, await Receive(new RefundMade(Some.Refund(1, 4_00))));
        Assert.Empty(Everything.Orders);

        await Receive(Some.Seen(Some.Order(paid: 10_00)));
        Assert.Equal(6_00, TheOrder.Paid);
    }

    [Fact]
    public async Task Refunds_add_up_by_their_id()
    {
        await Receive(Some.Seen(Some.Order(paid: 10_00), Some.Refund(1, 1_00), Some.Refund(2, 2_00)));
        Assert.Equal(WebhookOutcome.Stored, await Receive(new RefundMade(Some.Refund(3, 3_00))));
        Assert.Equal(WebhookOutcome.Duplicate, await Receive(new RefundMade(Some.Refund(2, 2_00))));

        Assert.Equal(4_00, TheOrder.Paid);
    }

    [Fact]
    public async Task A_refund_in_an_old_version_of_its_order_still_counts()
    {
        await Receive(Some.Seen(Some.Order(paid: 10_00, second: 2)));
        await Receive(Some.Seen(Some.Order(paid: 99_00, second: 1), Some.Refund(1, 1_00)));

        Assert.Equal(9_00, TheOrder.Paid);
    }

    [Fact]
    public async Task A_refund_sent_again_with_more_of_its_money_through_counts_the_greater_amount()
    {
        await Receive(Some.Seen(Some.Order(paid: 10_00), Some.Refund(1, 3_00)));
        await Receive(new RefundMade(Some.Refund(1, 4_00)), new RefundMade(Some.Refund(1, 2_00)));

        Assert.Equal(6_00, TheOrder.Paid);
    }

    [Fact]
    public async Task What_the_order_says_is_refunded_counts_where_its_refunds_are_not_all_known()
    {
        var order = Some.Order() with { Amounts = new OrderAmounts(10_00, 10_00, 10_00, Refunded: 5_00) };
        await Receive(Some.Seen(order, Some.Refund(1, 2_00)));
        Assert.Equal(5_00, TheOrder.Paid);

        await Receive(new RefundMade(Some.Refund(2, 4_00)));
        Assert.Equal(4_00, TheOrder.Paid);
    }
}
