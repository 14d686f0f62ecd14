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

    static readonly ReportQuery s_thisYear = new(Period.Parse("this-year"));

    static ReportSection Section(bool backwards = false, ReportQuery? query = null) => CompaniesReport.Build(
        s_ledger, Some.DutchShop, Some.EndOfJune, query ?? s_thisYear,
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
        Assert.Equal(["Acme", "Acme", "Acme", "8", "8"], section.Shown("company"));
        Assert.Equal([null, "12", "anna@example.com", null, "12"], section.Shown("contact"));
        Assert.Equal([2, null, null, 1, null], section.Shown("contacts"));
        Assert.Equal([2, 1, 1, 1, 1], section.Shown("orders"));
        Assert.Equal([100_00L, 60_00L, 40_00L, 5_00L, 5_00L], section.Shown("revenue"));
        // 200 and 5 over the whole history, at half margin; Anna ordered for 140 of them.
        Assert.Equal([100_00L, 30_00L, 70_00L, 2_50L, 2_50L], section.Shown("historical_clv"));
        Assert.Equal(["2026-03-01", "2026-03-01", "2026-02-01", "2026-04-01", "2026-04-01"], section.Shown("last_order"));
        Assert.Equal([false, true, true, false, true], section.Rows.Select(section.IsBelow));
        Assert.Equal(2, section.Places());
    }

    [Fact]
    public void Contacts_go_with_their_company_whatever_is_asked_and_count_in_no_total()
    {
        var section = Section(query: s_thisYear with { Where = "revenue < 50", Top = 1 });
        Assert.Equal(["8", "8"], section.Shown("company"));
        Assert.Equal((1, new Tally(1, 5_00)), (section.ShownCustomers, section.Totals.Shown));
        Assert.Equal(section.Totals.Total, section.Totals.Shown + section.Totals.Others + section.Totals.WithoutCustomer);

        var named = Section(query: s_thisYear with { Columns = ["company", "contact_names", "revenue"], Sort = [new SortKey("revenue", false)] });
        Assert.Equal(["8", "Acme"], named.Shown("company"));
        Assert.Equal(["12", "12, anna@example.com"], named.Shown("contact_names"));
    }

    [Fact]
    public void An_order_of_a_company_that_names_no_customer_is_the_companys()
    {
        var ledger = Some.LedgerOf(
        [
            Some.Row(1, 0, "2026-02-01T12:00:00Z", 50_00), Some.Row(2, 11, "2026-03-01T12:00:00Z", 10_00), Some.Row(3, 0, "2026-04-01T12:00:00Z", 10_00),
            Some.Row(4, 0, "2026-05-01T12:00:00Z", 3_00), Some.Row(5, 0, "2025-05-01T12:00:00Z", 4_00),
        ]);
        var section = CompaniesReport.Build(
            ledger, Some.DutchShop, Some.EndOfJune, s_thisYear, seen =>
            {
                foreach (var (order, company) in (ReadOnlySpan<(long, OrderCompany)>)[(1, new(7, "Acme")), (2, new(7, "Acme")), (3, new(8, "Solo")), (5, new(8, "Solo"))]) seen(new OrderId(order), company);
            },
            ShopTerms.Unsaid).Sections.Single();

        Assert.Equal(["Acme", "Acme", "Solo"], section.Shown("company"));
        Assert.Equal([null, "11", null], section.Shown("contact"));
        Assert.Equal([1, null, 0], section.Shown("contacts"));
        Assert.Equal([2, 1, 1], section.Shown("orders"));
        Assert.Equal([60_00L, 10_00L, 10_00L], section.Shown("revenue"));
        Assert.Equal([60_00L, 10_00L, 14_00L], section.Shown("historical_clv"));
        Assert.Equal((1, new Tally(1, 3_00), new Tally(3, 70_00)), (section.Totals.Customers, section.Totals.WithoutCustomer, section.Totals.Shown));
        Assert.Equal(new Tally(4, 73_00), section.Totals.Total);
        Assert.Equal(section.Totals.Total, section.Totals.Shown + section.Totals.Others + section.Totals.WithoutCustomer);
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
