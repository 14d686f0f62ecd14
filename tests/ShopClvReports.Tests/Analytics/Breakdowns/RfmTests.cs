using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class RfmTests
{
    static ReportSection Customers(Ledger ledger) =>
        Some.Section(ledger, new ReportQuery(Period.All, Columns: ["rfm", "rfm_group"], Sort: [new SortKey("customer_id", false)]));

    static ReportSection Groups(Ledger ledger, ReportQuery? query = null) => RfmReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query ?? Some.Everything).Sections.Single();

    /// <summary>Customer i has i orders of i euros, the last one i months ago.</summary>
    static readonly Ledger Five = Some.LedgerOf(
        from customer in Enumerable.Range(1, 5)
        from order in Enumerable.Range(0, customer)
        select Some.Row(customer * 10 + order, customer, $"2026-0{6 - customer}-{10 + order}T12:00:00Z", customer * 100));

    [Fact]
    public void Each_fifth_has_its_score()
    {
        var section = Customers(Five);

        Assert.Equal(["511", "422", "333", "244", "155"], section.Shown("rfm"));
        Assert.Equal(["new", "active", "needs_attention", "at_risk", "previously_loyal"], section.Shown("rfm_group"));
    }

    [Fact]
    public void Equal_values_have_equal_scores()
    {
        // Six of ten bought once for 10.00, on one day; the other four twice, for 20.00 together, a day later.
        var ledger = Some.LedgerOf(
            from customer in Enumerable.Range(10, 10)
            from order in Enumerable.Range(0, customer < 16 ? 1 : 2)
            select Some.Row(customer * 10 + order, customer, customer < 16 ? "2026-06-10T12:00:00Z" : $"2026-06-11T1{order}:00:00Z", 10_00));

        // Below who bought twice are three whole fifths: 1 + 3. Before who bought on the 10th are four in ten, two whole fifths: 5 - 2.
        Assert.Equal([.. Enumerable.Repeat("311", 6), .. Enumerable.Repeat("544", 4)], Customers(ledger).Shown("rfm"));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 2_000)]
    [InlineData(3, 900_000)]
    public void A_score_is_what_its_definition_says(int seed, int mostSpent)
    {
        var random = new Random(seed);
        (int Orders, long Spent, int Day)[] customers = [.. Enumerable.Range(0, 83).Select(_ => (random.Next(1, 4), random.NextInt64(mostSpent), random.Next(1, 29)))];
        var ledger = Some.LedgerOf(customers.SelectMany((c, i) => Enumerable.Range(0, c.Orders)
            .Select(order => Some.Row(i * 10 + order + 1, 100 + i, $"2026-06-{c.Day:00}T12:00:00Z", order == 0 ? c.Spent : 0))));

        int Fifths(Func<(int Orders, long Spent, int Day), bool> beyond) => 5 * customers.Count(beyond) / customers.Length;
        Assert.Equal(
            customers.Select(c => $"{5 - Fifths(o => o.Day > c.Day)}{1 + Fifths(o => o.Orders < c.Orders)}{1 + Fifths(o => o.Spent < c.Spent)}"), Customers(ledger).Shown("rfm"));
    }

    [Fact]
    public void One_customer_is_new() => Assert.Equal(["511"], Customers(Some.LedgerOf([Some.Row(1, 1, "2020-01-01T12:00:00Z", 5_00)])).Shown("rfm"));

    [Fact]
    public void The_groups_hold_everybody_once()
    {
        var section = Groups(Five);

        Assert.Equal(RfmGroups.Names, section.ShownIds());
        Assert.Equal([0, 0, 1, 1, 0, 1, 0, 1, 1, 0], section.Shown("customers"));
        Assert.Equal((5, new Tally(15, 55_00)), (section.ShownCustomers, section.Totals.Total));
        Assert.Equal((1_00L, 1), (section.Shown("revenue")[3], section.Shown("orders")[3]));
        Assert.Equal((16_00L, 4), (section.Shown("revenue")[7], section.Shown("orders")[7]));
    }

    /// <summary>Our grid, written out once more as in its documentation: R, then the groups of FM 1 to 5.</summary>
    [Theory]
    [InlineData(5, "new active active champions champions")]
    [InlineData(4, "promising active active loyal loyal")]
    [InlineData(3, "almost_lost almost_lost needs_attention loyal loyal")]
    [InlineData(2, "dormant dormant at_risk at_risk previously_loyal")]
    [InlineData(1, "dormant dormant at_risk at_risk previously_loyal")]
    public void Every_score_has_its_group(int r, string groups)
    {
        Assert.Equal(groups.Split(' '), Enumerable.Range(1, 5).Select(fm => Rfm.Group(r, fm, fm).Name()));
        Assert.Equal(groups.Split(' ')[1..], Enumerable.Range(1, 4).Select(f => Rfm.Group(r, f, f + 1).Name()));
    }

    [Fact]
    public void A_shop_without_orders_has_no_groups_to_show() => Assert.Empty(Groups(Ledger.Empty).Rows);

    [Fact]
    public void Known_customers_without_an_order_are_prospects_and_take_no_share()
    {
        var ledger = Some.LedgerOf(
            [Some.Row(1, 1, "2026-05-01T12:00:00Z", 10_00), Some.Row(2, 2, "2026-05-02T12:00:00Z", 0, cancelled: true), Some.Row(3, 3, "2026-07-02T12:00:00Z", 10_00)],
            Some.Account(4, "new@example.com"), Some.Account(5, "gone@example.com", deleted: true));
        var section = Groups(ledger);
        // Who ordered nothing that counts, who orders after the moment of the report, and who has only an account.
        Assert.Equal(["new", "prospects"], section.Shown("rfm_group").Where((_, i) => (int?)section.Shown("customers")[i] > 0));
        Assert.Equal(3, section.Shown("customers")[^1]);
        Assert.Equal((0, 0L, null, null), (section.Shown("orders")[^1], section.Shown("revenue")[^1], section.Shown("average_order_value")[^1], section.Shown("average_days_since")[^1]));
        Assert.Equal(double.NaN, section.Shown("share_of_customers")[^1]);
        Assert.Equal(1, section.Shown("share_of_customers").Cast<double>().Where(s => !double.IsNaN(s)).Sum());
        Assert.Equal((1, 3, 1), (section.Totals.Customers, section.Totals.Prospects, section.ShownCustomers));
        Assert.DoesNotContain("prospects", Assert.IsType<Chart.Bars>(section.Chart).Names);
        Assert.Equal(["prospects"], Groups(Some.LedgerOf([], Some.Account(4))).Shown("rfm_group"));
        Assert.Equal(["prospects"], Groups(ledger, Some.Everything with { Where = "orders = 0 AND customers > 0" }).Shown("rfm_group"));
    }

    [Fact]
    public void Prospects_stand_once_where_there_are_two_currencies()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR", "USD"], ["web"], [Some.Row(1, 1, "2026-05-01T12:00:00Z", 10_00), Some.Row(2, 2, "2026-05-01T12:00:00Z", 10_00) with { Currency = 1 }], [Some.Account(3)]));
        var sections = RfmReport.Build(ledger, Some.DutchShop, Some.EndOfJune, Some.Everything).Sections;
        Assert.Equal([1, 0], sections.Select(s => s.Totals.Prospects));
    }
}
