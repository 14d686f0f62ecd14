using System.Diagnostics;
using System.Globalization;

namespace ShopClvReports.Benchmarks;

/// <summary>The time of a piece of work: the first time, the middle one and the best.</summary>
static class Measured
{
    const int Repeats = 9;

    public static void Time(string what, Action work, int repeats = Repeats)
    {
        var times = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        var first = times[0];
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40} first {first,8:F1} ms, median {times[repeats / 2],8:F1} ms, best {times[0],8:F1} ms"));
    }
}
