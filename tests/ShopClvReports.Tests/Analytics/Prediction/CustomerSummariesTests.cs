using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class CustomerSummariesTests
{
    static CustomerSummaries Of(Ledger ledger, string asOf = "2026-06-30", TimeUnit unit = TimeUnit.Days) =>
        CustomerSummaries.Of(ledger, Some.DutchShop, AsOf.Parse(asOf, Some.DutchShop.TimeZone), ValuePolicy.Paid, 0, unit);

    static (int, double, double, double) Only(CustomerSummaries summaries) =>
        (Assert.Single(summaries.Frequency), summaries.Recency[0], summaries.T[0], summaries.MonetaryValue![0]);

    [Fact]
    public void Orders_of_a_day_are_one_purchase_and_the_first_day_is_where_it_begins() =>
        Assert.Equal((2, 30, 60, 3000), Only(Of(Some.LedgerOf(
        [
            Some.Row(1, 7, "2026-05-01T08:00:00Z", 9000), Some.Row(2, 7, "2026-05-01T18:00:00Z", 500), Some.Row(3, 7, "2026-05-11T08:00:00Z", 1000),
            Some.Row(4, 7, "2026-05-11T09:00:00Z", 3000), Some.Row(5, 7, "2026-05-31T08:00:00Z", 2000),
        ]))));

    [Fact]
    public void Days_are_the_shop_s_own()
    {
        // Half past eleven at night and half past midnight in Amsterdam, the same day in Greenwich.
        var ledger = Some.LedgerOf([Some.Row(1, 7, "2026-06-01T21:30:00Z", 1000), Some.Row(2, 7, "2026-06-01T22:30:00Z", 1000)]);
        Assert.Equal((1, 1, 29, 1000), Only(Of(ledger)));
    }

    [Fact]
    public void Weeks_are_sevenths_and_never_rounded()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 7, "2026-06-01T12:00:00Z", 1000), Some.Row(2, 7, "2026-06-11T12:00:00Z", 1000)]);
        Assert.Equal((1, 10 / 7.0, 29 / 7.0, 1000), Only(Of(ledger, unit: TimeUnit.Weeks)));
    }

    [Fact]
    public void What_was_cancelled_for_nothing_never_was_and_what_comes_later_is_not_known()
    {
        var ledger = Some.LedgerOf(
        [
            Some.Row(1, 7, "2026-06-01T12:00:00Z", 1000), Some.Row(2, 7, "2026-06-05T12:00:00Z", 0, cancelled: true),
            Some.Row(3, 7, "2026-06-09T12:00:00Z", 400, cancelled: true), Some.Row(4, 7, "2026-07-05T12:00:00Z", 7000),
        ]);
        Assert.Equal((1, 8, 29, 400), Only(Of(ledger)));
        Assert.Equal((0, 0, 4, 0), Only(Of(ledger, "2026-06-05")));
    }
}
