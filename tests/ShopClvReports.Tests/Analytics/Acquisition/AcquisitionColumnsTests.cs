using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What it cost to win a customer is one figure, in whatever report it stands.</summary>
public class AcquisitionColumnsTests
{
    /// <summary>In June two customers through the web, for 30.00 of marketing; one in April, one in May.</summary>
    static readonly Ledger s_ledger = Some.LedgerOf(
    [
        Some.Row(1, 11, "2026-06-05T10:00:00Z", 60_00), Some.Row(2, 11, "2026-06-25T10:00:00Z", 10_00), Some.Row(3, 12, "2026-06-20T10:00:00Z", 30_00),
        Some.Row(4, 13, "2026-04-20T10:00:00Z", 30_00), Some.Row(5, 14, "2026-05-20T10:00:00Z", 30_00),
    ]);

    static ReportSection Section(ReportRequest request, string asOf) => request.Build(new ReportSource(s_ledger, Some.DutchShop, AsOf.Parse(asOf, Some.Amsterdam), ShopTerms.Unsaid)
    {
        Spend = () => [new MarketingSpend(new DateOnly(2026, 6, 1), "web", new Money(30_00, Some.Euro))],
    }).Sections.Single();

    [Theory]
    [InlineData("2026-06-10", 10_00L)]
    [InlineData("2026-06-30", 15_00L)]
    public void Of_a_month_that_is_not_over_the_days_that_have_passed_are_spent(string asOf, long cac)
    {
        Assert.Equal([cac], Section(new ReportRequest("channels", "this-month", Columns: "cac"), asOf).Shown("cac"));
        Assert.Equal(cac, Section(new ReportRequest("clv", Columns: "cac", Where: "customer_id = '11'"), asOf).Shown("cac").Single());
        Assert.Equal(cac, Section(new ReportRequest("cohorts", Columns: "cac", Where: "cohort = '2026-06'"), asOf).Shown("cac").Single());
    }

    [Fact]
    public void What_is_not_spent_yet_costs_nobody_anything()
    {
        Assert.All(Section(new ReportRequest("cohorts", Columns: "cac", By: "quarter"), "2026-04-30").Shown("cac"), Assert.Null);
        Assert.All(Section(new ReportRequest("channels", Columns: "cac"), "2026-04-30").Shown("cac"), Assert.Null);
        // Ten of June's thirty days, for the three of the quarter so far.
        Assert.Equal(3_33L, Section(new ReportRequest("cohorts", Columns: "cac", By: "quarter"), "2026-06-10").Shown("cac")[0]);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("2026-06-21..2026-06-30")]
    public void A_customer_is_held_against_the_cost_with_all_they_ever_spent(string period)
    {
        var section = Section(new ReportRequest("clv", period, Columns: "cac,clv_cac,verdict", Where: "customer_id = '11'"), "2026-06-30");
        Assert.Equal([15_00L, 70.0 / 15, "healthy"], [.. section.Columns.Select(c => section.Shown(c.Key).Single())]);
    }
}
