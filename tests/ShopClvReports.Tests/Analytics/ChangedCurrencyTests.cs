using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A shop that sold in dollars and sells in euro: who came in the one currency is nobody new in the other.</summary>
public class ChangedCurrencyTests
{
    /// <summary>Anna: dollars in January, euro in March, twice. Bram: euro in March. Nobody: euro. Cees: dollars in March.</summary>
    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR", "USD"], ["web"],
        [
            Some.Row(1, 11, "2026-01-05T12:00:00Z", 100_00) with { Currency = 1 }, Some.Row(2, 11, "2026-03-05T12:00:00Z", 50_00), Some.Row(3, 11, "2026-03-20T12:00:00Z", 50_00),
            Some.Row(4, 12, "2026-03-06T12:00:00Z", 30_00), Some.Row(5, 0, "2026-03-07T12:00:00Z", 20_00), Some.Row(6, 13, "2026-03-08T12:00:00Z", 40_00) with { Currency = 1 },
        ], []));

    static readonly ReportSource s_source = new(s_ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid)
    {
        Spend = () => [new MarketingSpend(new DateOnly(2026, 1, 1), "web", new Money(10_00, Some.Euro)), new MarketingSpend(new DateOnly(2026, 3, 1), "web", new Money(10_00, Some.Euro))],
        ReadLines = seen => seen(new OrderId(1), [new LineItem(1, new ProductId(7), "Trui", 1, 1, 100_00, false)]),
    };

    static ReportSection Section(ReportRequest request, string currency = "EUR") => request.Build(s_source).Sections.Single(s => s.Currency.Code == currency);

    [Fact]
    public void Who_came_before_is_not_new_in_the_summary()
    {
        var section = Section(new ReportRequest("summary", "2026-03-01..2026-03-31"));
        var what = section.Shown("what");
        Assert.Equal([1, 1], ((string[])["new_customers", "returning_customers"]).Select(w => section.Shown("number")[Array.IndexOf(what, w)]));
        Assert.Equal(1, Section(new ReportRequest("channels", "2026-03-01..2026-03-31")).Shown("new_customers").Single());
    }

    [Fact]
    public void The_first_order_and_the_last_are_those_of_the_whole_history()
    {
        var euro = Section(new ReportRequest("clv", Columns: "customer_id,first_order,last_order,acquisition_month,total_spent"));
        Assert.Equal(["2026-01-05", "2026-03-06"], euro.Shown("first_order"));
        Assert.Equal(["2026-01", "2026-03"], euro.Shown("acquisition_month"));
        Assert.Equal([100_00L, 30_00L], euro.Shown("total_spent"));
        Assert.Equal(["2026-03-20", "2026-03-08"], Section(new ReportRequest("clv"), "USD").Shown("last_order"));
    }

    [Fact]
    public void A_cohort_is_of_everybody_who_first_came_then_in_whatever_currency()
    {
        var euro = Section(new ReportRequest("cohorts", Columns: "cohort,age,customers,active_customers,revenue,cac", Where: "revenue > 0"));
        Assert.Equal(["2026-01+2", "2026-03+0"], euro.ShownIds());
        Assert.Equal([1, 1], euro.Shown("customers"));
        Assert.Equal([100_00L, 30_00L], euro.Shown("revenue"));
        Assert.Equal([null, 10_00L], euro.Shown("cac"));
        var dollars = Section(new ReportRequest("cohorts", Where: "revenue > 0"), "USD");
        Assert.Equal(["2026-01+0", "2026-03+0"], dollars.ShownIds());
    }

    [Fact]
    public void Who_came_back_with_the_other_currency_came_back()
    {
        var dollars = Section(new ReportRequest("products"), "USD");
        Assert.Equal([1, 1.0], [dollars.Shown("first_customers")[0], dollars.Shown("repeat_rate")[0]]);
    }
}
