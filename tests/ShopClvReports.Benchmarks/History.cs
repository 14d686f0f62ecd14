using ShopClvReports.Analytics;

namespace ShopClvReports.Benchmarks;

/// <summary>A shop's orders over almost four years, each of a customer picked at random.</summary>
static class History
{
    public static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<ShopFact> Orders(int orders, int customers, int seed = 7)
    {
        var random = new Random(seed);
        var start = End.AddDays(-1_400);
        for (var i = 0; i < orders; i++)
        {
            var at = start.AddSeconds(i * (1_400 * 86_400.0 / orders));
            var customer = new CustomerId(7_000_000_000_000 + random.Next(customers) * 32L);
            var amount = random.Next(500, 30_000);
            yield return new OrderSeen(
                new OrderFact(
                    new OrderId(5_000_000_000_000 + i * 1_024L), $"#{1_000 + i}", customer, at, at, new Currency("EUR"),
                    new OrderAmounts(amount, amount, amount, random.Next(20) == 0 ? amount / 2 : 0), Test: false, CancelledAt: null,
                    FinancialStatus.Paid, "web", [], OrderDetail.Whole),
                [], new CustomerFact(customer, CustomerKind.Account, null, $"Customer {customer.Value % 1_000_003}", $"c{customer.Value}@example.com", at));
        }
    }
}
