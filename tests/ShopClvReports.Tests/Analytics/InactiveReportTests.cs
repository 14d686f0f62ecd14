using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class InactiveReportTests
{
    static readonly AlertRule Days30 = new(new HighValue(HighValueBy.Amount, 10), QuietDays: 30);

    /// <summary>Anna: 10.00, 20.00 and 40.00, last on 1 April 2026. Bram: 90.00 once, in 2024. Cees: 50.00 in June. Dirk: 1.00 in 2025. Nobody: 4.99.</summary>
    static readonly Ledger Small = Some.LedgerOf(
        [
            Some.Row(1, 11, "2024-03-01T12:00:00Z", 10_00), Some.Row(2, 11, "2026-02-20T12:00:00Z", 20_00), Some.Row(3, 11, "2026-04-01T12:00:00Z", 40_00),
            Some.Row(4, 12, "2024-12-31T12:00:00Z", 90_00), Some.Row(5, 13, "2026-06-10T12:00:00Z", 50_00),
            Some.Row(6, 14, "2025-01-01T12:00:00Z", 1_00), Some.Row(7, 0, "2026-02-01T12:00:00Z", 4_99),
        ],
        Some.Account(11) with { Name = "Anna", Email = "anna@example.com" }, Some.Account(12) with { Name = "Bram" });

    static ReportSection Section(Ledger ledger, ReportQuery? query = null, AlertRule? rule = null, params long[] customers) => InactiveReport.Build(
        ledger, Some.DutchShop, Some.EndOfJune, query ?? Some.Everything, rule ?? Days30,
        customers is [] ? null : customers.Select(c => new CustomerId(c)).ToHashSet()).Sections.Single();

    [Fact]
    public void High_value_customers_that_are_quiet_stand_by_what_is_at_stake()
    {
        var section = Section(Small);

        Assert.Equal(InactiveReport.ColumnKeys, section.Columns.Select(c => c.Key));
        Assert.Equal(["12", "11"], section.ShownIds());
        Assert.Equal(["Bram", "Anna"], section.Shown("name"));
        Assert.Equal([null, "anna@example.com"], section.Shown("email"));
        Assert.Equal([90_00L, 70_00L], section.Shown("total_spent"));
        Assert.Equal([1, 3], section.Shown("orders"));
        Assert.Equal([90_00L, 23_33L], section.Shown("average_order_value"));
        Assert.Equal([90.0 / 215.99, 70.0 / 215.99], section.Shown("share_of_revenue"));
        Assert.Equal(["2024-12-31", "2026-04-01"], section.Shown("last_order"));
        Assert.Equal([546, 90], section.Shown("days_since"));
        // Anna's gaps are 721 and 40 days.
        Assert.Equal([null, 380], section.Shown("usual_gap"));
        Assert.Equal([30, 30], section.Shown("quiet_after"));
        Assert.Equal([90_00L, 60_00L], section.Shown("at_stake"));
        Assert.Equal(
            new ReportTotals(4, new Tally(7, 215_99), new Tally(4, 160_00), new Tally(2, 51_00), new Tally(1, 4_99)), section.Totals);
    }

    [Fact]
    public void Columns_filter_order_and_top_work_as_in_every_report()
    {
        ReportQuery Query(string? where = null, string? sort = null, int? top = null) =>
            new(Period.All, Columns: ["name", "at_stake"], Where: where, Sort: sort is null ? null : SortKey.ParseList(sort), Top: top);

        Assert.Equal(["name", "at_stake"], Section(Small, Query()).Columns.Select(c => c.Key));
        Assert.Equal(["11"], Section(Small, Query(where: "usual_gap > 100")).ShownIds());
        Assert.Equal(["12"], Section(Small, Query(where: "usual_gap IS NULL")).ShownIds());
        Assert.Equal(["11", "12"], Section(Small, Query(sort: "usual_gap")).ShownIds());
        Assert.Equal(["11", "12"], Section(Small, Query(sort: "at_stake:asc")).ShownIds());
        var first = Section(Small, Query(top: 1));
        Assert.Equal(["12"], first.ShownIds());
        Assert.Equal(first.Totals.Total, first.Totals.Shown + first.Totals.Others + first.Totals.WithoutCustomer);
        Assert.Contains("the inactive report has customer_id, name", Assert.Throws<ReportQueryException>(() => Section(Small, Query(sort: "first_order"))).Message);
    }

    [Fact]
    public void Customers_asked_for_are_listed_whatever_the_rule_says_of_them_now()
    {
        Assert.Equal(["13", "14"], Section(Small, customers: [13, 14, 99]).ShownIds());

        // Nothing of Dirk in the period: he counts among its customers all the same, with no orders.
        var section = Section(Small, new ReportQuery(Period.Parse("last-30-days")), Days30, 14);
        Assert.Equal([0L, 0, 0L], (object?[])[.. section.Shown("total_spent"), .. section.Shown("orders"), .. section.Shown("average_order_value")]);
        Assert.Equal(new ReportTotals(2, new Tally(1, 50_00), default, new Tally(1, 50_00), default), section.Totals);
    }

    [Fact]
    public void After_a_change_of_currency_it_speaks_of_the_shops_currency_and_of_orders_in_any()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR", "USD"], ["web"],
            [
                Some.Row(1, 11, "2026-01-01T12:00:00Z", 50_00), Some.Row(2, 11, "2026-03-01T12:00:00Z", 70_00) with { Currency = 1 },
                Some.Row(3, 12, "2026-01-01T12:00:00Z", 900_00) with { Currency = 1 },
            ],
            []));
        var section = Section(ledger);

        Assert.Equal(Some.Euro, section.Currency);
        Assert.Equal(["11"], section.ShownIds());
        Assert.Equal(["2026-03-01"], section.Shown("last_order"));
        Assert.Equal([50_00L], section.Shown("at_stake"));
        Assert.Equal(1, section.Totals.Customers);
    }

    [Fact]
    public void A_shop_without_orders_has_an_empty_section_in_its_currency()
    {
        var section = Section(Ledger.Empty);
        Assert.Equal((Some.Euro, 0), (section.Currency, section.Rows.Length));
        Assert.Equal(new ReportTotals(0, default, default, default, default), section.Totals);
    }

    [Fact]
    public void Quiet_after_is_the_later_of_days_and_rhythm_and_blank_where_the_rhythm_cannot_tell()
    {
        var weekly = Some.LedgerOf(Enumerable.Range(0, 23).Select(i => Some.Row(i + 1, 11, $"{new DateOnly(2026, 1, 1).AddDays(7 * i):yyyy-MM-dd}T12:00:00Z", 10_00)));
        object?[] After(int? days) => Section(weekly, rule: Days30 with { QuietDays = days, Quantile = 0.9 }, customers: 11).Shown("quiet_after");

        Assert.Equal([8], After(null));
        Assert.Equal([8], After(5));
        Assert.Equal([20], After(20));
        Assert.Equal([null, null], Section(Small, rule: Days30 with { Quantile = 0.9 }, customers: [11, 12]).Shown("quiet_after"));
    }
}
