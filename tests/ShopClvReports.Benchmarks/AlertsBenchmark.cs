using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Benchmarks;

/// <summary>Twenty rules over a warm ledger, what a message about them needs beside, and the plain way: grouped by customer with LINQ, rule after rule.</summary>
static class AlertsBenchmark
{
    static readonly DateTimeOffset s_end = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Shop s_shop = new(1, "bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"));
    static readonly AsOf s_now = AsOf.Now(s_end, s_shop.TimeZone);

    public static int Run(string[] args)
    {
        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 250_000;
        var ledger = Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["web"], Orders(customers), []));
        var (usual, rules) = (new ReportQuery(Period.Parse("last-12-months")), Rules().ToList());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ledger.OrderCount} orders, {ledger.CustomerCount} customers"));

        Measured.Time("a check of 20 rules", () => Check(ledger, rules));
        Measured.Time("a check of one rule", () => QuietCheck.Compute(ledger, s_shop, s_now, usual, rules[0].Rule));
        Measured.Time("report inactive", () => InactiveReport.Build(ledger, s_shop, s_now, usual, rules[0].Rule));
        Measured.Time("how many came back", () => Comeback.Of(ledger, s_shop, s_now, usual, rules[0].Rule));
        Measured.Time("backtest of twelve months", () => QuietBacktest.Run(ledger, s_shop, s_now, usual, rules[0].Rule));
        Measured.Time("whether the shop is silent", () => DataGuard.Of(ledger, s_end));

        var plain = Enumerable.Range(0, ledger.CustomerCount).SelectMany(c =>
            Enumerable.Range(ledger.OrdersOf(c).Start, ledger.OrdersOf(c).End - ledger.OrdersOf(c).Start)
                .Select(i => new PlainOrder(c, DateTimeOffset.FromUnixTimeSeconds(ledger.ProcessedAt[i]), ledger.Values(ValuePolicy.Paid)[i]))).ToList();
        Measured.Time("one rule the plain way", () => PlainCheck(plain), repeats: 3);
        return 0;
    }

    static void Check(Ledger ledger, List<(ReportQuery Query, AlertRule Rule)> rules)
    {
        var checks = new QuietChecks(ledger, s_shop, s_now);
        foreach (var (query, rule) in rules) checks.Of(query, rule);
    }

    /// <summary>Every combination of five ways to be high-value, two to be quiet and two periods.</summary>
    static IEnumerable<(ReportQuery Query, AlertRule Rule)> Rules() =>
        from period in (string[])["last-12-months", "all"]
        from who in (HighValue[])[new(HighValueBy.Percent, 20), new(HighValueBy.Percent, 5), new(HighValueBy.Top, 1000), new(HighValueBy.Amount, 500), new(HighValueBy.Tier, 0, "medium")]
        from quantile in (double[])[0.9, 0.95]
        select (new ReportQuery(Period.Parse(period)), new AlertRule(who, Quantile: quantile));

    /// <summary>Four orders a customer on average over four years: some often, many once.</summary>
    static List<LedgerOrder> Orders(int customers)
    {
        var random = new Random(7);
        var orders = new List<LedgerOrder>();
        var end = s_end.ToUnixTimeSeconds();
        for (var c = 1; c <= customers; c++)
        {
            var (day, usual) = (random.NextDouble() * 1_400, 20 * Math.Exp(2.2 * random.NextDouble()));
            do
            {
                var value = random.Next(500, 30_000);
                orders.Add(new LedgerOrder(orders.Count + 1, c, (uint)(end - (long)((1_400 - day) * 86_400)), value, value, value, 0, 0, false, false));
                day += usual * Math.Exp(random.NextDouble() - 0.5);
            }
            while (day < 1_400 && random.NextDouble() < 0.82);
        }

        return orders;
    }

    /// <summary>The top fifth of the last year whose silence is beyond nine tenths of their own gaps.</summary>
    static int PlainCheck(List<PlainOrder> orders)
    {
        var year = s_end.AddYears(-1);
        var spent = orders.Where(o => o.At >= year).GroupBy(o => o.Customer).Select(g => (Customer: g.Key, Spent: g.Sum(o => o.Value))).OrderByDescending(c => c.Spent).ToList();
        var high = spent.Take(spent.Count / 5).Select(c => c.Customer).ToHashSet();
        return orders.GroupBy(o => o.Customer).Count(customer =>
        {
            var days = customer.Select(o => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(o.At, s_shop.TimeZone).DateTime)).Distinct().Order().ToList();
            var gaps = days.Zip(days.Skip(1), (a, b) => b.DayNumber - a.DayNumber).Order().ToList();
            return high.Contains(customer.Key) && gaps.Count > 0 && s_now.Day.DayNumber - days[^1].DayNumber > gaps[(int)(gaps.Count * 0.9)];
        });
    }

    sealed record PlainOrder(int Customer, DateTimeOffset At, long Value);
}
