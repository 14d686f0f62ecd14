using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>Reports on channels, products and the whole shop, over orders of two lines each.</summary>
static class BusinessBenchmark
{
    const int Products = 500;

    /// <param name="args">How many orders, and a data directory to make and keep: whole processes can be timed on it.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var orders = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        if (args.Length > 1)
        {
            await RunAsync(args[1], orders);
            return 0;
        }

        var directory = Directory.CreateTempSubdirectory("shopclv-business-");
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
        await using var store = SqliteStore.Open(directory, SecretBox.FromFile(Path.Combine(directory, "secret.key")), new SqliteOptions(), TimeProvider.System);
        var shop = await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null);
        foreach (var batch in History.Orders(orders, orders / 4).Select(WithLines).Chunk(20_000)) await store.ImportAsync(shop.Id, batch, []);
        MarketingSpend[] spend =
            [.. Enumerable.Range(0, 40).Select(month => new MarketingSpend(new DateOnly(2023, 8, 1).AddMonths(month), month % 2 == 0 ? "web" : "pos", new Money(1_000_000, shop.Currency)))];
        await store.Spend.SaveAsync(shop.Id, spend);

        var (ledger, asOf) = (Ledger.Empty.With(store.ChangesSince(shop.Id, 0)), AsOf.Now(History.End, shop.TimeZone));
        var (all, month) = (new ReportQuery(Period.All), new ReportQuery(Period.Parse("last-30-days")));
        var lines = 0;
        Measured.Time("lines read", () => store.ReadLines(shop.Id, (_, some) => lines += some.Count), 3);
        Measured.Time("report channels", () => ChannelsReport.Build(ledger, shop, asOf, all, spend, ShopTerms.Unsaid));
        Measured.Time("report products", () => ProductsReport.Build(ledger, shop, asOf, all, seen => store.ReadLines(shop.Id, seen), ShopTerms.Unsaid), 3);
        Measured.Time("report summary", () => SummaryReport.Build(ledger, shop, asOf, month, spend, ShopTerms.Unsaid));
        Measured.Time("report clv with clv_cac", () => ClvReport.Build(
            ledger, shop, asOf, all with { Columns = ["total_spent", "acquisition_channel", "clv_cac", "verdict"] }, facts: new AcquisitionFacts(() => spend, _ => { })));
    }

    static ShopFact WithLines(ShopFact fact, int i)
    {
        var seen = (OrderSeen)fact;
        var (first, second) = (i * 7L % Products, i * 13L % Products);
        var total = seen.Order.Amounts.Ordered;
        return seen with
        {
            Order = seen.Order with
            {
                Channel = i % 5 == 0 ? "pos" : "web",
                Lines =
                [
                    new LineItem(i * 2L + 1, new ProductId(8_000_000_000_000 + first), $"Product {first}", 1, 1, total * 2 / 3, false),
                    new LineItem(i * 2L + 2, new ProductId(8_000_000_000_000 + second), $"Product {second}", 2, 2, total / 3, false),
                ],
            },
        };
    }
}
