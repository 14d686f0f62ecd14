using System.Diagnostics;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>Totals per customer on a warm ledger, a year's filter, and the cold load from the store.</summary>
static class LedgerBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var orders = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
        var customers = orders / 4;
        var directory = Path.Combine(Path.GetTempPath(), $"shopclv-ledger-{orders}");
        Directory.CreateDirectory(directory);
        await using var store = SqliteStore.Open(directory, new SecretBox(new byte[32]), new SqliteOptions(), TimeProvider.System);
        var shop = await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null);
        if (store.ChangesSince(shop.Id, 0).Orders.Count != orders)
        {
            var sw = Stopwatch.StartNew();
            foreach (var batch in History(orders, customers).Chunk(int.Parse(Environment.GetEnvironmentVariable("CH") ?? "5000"))) await store.ImportAsync(shop.Id, batch, []);
            Console.WriteLine($"store {orders} orders: {sw.Elapsed.TotalSeconds:F2} s ({orders / sw.Elapsed.TotalSeconds:F0}/s)");
        }

        Ledger ledger = Ledger.Empty;
        for (var i = 0; i < 5; i++)
        {
            GC.Collect();
            var sw = Stopwatch.StartNew();
            var changes = store.ChangesSince(shop.Id, 0);
            var read = sw.Elapsed;
            ledger = Ledger.Empty.With(changes);
            Console.WriteLine($"cold load: read {read.TotalMilliseconds:F0} ms, all {sw.Elapsed.TotalMilliseconds:F0} ms; {ledger.OrderCount} orders, {ledger.CustomerCount} customers, {ledger.Bytes / 1e6:F0} MB");
        }

        var asOf = (uint)new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        foreach (var (name, from, to) in new[] { ("all", 0u, uint.MaxValue), ("year", asOf - 86400u * 365, asOf) })
            for (var i = 0; i < 8; i++)
            {
                var sw = Stopwatch.StartNew();
                var totals = CustomerTotals.Compute(ledger, ValuePolicy.Paid, 0, from, to, asOf);
                Console.WriteLine($"totals {name}: {sw.Elapsed.TotalMilliseconds:F2} ms ({totals.Spent.Sum()})");
            }

        for (var i = 0; i < 4; i++)
        {
            var sw = Stopwatch.StartNew();
            var report = ClvReport.Build(ledger, shop, AsOf.Now(DateTimeOffset.FromUnixTimeSeconds(asOf), shop.TimeZone), new ReportQuery(Period.All));
            Console.WriteLine($"report: {sw.Elapsed.TotalMilliseconds:F2} ms ({report.Sections[0].Rows.Length} rows)");
            sw.Restart();
            report = ClvReport.Build(ledger, shop, AsOf.Now(DateTimeOffset.FromUnixTimeSeconds(asOf), shop.TimeZone), new ReportQuery(Period.All, Where: "total_spent > 500 and orders >= 2"));
            Console.WriteLine($"report where: {sw.Elapsed.TotalMilliseconds:F2} ms ({report.Sections[0].Rows.Length} rows)");
        }
        return 0;
    }

    public static IEnumerable<ShopFact> History(int orders, int customers)
    {
        var random = new Random(7);
        var start = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < orders; i++)
        {
            var at = start.AddSeconds(i * (3.8 * 365 * 86400 / orders));
            var customer = new CustomerId(7_000_000_000_000 + random.Next(customers));
            var amount = random.Next(500, 30_000);
            yield return new OrderSeen(
                new OrderFact(new OrderId(5_000_000_000_000 + i * 1024L), $"#{1000 + i}", customer, at, at, new Currency("EUR"),
                    new OrderAmounts(amount, amount, amount, random.Next(20) == 0 ? amount / 2 : 0), false, null, FinancialStatus.Paid, "web", [], OrderDetail.Whole),
                [], Environment.GetEnvironmentVariable("NOC") == "1" ? null : new CustomerFact(customer, CustomerKind.Account, null, $"Customer {customer.Value % 100000}", $"c{customer.Value}@example.com", at));
        }
    }
}
