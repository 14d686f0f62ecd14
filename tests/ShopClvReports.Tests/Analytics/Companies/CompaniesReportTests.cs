using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class CompaniesReportTests
{
    static readonly Ledger s_ledger = Some.LedgerOf(
        [
            Some.Row(1, 11, "2025-06-01T12:00:00Z", 100_00), Some.Row(2, 11, "2026-02-01T12:00:00Z", 40_00), Some.Row(3, 12, "2026-03-01T12:00:00Z", 60_00),
            Some.Row(4, 12, "2026-04-01T12:00:00Z", 5_00), Some.Row(5, 11, "2026-05-01T12:00:00Z", 7_00), Some.Row(6, 12, "2026-05-02T12:00:00Z", 0, cancelled: true),
        ],
        Some.Account(11, "anna@example.com"), Some.Account(12));

    static readonly (long Order, OrderCompany Company)[] s_companies =
        [(1, new(7, "Oude naam")), (2, new(7, null)), (3, new(7, "Acme")), (4, new(8, null)), (6, new(8, null)), (99, new(9, "Test"))];

    static ReportSection Section(bool backwards = false) => CompaniesReport.Build(
        s_ledger, Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.Parse("this-year")),
        seen =>
        {
            foreach (var (order, company) in backwards ? s_companies.Reverse() : s_companies) seen(new OrderId(order), company);
        },
        new ShopTerms(50, Tiers.Default)).Sections.Single();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_company_shows_who_orders_for_it_and_what_it_is_worth(bool backwards)
    {
        var section = Section(backwards);
        Assert.Equal(["Acme", "8"], section.Shown("company"));
        Assert.Equal([2, 1], section.Shown("contacts"));
        Assert.Equal(["12, anna@example.com", "12"], section.Shown("contact_names"));
        Assert.Equal([2, 1], section.Shown("orders"));
        Assert.Equal([100_00L, 5_00L], section.Shown("revenue"));
        // 200 and 5 over the whole history, at half margin.
        Assert.Equal([100_00L, 2_50L], section.Shown("historical_clv"));
        Assert.Equal(["2026-03-01", "2026-04-01"], section.Shown("last_order"));
    }

    [Fact]
    public void Orders_of_persons_are_the_others()
    {
        var section = Section();
        Assert.Equal(new Tally(4, 112_00), section.Totals.Total);
        Assert.Equal(new Tally(1, 7_00), section.Totals.Others);
        Assert.Equal(2, section.ShownCustomers);
    }
}
