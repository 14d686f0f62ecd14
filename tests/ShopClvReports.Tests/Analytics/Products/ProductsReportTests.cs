using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Hand-worked: five customers, of whom Anna, who spent most, is the best fifth.</summary>
public class ProductsReportTests
{
    static readonly LedgerOrder[] s_orders =
    [
        Some.Row(1, 11, "2026-01-10T12:00:00Z", 60_00), Some.Row(2, 11, "2026-02-10T12:00:00Z", 80_00), Some.Row(3, 12, "2026-01-15T12:00:00Z", 30_00),
        Some.Row(4, 13, "2026-03-01T12:00:00Z", 10_00), Some.Row(5, 14, "2025-12-01T12:00:00Z", 20_00), Some.Row(6, 14, "2026-04-01T12:00:00Z", 5_00),
        Some.Row(7, 15, "2026-05-01T12:00:00Z", 0, cancelled: true), Some.Row(8, 0, "2026-05-02T12:00:00Z", 7_00), Some.Row(9, 15, "2026-06-01T12:00:00Z", 1_00),
    ];

    static LineItem Line(long? product, string title, long net, int quantity = 1, int? current = null, bool giftCard = false) =>
        new(net, product is { } id ? new ProductId(id) : null, title, quantity, current ?? quantity, net, giftCard);

    static readonly Dictionary<long, LineItem[]> s_lines = new()
    {
        // Mainly for the jumper; the socks were bought beside it, twice in one order.
        [1] = [Line(1, "Sokken", 5_00), Line(2, "Trui", 50_00), Line(1, "Sokken", 5_00)],
        [2] = [Line(2, "Trui", 75_00, quantity: 3, current: 2), Line(9, "Cadeaubon", 99_00, giftCard: true)],
        [3] = [Line(2, "Trui", 30_00)],
        // Equal lines: the first one.
        [4] = [Line(null, "Op maat", 5_00), Line(1, "Sokken", 5_00)],
        [5] = [Line(1, "Sokken", 20_00)],
        [6] = [Line(1, "Sokken (nieuw)", 5_00)],
        [7] = [Line(2, "Trui", 999_00)],
        [8] = [Line(1, "Sokken (nieuw)", 7_00)],
        [77] = [Line(2, "Trui", 999_00)],
    };

    static ReportSection Section(string period = "2026-01-01..2026-06-30", ValuePolicy policy = ValuePolicy.Paid, int marginPercent = 100, bool backwards = false)
    {
        void ReadLines(Action<OrderId, IReadOnlyList<LineItem>> seen)
        {
            foreach (var (order, lines) in backwards ? s_lines.Reverse() : s_lines) seen(new OrderId(order), lines);
        }

        return ProductsReport.Build(
            Some.LedgerOf(s_orders), Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.Parse(period), policy), ReadLines, new ShopTerms(marginPercent, Tiers.Default)).Sections.Single();
    }

    static object?[] Row(ReportSection section, string product) =>
        [.. section.Columns.Skip(1).Select(c => section.Shown(c.Key)[Array.IndexOf(section.Shown("product"), product)])];

    [Fact]
    public void The_margin_is_by_cost_where_that_of_every_unit_is_known()
    {
        var (red, blue, sock) = (new VariantId(21), new VariantId(22), new VariantId(11));
        Dictionary<long, LineItem[]> lines = new()
        {
            [1] = [Line(2, "Trui", 50_00) with { Variant = red }, Line(1, "Sokken", 5_00) with { Variant = sock }],
            // Three ordered, two kept.
            [2] = [Line(2, "Trui", 75_00, quantity: 3, current: 2) with { Variant = blue }],
            [3] = [Line(2, "Trui", 30_00) with { Variant = red }, Line(3, "Muts", 8_00) with { Variant = new VariantId(31) }],
            [4] = [Line(1, "Sokken", 5_00)],
        };
        static VariantCost Cost(VariantId variant, string since, long minor, string currency = "EUR") =>
            new(variant, new Money(minor, new Currency(currency)), DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture));
        VariantCost[] costs =
        [
            Cost(sock, "2026-01-01T00:00:00Z", 2_00), Cost(red, "2026-01-15T12:00:00Z", 20_00), Cost(red, "2026-01-15T12:00:01Z", 99_00), Cost(blue, "2026-06-01T00:00:00Z", 10_00),
            Cost(new VariantId(31), "2026-01-01T00:00:00Z", 1_00, "USD"),
        ];
        var section = ProductsReport.Build(
            Some.LedgerOf(s_orders), Some.DutchShop, Some.EndOfJune, Some.Everything, seen =>
            {
                foreach (var (order, items) in lines) seen(new OrderId(order), items);
            },
            new ShopTerms(40, Tiers.Default), costs).Sections.Single();

        Assert.Equal(["margin", "margin_by"], section.Columns.TakeLast(2).Select(c => c.Key));
        // Before the first cost of red that one counts, and on its very second too; the price of blue came later: 130 - 20 - 2 x 10 - 20.
        Assert.Equal([70_00L, "cost"], Row(section, "Trui")[^2..]);
        // One pair without a variant: 40 % of 10; a cost in another currency is none.
        Assert.Equal([4_00L, "percentage"], Row(section, "Sokken")[^2..]);
        Assert.Equal([3_20L, "percentage"], Row(section, "Muts")[^2..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_product_shows_what_it_sold_and_whom_it_won(bool backwards)
    {
        var section = Section(backwards: backwards);
        Assert.Equal(["Trui", "Sokken (nieuw)", "Op maat"], section.Shown("product"));
        // 50 + two of three for 75 + 30; Anna has three of the four units; Anna and Bram came for it, and Anna came back: 140 and 30.
        Assert.Equal([130_00L, 4, 3, 2, 0.75, 2, 0.5, 85_00L], Row(section, "Trui"));
        // Twice in Anna's order is one order and one customer. Dirk came for them before the period.
        Assert.Equal([27_00L, 5, 4, 3, 0.4, 0, double.NaN, null], Row(section, "Sokken (nieuw)"));
        Assert.Equal([5_00L, 1, 1, 1, 0.0, 1, 0.0, 10_00L], Row(section, "Op maat"));
    }

    [Fact]
    public void Over_the_whole_history_who_came_before_counts_as_won()
    {
        var socks = Row(Section("all"), "Sokken (nieuw)");
        Assert.Equal([1, 1.0, 25_00L], socks[5..]);
    }

    [Fact]
    public void As_ordered_returns_change_nothing() => Assert.Equal([155_00L, 5], Row(Section(policy: ValuePolicy.Ordered), "Trui")[..2]);

    [Fact]
    public void Worth_is_margin() => Assert.Equal(34_00L, Row(Section(marginPercent: 40), "Trui")[7]);

    [Fact]
    public void The_totals_are_the_shops_and_what_no_shown_product_won_is_with_the_others()
    {
        var totals = Section().Totals;
        Assert.Equal(new Tally(7, 193_00), totals.Total);
        Assert.Equal(new Tally(1, 7_00), totals.WithoutCustomer);
        // Eva's only order that counts has no lines.
        Assert.Equal(new Tally(1, 1_00), totals.Others);
        Assert.Equal(totals.Total, totals.Shown + totals.Others + totals.WithoutCustomer);
    }

    [Fact]
    public void A_shop_without_orders_has_an_empty_table() => Assert.Empty(
        ProductsReport.Build(Ledger.Empty, Some.DutchShop, Some.EndOfJune, Some.Everything, seen => seen(new OrderId(1), s_lines[1]), ShopTerms.Unsaid).Sections.Single().Rows);

    [Fact]
    public void The_first_product_is_the_dearest_of_the_first_order_that_counts()
    {
        var ledger = Some.LedgerOf(s_orders);
        var first = new FirstProducts(ledger, new Acquisitions(ledger, Some.Amsterdam, ValuePolicy.Paid, Some.EndOfJune.Instant));
        foreach (var (order, lines) in s_lines) first.Add(new OrderId(order), lines);
        Assert.Equal(["Trui", "Trui", "Op maat", "Sokken", null], Enumerable.Range(0, 5).Select(first.Title));
    }
}
