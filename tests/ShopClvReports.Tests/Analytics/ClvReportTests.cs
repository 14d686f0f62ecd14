using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class ClvReportTests
{
    /// <summary>Anna: 10.00 in 2024, 5.00 and 0.01 in 2026. Bram: 20.00 in 2025. Nobody: 4.99 in 2026.</summary>
    static readonly Ledger Small = Some.LedgerOf(
        [
            Some.Row(1, 11, "2024-03-05T12:00:00Z", 10_00), Some.Row(2, 11, "2026-05-21T12:00:00Z", 5_00), Some.Row(3, 11, "2026-06-01T12:00:00Z", 1),
            Some.Row(4, 12, "2025-12-31T12:00:00Z", 20_00), Some.Row(5, 0, "2026-02-01T12:00:00Z", 4_99),
        ],
        Some.Account(11) with { Name = "Anna", Email = "anna@example.com" }, Some.Account(12) with { Name = "Bram" });

    static ReportQuery Of(string period, string? where = null, string? sort = null, int? top = null, params string[] columns) =>
        new(Period.Parse(period), Where: where, Sort: sort is null ? null : SortKey.ParseList(sort), Top: top, Columns: columns);

    [Fact]
    public void Every_customer_has_name_email_spent_orders_dates_average_and_share()
    {
        var section = Some.Section(Small);

        Assert.Equal(ClvReport.ColumnKeys, section.Columns.Select(c => c.Key));
        Assert.Equal(["12", "11"], section.ShownIds());
        Assert.Equal(["Bram", "Anna"], section.Shown("name"));
        Assert.Equal([null, "anna@example.com"], section.Shown("email"));
        Assert.Equal([20_00L, 15_01L], section.Shown("total_spent"));
        Assert.Equal([1, 3], section.Shown("orders"));
        Assert.Equal(["2025-12-31", "2024-03-05"], section.Shown("first_order"));
        Assert.Equal(["2025-12-31", "2026-06-01"], section.Shown("last_order"));
        Assert.Equal([181, 29], section.Shown("days_since"));
        Assert.Equal([20_00L, 5_00L], section.Shown("average_order_value"));
        Assert.Equal([0.5, 0.37525], section.Shown("share_of_revenue"));
        Assert.Equal(new ReportTotals(2, new Tally(5, 40_00), new Tally(4, 35_01), default, new Tally(1, 4_99)), section.Totals);
    }

    [Fact]
    public void A_period_counts_its_own_orders_and_shows_first_and_last_of_the_whole_history()
    {
        var section = Some.Section(Small, Of("last-30-days"));

        Assert.Equal(["11"], section.ShownIds());
        Assert.Equal([1L], section.Shown("total_spent"));
        Assert.Equal(["2024-03-05"], section.Shown("first_order"));
        Assert.Equal(["2026-06-01"], section.Shown("last_order"));

        var earlier = Some.Section(Small, Of("2024-01-01..2024-12-31"));
        Assert.Equal(["2026-06-01"], earlier.Shown("last_order"));
        Assert.Equal([29], earlier.Shown("days_since"));
    }

    [Fact]
    public void What_comes_after_the_as_of_moment_does_not_exist_yet()
    {
        var section = Some.Section(Small, asOf: "2026-05-31");

        Assert.Equal([20_00L, 15_00L], section.Shown("total_spent"));
        Assert.Equal(["2025-12-31", "2026-05-21"], section.Shown("last_order"));
        Assert.Equal(new Tally(4, 39_99), section.Totals.Total);

        Assert.Equal(["11"], Some.Section(Small, asOf: "2025-12-31T11:59:59Z").ShownIds());
        Assert.Equal(["11"], Some.Section(Small, asOf: "2025-12-31T12:00:00Z").ShownIds());
        Assert.Equal(["12", "11"], Some.Section(Small, asOf: "2025-12-31T12:00:01Z").ShownIds());
        Assert.Equal(["2024-03-05"], Some.Section(Small, Of("all", where: "customer_id = '11'"), "2026-05-21T12:00:00Z").Shown("last_order"));
        Assert.Empty(Some.Section(Small, asOf: "2020-01-01").Rows);
    }

    [Theory]
    [InlineData("2026-03-28T22:59:59Z", false)]
    [InlineData("2026-03-28T23:00:00Z", true)]
    [InlineData("2026-03-29T21:59:59Z", true)]
    [InlineData("2026-03-29T22:00:00Z", false)]
    public void The_short_day_of_spring_counts_from_midnight_to_midnight_of_the_shop(string at, bool counted) =>
        Assert.Equal(counted ? 1 : 0, Some.Section(Some.LedgerOf([Some.Row(1, 11, at, 1)]), Of("2026-03-29..2026-03-29")).Totals.Total.Orders);

    [Theory]
    [InlineData("2025-10-25T21:59:59Z", false)]
    [InlineData("2025-10-25T22:00:00Z", true)]
    [InlineData("2025-10-26T22:59:59Z", true)]
    [InlineData("2025-10-26T23:00:00Z", false)]
    public void The_long_day_of_autumn_counts_from_midnight_to_midnight_of_the_shop(string at, bool counted) =>
        Assert.Equal(counted ? 1 : 0, Some.Section(Some.LedgerOf([Some.Row(1, 11, at, 1)]), Of("2025-10-26..2025-10-26")).Totals.Total.Orders);

    [Fact]
    public void An_average_is_rounded_half_away_from_zero()
    {
        var section = Some.Section(Some.LedgerOf(
        [
            Some.Row(1, 11, "2026-01-01T00:00:00Z", 2), Some.Row(2, 11, "2026-01-01T00:00:00Z", 3),
            Some.Row(3, 12, "2026-01-01T00:00:00Z", -2), Some.Row(4, 12, "2026-01-01T00:00:00Z", -3),
            Some.Row(5, 13, "2026-01-01T00:00:00Z", 1), Some.Row(6, 13, "2026-01-01T00:00:00Z", 0), Some.Row(7, 13, "2026-01-01T00:00:00Z", 0),
        ]));

        Assert.Equal(["11", "13", "12"], section.ShownIds());
        Assert.Equal([3L, 0L, -3L], section.Shown("average_order_value"));
    }

    [Fact]
    public void Where_the_whole_is_nothing_nobody_has_a_share()
    {
        var section = Some.Section(Some.LedgerOf([Some.Row(1, 11, "2026-01-01T00:00:00Z", 5), Some.Row(2, 12, "2026-01-01T00:00:00Z", -5)]));

        Assert.Equal([double.NaN, double.NaN], section.Shown("share_of_revenue"));
    }

    [Fact]
    public void A_cancelled_order_of_which_nothing_was_kept_does_not_count_and_one_of_which_something_was_kept_does()
    {
        var section = Some.Section(Some.LedgerOf(
        [
            Some.Row(1, 11, "2026-01-01T00:00:00Z", 0, cancelled: true), Some.Row(2, 11, "2026-02-01T00:00:00Z", 5, cancelled: true),
            Some.Row(3, 12, "2026-01-01T00:00:00Z", 0),
        ]));

        Assert.Equal(["11", "12"], section.ShownIds());
        Assert.Equal([1, 1], section.Shown("orders"));
        Assert.Equal(["2026-02-01", "2026-01-01"], section.Shown("first_order"));
    }

    [Fact]
    public void Each_policy_adds_up_its_own_values()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 11, "2026-01-01T00:00:00Z", 0) with { Paid = 1, Current = 20, Ordered = 300 }]);

        Assert.Equal([1L, 20L, 300L], Enum.GetValues<ValuePolicy>().Select(p => Some.Section(ledger, new ReportQuery(Period.All, p)).Totals.Total.Spent));
    }

    [Fact]
    public void Customers_that_are_equal_stand_in_the_order_of_their_ids_up_or_down()
    {
        var ledger = Some.LedgerOf(new long[] { 14, 11, 13, 12 }.Select(c => Some.Row(c, c, "2026-01-01T00:00:00Z", c == 13 ? 9 : 5)));

        Assert.Equal(["13", "11", "12", "14"], Some.Section(ledger).ShownIds());
        Assert.Equal(["11", "12", "14", "13"], Some.Section(ledger, Of("all", sort: "total_spent:asc")).ShownIds());
        Assert.Equal(["11", "12", "13", "14"], Some.Section(ledger, Of("all", sort: "orders")).ShownIds());
    }

    [Theory]
    [InlineData("name", new[] { "11", "12" })]
    [InlineData("name:desc", new[] { "12", "11" })]
    [InlineData("email", new[] { "11", "12" })]
    [InlineData("email:desc", new[] { "11", "12" })]
    [InlineData("orders", new[] { "11", "12" })]
    [InlineData("orders:asc", new[] { "12", "11" })]
    [InlineData("last_order", new[] { "12", "11" })]
    [InlineData("days_since", new[] { "12", "11" })]
    [InlineData("share_of_revenue:asc,name", new[] { "11", "12" })]
    [InlineData("customer_id", new[] { "11", "12" })]
    public void Rows_are_sorted_by_any_column_amounts_and_counts_largest_first(string sort, string[] ids) =>
        Assert.Equal(ids, Some.Section(Small, Of("all", sort: sort)).ShownIds());

    [Theory]
    [InlineData("usual_gap")]
    [InlineData("cac")]
    [InlineData("per_day")]
    [InlineData("email")]
    public void Who_has_no_value_stands_behind_those_who_have_whatever_the_order(string column)
    {
        // Cees bought on one day only, which is this one, at the till, on which nothing was spent; and nobody knows his address.
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR"], ["web", "pos"],
            [
                Some.Row(1, 11, "2026-01-01T12:00:00Z", 5_00), Some.Row(2, 11, "2026-02-01T12:00:00Z", 5_00), Some.Row(3, 12, "2026-01-01T12:00:00Z", 7_00),
                Some.Row(4, 12, "2026-03-01T12:00:00Z", 7_00), Some.Row(5, 10, "2026-06-30T12:00:00Z", 1_00) with { Channel = 1 },
            ],
            [Some.Account(10), Some.Account(11, "anna@example.com"), Some.Account(12, "bram@example.com")]));
        var facts = new AcquisitionFacts(() => [new MarketingSpend(new DateOnly(2026, 1, 1), "web", new Money(9_00, Some.Euro))], _ => { });
        foreach (var direction in (ReadOnlySpan<string>)["asc", "desc"])
        {
            var query = Of("all", sort: $"{column}:{direction}") with { Own = OwnColumn.ParseAll(["per_day = total_spent / days_since"]) };
            Assert.Equal("10", ClvReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query, facts: facts).Sections.Single().ShownIds()[^1]);
        }
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "12" })]
    [InlineData(2, new[] { "12", "11" })]
    [InlineData(int.MaxValue, new[] { "12", "11" })]
    public void The_first_rows_are_shown_and_the_others_are_counted(int top, string[] ids)
    {
        var section = Some.Section(Small, Of("all", top: top));

        Assert.Equal(ids, section.ShownIds());
        Assert.Equal(section.Totals.Total, section.Totals.Shown + section.Totals.Others + section.Totals.WithoutCustomer);
        Assert.Equal(new Tally(5, 40_00), section.Totals.Total);
        Assert.Equal(ids.Length == 1 ? new Tally(3, 15_01) : ids.Length == 0 ? new Tally(4, 35_01) : default, section.Totals.Others);
    }

    [Fact]
    public void Columns_are_shown_as_asked_for_and_one_that_is_not_there_is_told()
    {
        Assert.Equal(["orders", "customer_id"], Some.Section(Small, Of("all", columns: ["orders", "customer_id"])).Columns.Select(c => c.Key));

        var message = Assert.Throws<ReportQueryException>(() => Some.Section(Small, Of("all", columns: ["orders", "phone"]))).Message;
        Assert.Contains("'phone'", message);
        Assert.All(ClvReport.ColumnKeys, key => Assert.Contains(key, message));
        Assert.Throws<ReportQueryException>(() => Some.Section(Small, Of("all", sort: "phone")));
    }

    [Fact]
    public void Every_column_has_one_value_a_customer_and_the_key_it_was_asked_by()
    {
        string[] keys = ["customer_id", .. ClvReport.ColumnKeys];
        var section = Some.Section(Small, Of("all", columns: keys));

        Assert.Equal(keys, section.Columns.Select(c => c.Key));
        Assert.All(keys, key => Assert.Equal(2, section.Shown(key).Length));
    }

    [Fact]
    public void Each_currency_has_its_own_section_and_one_without_orders_in_the_period_has_none()
    {
        LedgerChanges changes = new(
            1, ["EUR", "JPY"], ["web"],
            [
                Some.Row(1, 11, "2026-01-01T00:00:00Z", 10_00), Some.Row(2, 11, "2025-01-01T00:00:00Z", 500) with { Currency = 1 },
                Some.Row(3, 0, "2026-01-01T00:00:00Z", 7) with { Currency = 1 },
            ],
            []);
        Report Build(string period) => ClvReport.Build(Ledger.Empty.With(changes), Some.DutchShop, Some.EndOfJune, Of(period));

        Assert.Equal(
            [("EUR", 10_00, 0), ("JPY", 507, 7)],
            Build("all").Sections.Select(s => (s.Currency.Code, s.Totals.Total.Spent, s.Totals.WithoutCustomer.Spent)));
        Assert.Equal(["JPY"], Build("2025-01-01..2025-12-31").Sections.Select(s => s.Currency.Code));
        Assert.Equal(["EUR"], Build("2024-01-01..2024-12-31").Sections.Select(s => s.Currency.Code));
    }

    [Fact]
    public void An_empty_shop_has_an_empty_section_in_its_currency()
    {
        var section = Some.Section(Ledger.Empty, Of("all", where: "total_spent > 5", sort: "name", top: 3));

        Assert.Equal((Some.Euro, 0), (section.Currency, section.Rows.Length));
        Assert.Equal(new ReportTotals(0, default, default, default, default), section.Totals);
    }

    [Fact]
    public void Ids_are_shown_whole_and_those_that_are_not_Shopifys_by_their_label_or_as_guests()
    {
        var section = Some.Section(
            Some.LedgerOf(
                new long[] { 9_007_199_254_740_993, -5, -6 }.Select((c, i) => Some.Row(i + 1, c, "2026-01-01T00:00:00Z", 1)),
                new LedgerCustomer(-6, CustomerKind.Imported, "K-1", null, null, 0, false)),
            Of("all", sort: "customer_id"));

        Assert.Equal(["9007199254740993", "guest-7ffffffffffffffb", "K-1"], section.ShownIds());
    }

    [Fact]
    public void Amounts_beyond_four_bytes_add_up()
    {
        var section = Some.Section(Some.LedgerOf(Enumerable.Range(1, 3).Select(id => Some.Row(id, 11, "2026-01-01T00:00:00Z", 3_000_000_000_001))));

        Assert.Equal([9_000_000_000_003L], section.Shown("total_spent"));
        Assert.Equal([3_000_000_000_001L], section.Shown("average_order_value"));
    }
}
