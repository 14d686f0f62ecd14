using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Shops whose customers' habits are known.</summary>
static class LeavingShop
{
    static readonly long Start = Some.Seconds("2024-01-01T12:00:00Z");

    /// <summary>
    /// Customers from 1, who come at random times of some 1,400 days from the first of January 2024 on; after each order some never come
    /// again. And who has left by then.
    /// </summary>
    public static (Ledger Ledger, bool[] Left) Leaving(int customers, int seed, int days = 1400, double leaving = 0.03)
    {
        var random = new Random(seed);
        var left = new bool[customers];
        var ledger = Of(Enumerable.Range(0, customers).Select(customer =>
        {
            var habit = Habit.Any(random);
            var orders = new List<int>();
            for (var day = random.Next(days / 2); day < days && !left[customer]; day += habit.Gap(random))
            {
                orders.Add(day);
                left[customer] = random.NextDouble() < leaving;
            }

            return orders;
        }).ToList());
        return (ledger, left);
    }

    /// <summary>Customers with 2 to 25 gaps each, and the gap that comes next.</summary>
    public static (Ledger Ledger, int[] Next) Regulars(int customers, int seed)
    {
        var random = new Random(seed);
        Habit[] habits = [.. Enumerable.Range(0, customers).Select(_ => Habit.Any(random))];
        var ledger = Of(habits.Select(habit =>
        {
            List<int> orders = [0];
            for (var left = random.Next(2, 26); left > 0; left--) orders.Add(orders[^1] + habit.Gap(random));
            return orders;
        }));
        return (ledger, [.. habits.Select(habit => habit.Gap(random))]);
    }

    static Ledger Of(IEnumerable<List<int>> days) => Some.LedgerOf(days.SelectMany((orders, c) => orders.Select((day, i) =>
        new LedgerOrder((c + 1) * 1000L + i, c + 1, (uint)(Start + day * 86_400L), 1_00, 1_00, 1_00, 0, 0, false, false))));

    /// <summary>Around so many days, more or less regular.</summary>
    readonly record struct Habit(double Median, double Spread)
    {
        public static Habit Any(Random random) => new(Math.Exp(3 + 0.8 * Normal(random)), random.Next(2) == 0 ? 0.2 : 0.8);

        public int Gap(Random random) => Math.Clamp((int)Math.Round(Median * Math.Exp(Spread * Normal(random))), 1, 1000);
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
