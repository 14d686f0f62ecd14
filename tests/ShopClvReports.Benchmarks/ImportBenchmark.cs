using System.Diagnostics;
using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>Files of orders into an empty store, from a file on disk to the last commit.</summary>
static class ImportBenchmark
{
    const long FirstOrder = 5_400_000_000_000;
    const long FirstCustomer = 7_100_000_000_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var orders = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var bulk = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300_000;
        var directory = Directory.CreateTempSubdirectory("shopclv-bench-");
        try
        {
            var path = Path.Combine(directory.FullName, "orders");
            await MeasureAsync("plain CSV, every column", path, orders, file => Plain(file, orders, withIds: true));
            await MeasureAsync("plain CSV, three columns", path, orders, file => Plain(file, orders, withIds: false));
            await MeasureAsync("bulk, lines behind their order", path, bulk, file => Bulk(file, bulk, shuffled: false));
            await MeasureAsync("bulk, lines anywhere", path, bulk, file => Bulk(file, bulk, shuffled: true));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task MeasureAsync(string what, string path, int orders, Action<StreamWriter> write)
    {
        await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20)) write(file);
        for (var run = 1; run <= 2; run++)
        {
            var data = Directory.CreateDirectory(path + "-data");
            await using (var store = SqliteStore.Open(data.FullName, new SecretBox(new byte[32]), new SqliteOptions(), TimeProvider.System))
            {
                var shop = await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null);
                await using var input = File.OpenRead(path);
                var peak = new PeakMemory();
                var clock = Stopwatch.StartNew();
                var result = await FileImport.RunAsync(store, shop, input, "orders", null, input.Length, peak, CancellationToken.None);
                var took = clock.Elapsed.TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{what,-32} {input.Length / 1e6,5:F0} MB  {took,6:F2} s  {orders / took,9:F0} orders/s  managed memory ≤ {peak.Bytes / 1e6:F0} MB"));
                if (result.Stored != orders || result.Rejected > 0) throw new InvalidOperationException($"expected {orders} orders stored, found {result}");
            }

            data.Delete(recursive: true);
        }
    }

    static void Plain(StreamWriter file, int orders, bool withIds)
    {
        var random = new Random(7);
        file.WriteLine(withIds ? "customer_id,ordered_at,amount,order_id,email,name,currency" : "customer_id,ordered_at,amount");
        var start = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < orders; i++)
        {
            var customer = random.Next(orders / 4);
            var at = start.AddSeconds(i * (3.8 * 365 * 86400 / orders)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var amount = string.Create(CultureInfo.InvariantCulture, $"{random.Next(5, 300)}.{random.Next(100):00}");
            file.WriteLine(withIds
                ? $"{FirstCustomer + customer},{at},{amount},{FirstOrder + i * 1024L},klant{customer}@example.nl,Klant {customer},EUR"
                : $"{FirstCustomer + customer},{at},{amount}");
        }
    }

    public static void Bulk(StreamWriter file, int orders, bool shuffled)
    {
        const int each = 4;
        var order = Enumerable.Range(0, orders * each).ToArray();
        if (shuffled) new Random(7).Shuffle(order);
        foreach (var i in order)
        {
            if (i % each == 0) Order(file, i / each, orders);
            else Line(file, i / each, i % each);
        }
    }

    static void Order(StreamWriter file, int i, int orders)
    {
        var customer = new Random(i).Next(orders / 4);
        var at = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i * 400L).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        file.WriteLine($$"""{"id":"gid:\/\/shopify\/Order\/{{FirstOrder + i * 1024L}}","name":"#{{1000 + i}}","processedAt":"{{at}}","createdAt":"{{at}}","updatedAt":"{{at}}","cancelledAt":null,"test":false,"displayFinancialStatus":"PAID","currencyCode":"EUR","sourceName":"web","totalPriceSet":{{Set(11490)}},"currentTotalPriceSet":{{Set(11490)}},"totalReceivedSet":{{Set(11490)}},"totalRefundedSet":{{Set(0)}},"totalTaxSet":{{Set(1951)}},"totalShippingPriceSet":{{Set(495)}},"totalOutstandingSet":{{Set(0)}},"email":"klant{{customer}}@example.nl","customer":{"id":"gid:\/\/shopify\/Customer\/{{FirstCustomer + customer}}","firstName":"Klant","lastName":"{{customer}}","defaultEmailAddress":{"emailAddress":"klant{{customer}}@example.nl"},"updatedAt":"{{at}}"},"billingAddress":{"name":"Klant {{customer}}"},"refunds":[]}""");
    }

    static void Line(StreamWriter file, int i, int line) =>
        file.WriteLine($$"""{"id":"gid:\/\/shopify\/LineItem\/{{13_000_000_000_000 + i * 4096L + line}}","title":"Merino trui, heren, maat {{line}}","quantity":1,"currentQuantity":1,"discountedTotalSet":{{Set(3665)}},"isGiftCard":false,"product":{"id":"gid:\/\/shopify\/Product\/{{8_200_000_000_000 + i % 500}}"},"__parentId":"gid:\/\/shopify\/Order\/{{FirstOrder + i * 1024L}}"}""");

    static string Set(int cents) => string.Create(CultureInfo.InvariantCulture, $"{{\"shopMoney\":{{\"amount\":\"{cents / 100m}\",\"currencyCode\":\"EUR\"}}}}");

    sealed class PeakMemory : IProgress<ImportProgress>
    {
        public long Bytes { get; private set; }
        public void Report(ImportProgress value) => Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: false));
    }
}
