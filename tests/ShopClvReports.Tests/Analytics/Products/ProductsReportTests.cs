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
            [3] = [Line(2, "Trui", 22_00) with { Variant = red }, Line(3, "Muts", 8_00) with { Variant = new VariantId(31) }],
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
        // Before the first cost of red that one counts, and on its very second too; the price of blue came later: 122 - 20 - 2 x 10 - 20.
        Assert.Equal([62_00L, "cost"], Row(section, "Trui")[^2..]);
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

    /// <summary>The report over these orders and what was in them.</summary>
    static ReportSection Sold(IEnumerable<LedgerOrder> orders, Dictionary<long, LineItem[]> lines, ValuePolicy policy = ValuePolicy.Paid) => ProductsReport.Build(
        Some.LedgerOf(orders), Some.DutchShop, Some.EndOfJune, Some.Everything with { Value = policy }, seen =>
        {
            foreach (var (order, items) in lines) seen(new OrderId(order), items);
        },
        ShopTerms.Unsaid).Sections.Single();

    static LedgerOrder Worth(long id, long paid, long current, long ordered, bool cancelled = false) =>
        Some.Row(id, id, "2026-05-01T12:00:00Z", paid, cancelled) with { Current = current, Ordered = ordered };

    [Fact]
    public void What_nothing_was_received_for_is_not_sold()
    {
        var (orders, lines) = (new[] { Worth(1, 0, 50_00, 50_00), Worth(2, 20_00, 20_00, 20_00) }, new Dictionary<long, LineItem[]> { [1] = [Line(1, "Trui", 50_00)], [2] = [Line(2, "Muts", 20_00)] });
        var section = Sold(orders, lines);
        Assert.Equal([20_00L, 1, 1, 1], Row(section, "Muts")[..4]);
        // Who ordered it without having paid yet was won by it all the same.
        Assert.Equal([0L, 0, 0, 0, double.NaN, 1], Row(section, "Trui")[..6]);
        Assert.Equal([50_00L, 1, 1, 1], Row(Sold(orders, lines, ValuePolicy.Ordered), "Trui")[..4]);
    }

    [Fact]
    public void What_products_brought_adds_up_to_what_was_received_and_kept()
    {
        LedgerOrder[] orders =
        [
            // Paid in part; a little given back to please; nothing kept of what was cancelled but a fee; given back, and not said what of.
            Worth(1, 10_01, 30_00, 30_00), Worth(2, 90_00, 100_00, 100_00), Worth(3, 20_00, 20_00, 20_00, cancelled: true), Worth(4, 55_00, 55_00, 100_00),
            // One of two came back and has not been paid for yet.
            Worth(5, 100_00, 50_00, 100_00),
        ];
        Dictionary<long, LineItem[]> lines = new()
        {
            [1] = [Line(1, "Trui", 10_00), Line(2, "Muts", 10_00), Line(3, "Sjaal", 10_00)],
            [2] = [Line(1, "Trui", 60_00), Line(2, "Muts", 40_00)],
            [3] = [Line(1, "Trui", 100_00)],
            [4] = [Line(3, "Sjaal", 100_00)],
            [5] = [Line(4, "Rok", 100_00, quantity: 2, current: 1)],
        };
        var section = Sold(orders, lines);
        Assert.Equal(section.Totals.Total.Spent, section.Shown("revenue").Sum(revenue => (long)revenue!));
        Assert.Equal([3_34L + 54_00 + 20_00, 3], Row(section, "Trui")[..2]);
        Assert.Equal([100_00L, 1], Row(section, "Rok")[..2]);
    }

    [Fact]
    public void Shipping_and_tax_are_no_products()
    {
        // A hundred of goods, twenty-one of tax and five for shipping; of the second order half came back, and the shipping was kept.
        LedgerOrder[] orders = [Worth(1, 126_00, 126_00, 126_00), Worth(2, 65_50, 65_50, 126_00), Worth(3, 63_00, 126_00, 126_00)];
        Dictionary<long, LineItem[]> lines = new()
        {
            [1] = [Line(1, "Trui", 100_00)],
            [2] = [Line(2, "Muts", 100_00, quantity: 2, current: 1)],
            [3] = [Line(3, "Sjaal", 100_00)],
        };
        Assert.Equal([100_00L, 50_00L, 50_00L], ((string[])["Trui", "Muts", "Sjaal"]).Select(product => Row(Sold(orders, lines), product)[0]));
        Assert.Equal([100_00L, 50_00L, 100_00L], ((string[])["Trui", "Muts", "Sjaal"]).Select(product => Row(Sold(orders, lines, ValuePolicy.Current), product)[0]));
        Assert.Equal([100_00L, 100_00L, 100_00L], ((string[])["Trui", "Muts", "Sjaal"]).Select(product => Row(Sold(orders, lines, ValuePolicy.Ordered), product)[0]));
    }

    [Fact]
    public void What_is_given_for_nothing_is_sold_for_nothing() =>
        Assert.Equal([0L, 1, 1, 1], Row(Sold([Worth(1, 0, 0, 0)], new Dictionary<long, LineItem[]> { [1] = [Line(1, "Staal", 0)] }), "Staal")[..4]);

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
