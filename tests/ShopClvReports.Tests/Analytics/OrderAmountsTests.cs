using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class OrderAmountsTests
{
    /// <summary>The order of facts: 598.94 placed, 199.65 after returns, 209.00 refunded.</summary>
    static readonly OrderAmounts Returned = new(598_94, 199_65, 598_94, 209_00);

    [Theory]
    [InlineData(ValuePolicy.Paid, 389_94)]
    [InlineData(ValuePolicy.Current, 199_65)]
    [InlineData(ValuePolicy.Ordered, 598_94)]
    public void Each_policy_has_its_own_value_of_one_order(ValuePolicy policy, long value) =>
        Assert.Equal(value, Returned.Value(policy, cancelled: false));

    [Theory]
    [InlineData(ValuePolicy.Paid)]
    [InlineData(ValuePolicy.Current)]
    [InlineData(ValuePolicy.Ordered)]
    public void A_cancelled_order_is_worth_what_was_kept_of_it_under_every_policy(ValuePolicy policy) =>
        Assert.Equal(389_94, Returned.Value(policy, cancelled: true));

    [Theory]
    [InlineData(ValuePolicy.Paid, 70_00)]
    [InlineData(ValuePolicy.Current, 60_00)]
    [InlineData(ValuePolicy.Ordered, 50_00)]
    public void A_gift_card_sold_is_not_counted_until_it_is_spent(ValuePolicy policy, long value) =>
        Assert.Equal(value, new OrderAmounts(100_00, 90_00, 100_00, 0, GiftCardsOrdered: 50_00, GiftCardsCurrent: 30_00).Value(policy, cancelled: false));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(20_00, 0, 0)]
    [InlineData(60_00, 0, 10_00)]
    [InlineData(60_00, 60_00, 0)]
    [InlineData(0, 5_00, -5_00)]
    public void Gift_cards_take_no_more_off_than_was_kept(long received, long refunded, long value) =>
        Assert.Equal(value, new OrderAmounts(60_00, 60_00, received, refunded, GiftCardsCurrent: 50_00).Value(ValuePolicy.Paid, cancelled: false));
}
