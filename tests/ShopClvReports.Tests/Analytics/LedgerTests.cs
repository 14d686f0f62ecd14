using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class LedgerTests
{
    static LedgerChanges Changes(long sequence, LedgerOrder[] orders, params LedgerCustomer[] customers) =>
        new(sequence, ["EUR"], ["web"], [.. orders], [.. customers]);

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(int.MinValue + 1L)]
    [InlineData(int.MaxValue + 1L)]
    [InlineData(int.MinValue - 1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_amount_of_any_size_is_kept_exactly(long amount)
    {
        var order = Some.Row(1, 0, "2026-01-01T00:00:00Z", 0) with { Paid = amount, Current = amount / 2, Ordered = -1 };
        var ledger = Some.LedgerOf([Some.Row(2, 0, "2025-01-01T00:00:00Z", 7), order]);

        Assert.Equal((7, amount), (ledger.Values(ValuePolicy.Paid)[0], ledger.Values(ValuePolicy.Paid)[1]));
        Assert.Equal(amount / 2, ledger.Values(ValuePolicy.Current)[1]);
        Assert.Equal(-1, ledger.Values(ValuePolicy.Ordered)[1]);
    }

    [Fact]
    public void A_large_amount_stays_with_its_order_when_others_come_before_it()
    {
        var large = Some.Row(5, 11, "2026-01-01T00:00:00Z", 3_000_000_000);
        var ledger = Some.LedgerOf([large]).With(Changes(2, [.. Enumerable.Range(1, 3).Select(id => Some.Row(id, 11, $"2025-01-0{id}T00:00:00Z", id))]));

        Assert.Equal([1, 2, 3, 3_000_000_000], Enumerable.Range(0, 4).Select(i => ledger.Values(ValuePolicy.Paid)[i]));
    }

    [Fact]
    public void An_order_takes_at_most_32_bytes()
    {
        const int orders = 10_000;
        LedgerCustomer[] customers = [.. Enumerable.Range(1, 100).Select(id => Some.Account(id))];
        var rows = Enumerable.Range(1, orders).Select(id => Some.Row(id, 1 + id % 100, "2026-01-01T00:00:00Z", id));

        Assert.InRange((double)(Some.LedgerOf(rows, customers).Bytes - Some.LedgerOf([], customers).Bytes) / orders, 20, 32);
    }

    [Fact]
    public void Orders_lie_customer_by_customer_each_by_date_then_id_and_those_of_nobody_last()
    {
        var ledger = Some.LedgerOf(
        [
            Some.Row(9, 0, "2026-01-01T00:00:00Z", 1), Some.Row(4, 12, "2026-01-03T00:00:00Z", 1), Some.Row(3, 11, "2026-01-02T00:00:00Z", 1),
            Some.Row(2, 11, "2026-01-02T00:00:00Z", 1), Some.Row(1, 11, "2026-01-05T00:00:00Z", 1), Some.Row(8, 0, "2025-01-01T00:00:00Z", 1),
        ]);

        Assert.Equal([2, 3, 1, 4, 8, 9], Enumerable.Range(0, 6).Select(i => ledger.OrderId(i).Value));
        Assert.Equal([(0, 3), (3, 4), (4, 6)], [ledger.OrdersOf(0), ledger.OrdersOf(1), ledger.OrdersWithoutCustomer]);
    }

    [Fact]
    public void A_snapshot_does_not_change_when_the_next_is_made()
    {
        var first = Some.LedgerOf([Some.Row(1, 11, "2026-01-01T00:00:00Z", 100)], Some.Account(11));
        var before = LedgerText.Of(first);
        var second = first.With(Changes(2, [Some.Row(1, 12, "2027-01-01T00:00:00Z", 5_000_000_000)], Some.Account(11, deleted: true)));

        Assert.Equal(before, LedgerText.Of(first));
        Assert.NotEqual(before, LedgerText.Of(second));
        Assert.Equal((1, 2), (first.Sequence, second.Sequence));
    }

    [Fact]
    public void No_change_costs_nothing()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 11, "2026-01-01T00:00:00Z", 100)]);

        Assert.Same(ledger, ledger.With(Changes(1, [])));
        Assert.Equal(7, ledger.With(Changes(7, [])).Sequence);
    }

    [Fact]
    public void A_currency_and_a_channel_leave_with_their_last_order()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["USD", "EUR"], ["web", "pos"],
            [Some.Row(1, 0, "2026-01-01T00:00:00Z", 1), Some.Row(2, 0, "2026-01-02T00:00:00Z", 1) with { Currency = 1, Channel = 1 }], []));
        Assert.Equal(["EUR", "USD"], ledger.Currencies.Select(c => c.Code));
        Assert.Equal(["pos", "web"], ledger.Channels);
        Assert.Equal([1, 0], ledger.CurrencyIndex.ToArray());

        var next = ledger.With(Changes(2, [new LedgerOrder(1, 0, 0, 0, 0, 0, 0, 0, false, Removed: true)]));
        Assert.Equal(["EUR"], next.Currencies.Select(c => c.Code));
        Assert.Equal(["pos"], next.Channels);
        Assert.Equal(2, next.OrderId(0).Value);
    }

    [Fact]
    public void A_named_customer_of_unknown_kind_stays_named_at_the_next_change()
    {
        var unknown = new LedgerCustomer(11, CustomerKind.Unknown, null, "Anna", null, 0, false);
        var ledger = Some.LedgerOf([Some.Row(1, 11, "2026-01-01T00:00:00Z", 1)], unknown).With(Changes(2, [Some.Row(2, 0, "2026-01-01T00:00:00Z", 1)]));

        Assert.Equal(unknown, ledger.Customer(0));
    }

    /// <summary>Two orders of 3 January: one of which 4.00 and 2.00 were given back, and one that was cancelled with its money given back.</summary>
    static Ledger Changed()
    {
        var (refunded, cancelled) = (new OrderAmounts(10_00, 10_00, 10_00, 6_00), new OrderAmounts(20_00, 0, 20_00, 20_00));
        return Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["web"],
            [Some.Row(1, 11, "2026-01-03T12:00:00Z", 4_00) with { Current = 10_00, Ordered = 10_00 }, Some.Row(2, 11, "2026-01-03T13:00:00Z", 0, cancelled: true)], [])
        {
            Earlier =
            [
                .. EarlierOrders.Of(1, refunded, null, [(Some.Seconds("2026-03-01T12:00:00Z"), 2_00), (Some.Seconds("2026-02-01T12:00:00Z"), 4_00)]),
                .. EarlierOrders.Of(2, cancelled, Some.Seconds("2026-02-10T12:00:00Z"), [(Some.Seconds("2026-02-11T12:00:00Z"), 20_00)]),
            ],
        });
    }

    [Theory]
    [InlineData("2026-01-04T00:00:00Z", 10_00, 20_00, 20_00, 20_00, false)]
    [InlineData("2026-02-01T12:00:00Z", 10_00, 20_00, 20_00, 20_00, false)]
    [InlineData("2026-02-01T12:00:01Z", 6_00, 20_00, 20_00, 20_00, false)]
    [InlineData("2026-02-10T12:00:01Z", 6_00, 20_00, 20_00, 20_00, true)]
    [InlineData("2026-02-11T12:00:01Z", 6_00, 0, 0, 0, true)]
    [InlineData("2026-03-01T12:00:01Z", 4_00, 0, 0, 0, true)]
    public void What_becomes_of_an_order_later_is_not_known_before(string moment, long refunded, long paid, long current, long ordered, bool cancelled)
    {
        var then = Changed().At(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(
            (refunded, paid, current, ordered, cancelled),
            (then.Values(ValuePolicy.Paid)[0], then.Values(ValuePolicy.Paid)[1], then.Values(ValuePolicy.Current)[1], then.Values(ValuePolicy.Ordered)[1], then.Cancelled[1]));
        var twice = Changed().At(Some.Noon.AddYears(1)).At(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(LedgerText.Of(then), LedgerText.Of(twice));
    }

    [Fact]
    public void A_moment_after_all_that_happened_is_the_ledger_itself()
    {
        var ledger = Changed();
        Assert.Same(ledger, ledger.At(Some.Noon));
        Assert.False(ledger.At(Some.Noon).IsEarlier);
        Assert.True(ledger.At(Some.Noon.AddYears(-1)).IsEarlier);
    }

    [Fact]
    public void An_order_that_changes_brings_its_own_past()
    {
        var next = Changed().With(new LedgerChanges(2, ["EUR"], ["web"], [Some.Row(1, 11, "2026-01-03T12:00:00Z", 10_00)], []));
        Assert.All(next.Earlier.ToArray(), earlier => Assert.Equal(2, earlier.Order));
    }
}
