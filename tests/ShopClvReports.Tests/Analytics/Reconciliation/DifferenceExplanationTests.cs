using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Worked examples: orders, what Shopify says of them, and why.</summary>
public class DifferenceExplanationTests
{
    static readonly OrderTrace s_plain = Trace(1, 100_00);

    static OrderTrace Trace(
        long id, long ordered, long? received = null, long refunded = 0, long giftCards = 0, bool test = false, bool cancelled = false, string currency = "EUR",
        long customer = 11, FinancialStatus status = FinancialStatus.Paid) =>
        new(new OrderId(id), $"#{id}", new CustomerId(customer), Some.Noon.AddDays(id), new Currency(currency),
            new OrderAmounts(ordered, ordered, received ?? ordered, refunded, GiftCardsOrdered: giftCards, GiftCardsCurrent: giftCards), test, cancelled, status);

    static ShopifyTotal Total(int orders, long spent, string currency = "EUR") =>
        new(new CustomerId(11), orders, new Money(spent, new Currency(currency)), null, Some.Noon.AddYears(1));

    /// <summary>One line a cause: its orders, and what it makes of number and amount.</summary>
    static string Explain(ShopifyTotal total, params OrderTrace[] orders) => Text(DifferenceExplanation.Explain(total, Ours(total, orders), orders));

    static Tally Ours(ShopifyTotal total, IEnumerable<OrderTrace> orders) => orders.Aggregate(default(Tally), (sum, o) =>
        o.Test || o.Currency != total.Spent.Currency || o.Cancelled && o.Amounts.Value(ValuePolicy.Paid, true) == 0
            ? sum
            : sum + new Tally(1, o.Amounts.Value(ValuePolicy.Paid, o.Cancelled)));

    static string Text(IEnumerable<DifferencePart> parts) => string.Join("; ", parts.Select(p =>
        $"{p.Cause} {string.Join(' ', p.Orders.Select(o => o.Number))} {p.Tally.Orders:+0;-0;0} {p.Tally.Spent:+0;-0;0}"));

    [Fact]
    public void Equal_figures_need_no_explanation() => Assert.Empty(Explain(Total(1, 100_00), s_plain));

    [Fact]
    public void A_cancelled_order_that_Shopify_counts_is_named() =>
        Assert.Equal("Cancelled #2 +1 0", Explain(Total(2, 100_00), s_plain, Trace(2, 50_00, received: 0, cancelled: true)));

    [Fact]
    public void A_cancelled_order_of_which_something_was_kept_may_not_count_for_Shopify() =>
        Assert.Equal("Cancelled #2 -1 -1000", Explain(Total(1, 100_00), s_plain, Trace(2, 50_00, refunded: 40_00, cancelled: true)));

    [Fact]
    public void A_test_order_that_Shopify_counts_is_named() =>
        Assert.Equal("Test #2 +1 +5000", Explain(Total(2, 150_00), s_plain, Trace(2, 50_00, test: true)));

    [Fact]
    public void A_refund_that_Shopify_does_not_take_off_is_named() =>
        Assert.Equal("Refunded #2 0 +2000", Explain(Total(2, 150_00), s_plain, Trace(2, 50_00, refunded: 20_00)));

    [Fact]
    public void An_order_not_yet_paid_counts_in_full_for_Shopify_or_not_at_all()
    {
        var unpaid = Trace(2, 50_00, received: 10_00, status: FinancialStatus.PartiallyPaid);
        Assert.Equal("Unpaid #2 0 +4000", Explain(Total(2, 150_00), s_plain, unpaid));
        Assert.Equal("Unpaid #2 -1 -1000", Explain(Total(1, 100_00), s_plain, unpaid));
    }

    [Fact]
    public void Orders_in_the_currency_of_before_count_for_Shopify_by_number_or_as_if_nothing_had_changed()
    {
        var krona = Trace(2, 500_00, currency: "SEK");
        Assert.Equal("OtherCurrency #2 +1 0", Explain(Total(2, 100_00), s_plain, krona));
        Assert.Equal("OtherCurrency #2 +1 +50000", Explain(Total(2, 600_00), s_plain, krona));
        Assert.Equal("OtherCurrency #3 +1 +50000", Explain(Total(2, 600_00), s_plain, Trace(3, 500, currency: "JPY")));
    }

    [Fact]
    public void A_tip_and_gift_cards_are_told_apart()
    {
        var order = Trace(2, 60_00, giftCards: 20_00) with { Tip = 5_00, GiftCardsUsed = 7_00 };
        Assert.Equal("GiftCardSold #2 0 +2000", Explain(Total(2, 160_00), s_plain, order));
        Assert.Equal("Tip #2 0 -500", Explain(Total(2, 135_00), s_plain, order));
        Assert.Equal("GiftCardUsed #2 0 -700", Explain(Total(2, 133_00), s_plain, order));
        Assert.Equal("GiftCardSold #2 0 +2000; Tip #2 0 -500; GiftCardUsed #2 0 -700", Explain(Total(2, 148_00), s_plain, order));
    }

    [Fact]
    public void Orders_of_a_guest_with_the_same_address_and_of_a_merged_account_are_told_apart()
    {
        var (guest, merged) = (Trace(2, 30_00, customer: -7), Trace(3, 40_00, customer: 12));
        Assert.Equal("Guest #2 -1 -3000", Explain(Total(2, 140_00), s_plain, guest, merged));
        Assert.Equal("Merged #3 -1 -4000", Explain(Total(2, 130_00), s_plain, guest, merged));
        Assert.Equal("Guest #2 -1 -3000; Merged #3 -1 -4000", Explain(Total(1, 100_00), s_plain, guest, merged));
    }

    [Fact]
    public void An_order_placed_after_Shopifys_figure_is_named() =>
        Assert.Equal("Later #400 -1 -900", Explain(Total(1, 100_00), s_plain, Trace(400, 9_00)));

    [Fact]
    public void One_rule_for_all_orders_is_believed_before_exceptions_for_some()
    {
        // Not taking off the first refund alone would also do, for another sum.
        OrderTrace[] orders = [Trace(1, 50_00, refunded: 10_00), Trace(2, 50_00, refunded: 30_00)];
        Assert.Equal("Refunded #1 #2 0 +4000", Explain(Total(2, 100_00), orders));
        Assert.Equal("Refunded #2 0 +3000", Explain(Total(2, 90_00), orders));
    }

    [Fact]
    public void What_adds_up_to_nothing_is_flagged_with_every_order_listed() =>
        Assert.Equal("Unexplained #1 #2 +1 +123", Explain(Total(3, 151_23), s_plain, Trace(2, 50_00, refunded: 0)));

    [Fact]
    public void Orders_that_Shopify_keeps_from_us_explain_more_of_both_and_nothing_else()
    {
        Assert.Equal("TooOld  +2 +5000", Text(DifferenceExplanation.Explain(Total(3, 150_00), new Tally(1, 100_00), [s_plain], olderHidden: true)));
        Assert.Equal("Unexplained #1 +1 -5000", Text(DifferenceExplanation.Explain(Total(2, 50_00), new Tally(1, 100_00), [s_plain], olderHidden: true)));
        Assert.Equal("Unexplained #1 0 +100", Text(DifferenceExplanation.Explain(Total(1, 101_00), new Tally(1, 100_00), [s_plain], olderHidden: true)));
    }

    /// <summary>Whatever the orders and whatever Shopify says, the parts are the difference, and each part is its orders.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_parts_always_add_up_to_the_difference(int seed)
    {
        var random = new Random(seed);
        var explained = 0;
        for (var i = 0; i < 400; i++)
        {
            OrderTrace[] orders = [.. Enumerable.Range(1, random.Next(0, 6)).Select(id => SomeOrder(random, id))];
            var ours = Ours(Total(0, 0), orders);
            // Half the time what some orders would make of it, half the time anything.
            var total = random.Next(2) == 0 || orders.Length == 0
                ? Total(random.Next(0, 8), random.Next(-50_00, 400_00))
                : Total(ours.Orders + random.Next(-1, 2), ours.Spent + orders[0].Amounts.Refunded - orders[^1].Tip);
            var parts = DifferenceExplanation.Explain(total, ours, orders, olderHidden: random.Next(4) == 0);
            Assert.Equal(new Tally(total.Orders, total.Spent.Minor) - ours, parts.Aggregate(default(Tally), (sum, p) => sum + p.Tally));
            foreach (var part in parts.Where(p => p.Cause is not (DifferenceCause.TooOld or DifferenceCause.Unexplained)))
            {
                explained++;
                Assert.NotEmpty(part.Orders);
                Assert.Equal(part.Tally, part.Orders.Aggregate(default(Tally), (sum, o) => sum + o.Tally));
                Assert.All(part.Orders, o => Assert.Contains(orders, order => order.Name == o.Number));
            }
        }

        Assert.True(explained > 30, $"{explained}");
    }

    static OrderTrace SomeOrder(Random random, int id)
    {
        var ordered = random.Next(0, 20) * 5_00;
        var received = random.Next(4) == 0 ? random.Next(0, ordered + 1) : ordered;
        return Trace(
            id, ordered, received, random.Next(3) == 0 ? random.Next(0, received + 1) : 0, random.Next(5) == 0 ? 10_00 : 0, random.Next(8) == 0, random.Next(6) == 0,
            random.Next(8) == 0 ? "SEK" : "EUR", random.Next(6) switch { 0 => -5, 1 => 12, _ => 11 },
            received < ordered ? FinancialStatus.PartiallyPaid : FinancialStatus.Paid) with
        { Tip = random.Next(5) == 0 ? 2_50 : 0, GiftCardsUsed = random.Next(6) == 0 ? 4_00 : 0 };
    }

    [Fact]
    public void A_customer_with_thousands_of_orders_is_explained_within_a_moment()
    {
        var random = new Random(5);
        OrderTrace[] orders = [.. Enumerable.Range(1, 2_000).Select(id => SomeOrder(random, id))];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var parts = DifferenceExplanation.Explain(Total(1, 1), Ours(Total(0, 0), orders), orders);
        Assert.Equal(DifferenceCause.Unexplained, Assert.Single(parts).Cause);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
