using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Benchmarks;

/// <summary>Tiers, groups and cohorts of a warm ledger, and a column of one's own over every customer.</summary>
static class BreakdownsBenchmark
{
    public static int Run(string[] args)
    {
        var orders = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var shop = new Shop(1, "bench.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), new Currency("EUR"));
        var ledger = Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["web"], Orders(orders), []));
        var (asOf, query) = (AsOf.Now(History.End, shop.TimeZone), new ReportQuery(Period.All));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ledger.OrderCount} orders, {ledger.CustomerCount} customers"));

        Measured.Time("tiers", () => TiersReport.Build(ledger, shop, asOf, query, ShopTerms.Unsaid));
        Measured.Time("rfm", () => RfmReport.Build(ledger, shop, asOf, query));
        Measured.Time("cohorts by month", () => CohortsReport.Build(ledger, shop, asOf, query, ShopTerms.Unsaid));
        Measured.Time("cohorts by quarter", () => CohortsReport.Build(ledger, shop, asOf, query, ShopTerms.Unsaid, CohortSpan.Quarter));
        var few = query with { Columns = ["customer_id"] };
        Measured.Time("report clv, ids alone", () => ClvReport.Build(ledger, shop, asOf, few));
        Measured.Time("with ratio = total_spent / orders", () => ClvReport.Build(ledger, shop, asOf, few with { Own = OwnColumn.ParseAll(["ratio = total_spent / orders"]) }));
        Measured.Time("with every column of worth", () => ClvReport.Build(ledger, shop, asOf, query with { Columns = ["customer_id", .. ClvReport.MoreColumnKeys.TakeWhile(key => !key.StartsWith("predicted", StringComparison.Ordinal))] }));
        return 0;
    }

    /// <summary>As <see cref="History"/>: each order of one of a quarter as many customers, over almost four years.</summary>
    static List<LedgerOrder> Orders(int count)
    {
        var random = new Random(7);
        var start = History.End.AddDays(-1_400).ToUnixTimeSeconds();
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var amount = random.Next(500, 30_000);
                return new LedgerOrder(i + 1, 1 + random.Next(count / 4), (uint)(start + (long)(i * (1_400 * 86_400.0 / count))), amount, amount, amount, 0, 0, false, false);
            }),
        ];
    }
}
