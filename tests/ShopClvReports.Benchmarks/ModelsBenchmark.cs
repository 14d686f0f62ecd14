using System.Diagnostics;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Tests;

namespace ShopClvReports.Benchmarks;

/// <summary>Fits and predictions over 250,000 simulated customers of three years. The first of each is what a command pays, compilation included.</summary>
/// <remarks>Time of the processor beside that on the wall: on a busy machine only the former says anything.</remarks>
static class ModelsBenchmark
{
    const int Repeats = 15;
    const double Year = 365.25;

    public static int Run(string[] args)
    {
        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 250_000;
        var shop = ModelShop.Of(20_240_601, customers, 0.3, 45, 0.8, 3, 1096, wholeDays: true).Summaries;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{customers} customers, {shop.Frequency.Count(x => x > 0)} repeat buyers, {Cells(shop)} cells"));

        var bgNbd = Measure("BG/NBD fit, compression included", Repeats, () => OrderFitting.Fit(shop, OrderModel.BgNbd)!);
        Measure("MBG/NBD fit", Repeats, () => OrderFitting.Fit(shop, OrderModel.MbgNbd)!);
        var pareto = Measure("Pareto/NBD fit", 5, () => OrderFitting.Fit(shop, OrderModel.ParetoNbd)!);
        var spend = Measure("Gamma-Gamma fit", Repeats, () => SpendFitting.Fit(shop)!);
        Measure("12-month CLV of all, with intervals", Repeats, () => Prediction.Of(shop, bgNbd, spend, Year, 0.01));
        Measure("the same by Pareto/NBD", 5, () => Prediction.Of(shop, pareto, spend, Year, 0.01));
        Measure("the same and the shop's interval", 5, () => Prediction.Of(shop, bgNbd, spend, Year, 0.01).ShopRevenue()!);
        return 0;
    }

    static int Cells(CustomerSummaries shop) => Enumerable.Range(0, shop.Count).Select(i => shop[i]).Distinct().Count();

    static T Measure<T>(string what, int repeats, Func<T> work)
    {
        var (times, processor) = (new double[repeats], new double[repeats]);
        T result = default!;
        for (var i = 0; i < repeats; i++)
        {
            GC.Collect();
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            result = work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            processor[i] = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds;
        }

        var (first, firstProcessor) = (times[0], processor[0]);
        Array.Sort(times);
        Array.Sort(processor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-36} first {first,7:F1} ms (processor {firstProcessor,6:F1}), median {times[repeats / 2],7:F1} ({processor[repeats / 2],6:F1}), best {times[0],7:F1}"));
        return result;
    }
}
