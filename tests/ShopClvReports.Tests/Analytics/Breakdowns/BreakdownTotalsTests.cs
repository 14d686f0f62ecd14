using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Whatever a shop sold, in whatever parts it is told, the parts add up to what the CLV report says.</summary>
public class BreakdownTotalsTests
{
    static readonly ShopTerms Named = new(37, Tiers.Parse("vip=5%,good=30%"));
    static readonly ShopTerms Amounts = new(100, Tiers.Parse("vip=150,good=0"));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_parts_are_the_whole(int seed)
    {
        var random = new Random(seed);
        var ledger = Ledger(random);
        var query = new ReportQuery(
            Period.Parse(Period.Names[random.Next(Period.Names.Count)]), (ValuePolicy)random.Next(3), Top: random.Next(2) == 0 ? random.Next(1, 6) : null);
        var clv = ClvReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query);
        foreach (var report in (Report[])[Tiers(Named), Tiers(Amounts), RfmReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query)]) Same(clv, report);
        foreach (var span in Enum.GetValues<CohortSpan>())
            Same(
                ClvReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query with { Period = Period.All }),
                CohortsReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query, Named, span));

        Report Tiers(ShopTerms terms) => TiersReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query, terms);
    }

    static void Same(Report clv, Report parts)
    {
        Assert.Equal(clv.Sections.Select(s => s.Currency), parts.Sections.Select(s => s.Currency));
        foreach (var (whole, section) in clv.Sections.Zip(parts.Sections))
        {
            var totals = section.Totals;
            Assert.Equal((whole.Totals.Customers, whole.Totals.Total, whole.Totals.WithoutCustomer), (totals.Customers, totals.Total, totals.WithoutCustomer));
            Assert.Equal(totals.Total, totals.Shown + totals.Others + totals.WithoutCustomer);
            Assert.Equal(totals.Shown, new Tally(section.Shown("orders").Cast<int>().Sum(), section.Shown("revenue").Cast<long>().Sum()));
            if (parts.Kind != ReportKind.Cohorts) Assert.Equal(section.ShownCustomers + (section.ShownIds().Contains("prospects") ? totals.Prospects : 0), section.Shown("customers").Cast<int>().Sum());
            Assert.InRange(section.ShownCustomers, 0, totals.Customers);
            if (parts.Query.Top is null && parts.Kind != ReportKind.Cohorts) Assert.Equal(totals.Customers, section.ShownCustomers);
        }
    }

    static Ledger Ledger(Random random) => Analytics.Ledger.Empty.With(new LedgerChanges(
        1, ["EUR", "USD"], ["web"],
        [
            .. Enumerable.Range(1, random.Next(0, 40)).Select(i => new LedgerOrder(
                i, random.Next(0, 9), Some.Seconds("2023-01-01T00:00:00Z") + (uint)random.Next(0, 4 * 365 * 86_400), random.Next(-20_00, 200_00),
                random.Next(0, 3) * 50_00, random.Next(0, 200_00), (byte)(random.Next(5) == 0 ? 1 : 0), 0, random.Next(6) == 0, false)),
        ], []));
}
