using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class CustomerReportTests
{
    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR", "USD"], ["web", ""],
        [
            Some.Row(1, 11, "2026-01-10T12:00:00Z", 60_00), Some.Row(2, 11, "2026-01-20T12:00:00Z", 0, cancelled: true),
            Some.Row(3, 11, "2026-03-11T12:00:00Z", 40_00) with { Channel = 1 }, Some.Row(4, 11, "2026-07-02T12:00:00Z", 999_00),
            Some.Row(5, 12, "2026-02-01T12:00:00Z", 100_00), Some.Row(6, 13, "2026-02-01T12:00:00Z", 5_00) with { Currency = 1 },
        ],
        [
            new LedgerCustomer(11, CustomerKind.Account, null, "Anna de Vries", "Anna@Example.com", 0, false),
            new LedgerCustomer(12, CustomerKind.Account, null, "Anna Bakker", null, 0, false), Some.Account(13, "c@example.com"),
            new LedgerCustomer(14, CustomerKind.Account, null, null, "c@example.com", 0, false),
        ]));

    static Report Report(string who, string period = "all") => CustomerReport.Build(
        s_ledger, Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.Parse(period)), CustomerSearch.Find(s_ledger, who),
        new Dictionary<OrderId, OrderNote> { [new OrderId(1)] = new("#1001", new Money(2_50, Some.Euro)) },
        new Dictionary<OrderId, IReadOnlyList<LineItem>> { [new OrderId(1)] = [new(1, null, "Trui", 2, 2, 1, false), new(2, null, "Sokken", 1, 1, 1, false)] },
        currency => ShopModel.Of(s_ledger, Some.DutchShop, Some.EndOfJune, ValuePolicy.Paid, currency));

    [Fact]
    public void Every_order_is_there_oldest_first_with_the_running_total()
    {
        var section = Report("11").Sections.Single();
        Assert.Equal(["#1001", "2", "3"], section.Shown("order"));
        Assert.Equal(["2026-01-10", "2026-01-20", "2026-03-11"], section.Shown("date"));
        Assert.Equal([60_00L, 0L, 40_00L], section.Shown("value"));
        Assert.Equal([2_50L, null, null], section.Shown("refunded"));
        Assert.Equal([60_00L, 60_00L, 100_00L], section.Shown("running_total"));
        Assert.Equal(["web", "web", "unknown"], section.Shown("channel"));
        Assert.Equal([null, "yes", null], section.Shown("cancelled"));
        Assert.Equal(["2 × Trui, Sokken", "", ""], section.Shown("products"));
        Assert.Equal(new Tally(2, 100_00), section.Totals.Total);
    }

    [Fact]
    public void A_period_shows_its_orders_and_the_running_total_of_all() => Assert.Equal([100_00L], Report("11", "2026-03-01..2026-03-31").Sections.Single().Shown("running_total"));

    [Fact]
    public void Above_them_stands_how_the_customer_stands_among_all()
    {
        // 60 days between, 111 since; who spent as much has the same rank.
        var standing = Assert.IsType<CustomerStanding>(Report("anna@example.com ").Remarks[0]);
        Assert.Equal(new CustomerStanding("11", "Anna de Vries", "Anna@Example.com", 2, new Money(100_00, Some.Euro), new Money(50_00, Some.Euro), 60, 111, 1, 2), standing);
    }

    [Fact]
    public void Each_currency_has_a_section_and_one_without_orders_an_empty_one()
    {
        Assert.Equal("USD", Report("13").Sections.Single().Currency.Code);
        var none = Report("14");
        Assert.Empty(none.Sections.Single().Rows);
        Assert.Null(Assert.IsType<CustomerStanding>(none.Remarks[0]).Rank);
        Assert.Equal(new NothingForetold(Some.Euro, NobodyBought: false), Assert.Single(none.Remarks.Skip(1)));
    }

    [Fact]
    public void The_model_says_what_it_knows_and_expects_of_the_customer()
    {
        var report = Report("11");
        var model = ShopModel.Of(s_ledger, Some.DutchShop, Some.EndOfJune, ValuePolicy.Paid, 0)!;
        var outlook = Assert.IsType<CustomerOutlook>(report.Remarks[1]);
        // Days with an order that counts: 10 January and 11 March, and 171 days from the first to 30 June.
        Assert.Equal((OrderModel.MbgNbd, TimeUnit.Days, new CustomerSummary(1, 60, 171)), (outlook.Model, outlook.Unit, outlook.Summary));
        Assert.Equal(model.Fit.PAlive(outlook.Summary), outlook.PAlive, 1e-12);
        Assert.Equal(model.Backtest!.Winner, outlook.Winner);
        Assert.Equal(model.Spend!.ExpectedOrderValue(1, 40_00), outlook.OrderValue!.Value.Minor, 0.5);

        var expected = report.Remarks.OfType<ExpectedOrders>().ToList();
        Assert.Equal([3, 6, 12], expected.Select(e => e.Months));
        Assert.Equal(model.Fit.ExpectedOrders(outlook.Summary, 365), expected[2].Orders, 1e-9);
        Assert.All(expected, e => Assert.InRange(e.Orders, e.Low, e.High));
        Assert.Equal(model.Within(365).HighValue![CustomerSearch.Find(s_ledger, "11")], expected[2].ValueHigh!.Value.Minor, 0.5);
        Assert.NotNull(report.Foretold!.Facts);
    }

    [Fact]
    public void A_shop_in_which_nobody_has_bought_says_so()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 11, "2026-01-10T12:00:00Z", 0, cancelled: true)], Some.Account(11));
        var report = CustomerReport.Build(
            ledger, Some.DutchShop, Some.EndOfJune, Some.Everything, 0, new Dictionary<OrderId, OrderNote>(), new Dictionary<OrderId, IReadOnlyList<LineItem>>(),
            currency => ShopModel.Of(ledger, Some.DutchShop, Some.EndOfJune, ValuePolicy.Paid, currency));
        Assert.Equal(new NothingForetold(Some.Euro, NobodyBought: true), Assert.Single(report.Remarks.Skip(1)));
    }

    [Theory]
    [InlineData("c@example.com", "several customers; give the id of one: 13 (c@example.com), 14 (c@example.com)")]
    [InlineData("anna", "is one of these meant: 11 (Anna de Vries, Anna@Example.com), 12 (Anna Bakker)")]
    [InlineData("zoe@example.com", "there is no customer 'zoe@example.com'; give the customer_id")]
    [InlineData("  ", "no customer is named")]
    public void Who_is_not_one_customer_is_told_with_those_who_may_be_meant(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ReportQueryException>(() => CustomerSearch.Find(s_ledger, text)).Message);

    [Fact]
    public void A_long_list_of_those_who_may_be_meant_ends()
    {
        var ledger = Some.LedgerOf([], [.. Enumerable.Range(1, 50).Select(i => Some.Account(i, $"jan{i}@example.com"))]);
        Assert.EndsWith(", …", Assert.Throws<ReportQueryException>(() => CustomerSearch.Find(ledger, "jan")).Message);
    }
}
