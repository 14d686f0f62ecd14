using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>
/// What must come out: of each customer the orders that are no tests, cancelled ones only where money was kept, and what was received
/// for them less what was given back.
/// </summary>
/// <param name="Paid">Minor units of the shop's currency.</param>
sealed record FakeTotals(int Orders, long Paid)
{
    public static IReadOnlyDictionary<CustomerId, FakeTotals> Of(FakeShop shop)
    {
        var unit = (decimal)Math.Pow(10, shop.Currency.Exponent);
        lock (shop.Gate)
            return shop.Orders.Values.Where(o => o.Customer is not null && Counts(o)).GroupBy(o => new CustomerId(o.Customer!.Id)).ToDictionary(
                orders => orders.Key, orders => new FakeTotals(orders.Count(), (long)orders.Sum(o => (o.Received - o.Refunded) * unit)));
    }

    static bool Counts(FakeOrder order) => !order.Test && (order.CancelledAt is null || order.Received != order.Refunded);
}
