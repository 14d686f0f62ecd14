using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Orders in the first and the last second of a period, in Amsterdam.</summary>
public class PeriodEdgesTests
{
    static readonly ReportQuery s_may = new(Period.Parse("2026-05-01..2026-05-31"));

    const string FirstSecond = "2026-04-30T22:00:00Z", LastSecond = "2026-05-31T21:59:59Z", After = "2026-05-31T22:00:00Z", Before = "2026-04-30T21:59:59Z";

    static object?[] Summary(string what, params LedgerOrder[] orders)
    {
        var section = SummaryReport.Build(Some.LedgerOf(orders), Some.DutchShop, Some.EndOfJune, s_may, [], ShopTerms.Unsaid).Sections.Single();
        return [.. section.Shown("number").Where((_, row) => (string?)section.Shown("what")[row] == what)];
    }

    [Theory]
    [InlineData(Before, 0, 1)]
    [InlineData(FirstSecond, 1, 0)]
    public void Who_first_bought_in_the_first_second_is_new(string first, int news, int returning)
    {
        LedgerOrder[] orders = [Some.Row(1, 11, first, 10_00), Some.Row(2, 11, LastSecond, 10_00)];
        Assert.Equal(news, Summary("new_customers", orders).Single());
        Assert.Equal(returning, Summary("returning_customers", orders).Single());
    }

    [Theory]
    [InlineData("2026-05-10T12:00:05.0000000Z", 0)]
    [InlineData("2026-05-10T12:00:05.0000001Z", 1)]
    [InlineData("2026-05-10T12:00:05.9Z", 1)]
    [InlineData("2026-05-10T12:00:06Z", 1)]
    public void An_order_of_the_second_that_is_going_on_has_been_placed(string moment, int orders)
    {
        var section = Some.Section(Some.LedgerOf([Some.Row(1, 11, "2026-05-10T12:00:05Z", 10_00)]), asOf: moment);
        Assert.Equal(orders, section.Totals.Total.Orders);
    }

    [Theory]
    [InlineData(LastSecond)]
    [InlineData(After)]
    public void A_second_order_counts_as_coming_back_within_the_period_and_after_it(string second)
    {
        IEnumerable<LedgerOrder> orders = [.. Enumerable.Range(1, 20).Select(i => Some.Row(i, i, FirstSecond, 10_00)), .. Enumerable.Range(1, 5).Select(i => Some.Row(100 + i, i, second, 10_00))];
        var june = new ReportQuery(Period.Parse("2026-06-01..2026-06-30"));
        // A quarter of May's twenty came back: enough for no advice.
        var advice = SummaryReport.Build(Some.LedgerOf(orders), Some.DutchShop, Some.EndOfJune, june, [], ShopTerms.Unsaid).Remarks;
        Assert.DoesNotContain(advice, remark => remark is Advice.WinSecondOrders);
    }

    [Theory]
    [InlineData(LastSecond, "2026-05")]
    [InlineData(FirstSecond, "2026-05")]
    [InlineData(After, null)]
    [InlineData(Before, null)]
    public void A_cohort_begins_and_ends_with_its_month(string first, string? cohort)
    {
        var section = CohortsReport.Build(Some.LedgerOf([Some.Row(1, 11, first, 10_00)]), Some.DutchShop, Some.EndOfJune, s_may, ShopTerms.Unsaid, CohortSpan.Month, null).Sections.SingleOrDefault();
        Assert.Equal(cohort, section?.ShownIds().FirstOrDefault()?[..7]);
    }

    [Fact]
    public void Who_comes_back_after_the_period_has_come_back()
    {
        Dictionary<long, LineItem[]> lines = new() { [1] = [new LineItem(1, new ProductId(7), "Trui", 1, 1, 10_00, false)], [2] = [new LineItem(2, new ProductId(7), "Trui", 1, 1, 10_00, false)] };
        var section = ProductsReport.Build(
            Some.LedgerOf([Some.Row(1, 11, LastSecond, 10_00), Some.Row(2, 11, "2026-06-10T12:00:00Z", 10_00)]), Some.DutchShop, Some.EndOfJune, s_may,
            seen =>
            {
                foreach (var (order, items) in lines) seen(new OrderId(order), items);
            },
            ShopTerms.Unsaid).Sections.Single();
        Assert.Equal([1.0], section.Shown("repeat_rate"));
    }
}
