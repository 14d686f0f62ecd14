using System.Globalization;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>Totals per customer on a warm ledger, a year's filter, the next snapshot, and the cold load from the store.</summary>
static class LedgerBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var orders = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var directory = Directory.CreateTempSubdirectory("shopclv-ledger-");
        try
        {
            await RunAsync(directory.FullName, orders);
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task RunAsync(string directory, int orders)
    {
        await using var store = SqliteStore.Open(directory, new SecretBox(new byte[32]), new SqliteOptions(), TimeProvider.System);
        var shop = await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null);
        foreach (var batch in History.Orders(orders, orders / 4).Chunk(20_000)) await store.ImportAsync(shop.Id, batch, []);

        var ledger = Ledger.Empty;
        Measured.Time("cold load", () => ledger = Ledger.Empty.With(store.ChangesSince(shop.Id, 0)));
        var customerBytes = Ledger.Empty.With(store.ChangesSince(shop.Id, 0) with { Orders = [] }).Bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ledger.OrderCount} orders, {ledger.CustomerCount} customers, {(ledger.Bytes - customerBytes) / (double)ledger.OrderCount:F1} bytes an order"));

        var asOf = (uint)History.End.ToUnixTimeSeconds();
        Measured.Time("totals per customer", () => CustomerTotals.Compute(ledger, ValuePolicy.Paid, 0, 0, uint.MaxValue, asOf));
        Measured.Time("totals per customer, a year", () => CustomerTotals.Compute(ledger, ValuePolicy.Paid, 0, asOf - 365 * 86_400, asOf, asOf));
        Measured.Time("totals per customer, by SQL GROUP BY", () => GroupBy(directory));
        var report = new ReportQuery(Period.All);
        Measured.Time("report, all rows", () => ClvReport.Build(ledger, shop, AsOf.Now(History.End, shop.TimeZone), report));
        Measured.Time("report, filtered", () => ClvReport.Build(ledger, shop, AsOf.Now(History.End, shop.TimeZone), report with { Where = "total_spent > 500 AND orders >= 2" }));

        await store.ImportAsync(shop.Id, [.. History.Orders(1, 1).Cast<OrderSeen>().Select(seen => seen with { Order = seen.Order with { Id = new OrderId(1) } })], []);
        var changes = store.ChangesSince(shop.Id, ledger.Sequence);
        Measured.Time("next snapshot", () => ledger.With(changes));
    }

    /// <summary>The same question to the same file, answered by SQLite.</summary>
    static void GroupBy(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Directory.GetFiles(directory, "*.db").Single()}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT customer_id, sum(received - refunded), count(*), min(processed_at), max(processed_at) FROM orders
            WHERE NOT test AND NOT deleted GROUP BY customer_id
            """;
        using var rows = command.ExecuteReader();
        while (rows.Read()) { }
    }
}
