using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Benchmarks;

/// <summary>The result of a bulk operation, from its address on this machine into an empty store, by the way that the history goes.</summary>
static class BackfillBenchmark
{
    /// <param name="args">How many orders, and of the two arrangements of lines only <c>anywhere</c> or <c>behind</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["serve", var served]) return await ServeAsync(served);
        var orders = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var directory = Directory.CreateTempSubdirectory("shopclv-backfill-");
        try
        {
            foreach (var shuffled in args.Length > 1 ? (bool[])[args[1] == "anywhere"] : [true, false])
            {
                var path = Path.Combine(directory.FullName, "result.jsonl");
                await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20)) ImportBenchmark.Bulk(file, orders, shuffled);
                await MeasureAsync(shuffled ? "lines anywhere" : "lines behind their order", path, orders, Path.Combine(directory.FullName, "data"));
            }

            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    static async Task MeasureAsync(string what, string path, int orders, string data)
    {
        // The file comes from a process of its own, so that the memory is the import's alone.
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(BackfillBenchmark).Assembly.Location, "backfill", "serve", path]) { RedirectStandardOutput = true })!;
        var url = await server.StandardOutput.ReadLineAsync();
        Directory.CreateDirectory(data);
        await using (var store = SqliteStore.Open(data, new SecretBox(new byte[32]), new SqliteOptions(), TimeProvider.System))
        {
            var shop = await store.SaveShopAsync("bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"), null);
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            GC.Collect();
            var peak = new PeakMemory();
            var start = Stopwatch.GetTimestamp();
            var result = await new HistoryImport(store, http, TimeProvider.System)
                .FromUrlAsync(shop, new Uri(url!), isWhole: true, peak, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-26} {new FileInfo(path).Length / 1e6,5:F0} MB  {took,6:F2} s  {orders / took,9:F0} orders/s  managed memory ≤ {peak.Managed / 1e6:F0} MB, resident ≤ {peak.Resident / 1e6:F0} MB"));
            if (result.Stored != orders || result.Rejected > 0) throw new InvalidOperationException($"expected {orders} orders stored, found {result}");
        }

        server.Kill();
        await server.WaitForExitAsync();
        Directory.Delete(data, recursive: true);
    }

    static async Task<int> ServeAsync(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context => Results.File(path, "application/jsonl", enableRangeProcessing: true).ExecuteAsync(context));
        await server.StartAsync();
        Console.WriteLine(server.Urls.Single());
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    sealed class PeakMemory : IProgress<ImportProgress>
    {
        public long Managed { get; private set; }

        public long Resident { get; private set; }

        public void Report(ImportProgress value)
        {
            Managed = Math.Max(Managed, GC.GetTotalMemory(forceFullCollection: false));
            Resident = Math.Max(Resident, Environment.WorkingSet);
        }
    }
}
