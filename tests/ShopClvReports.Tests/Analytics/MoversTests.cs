using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <remarks>
/// By hand, with a top of two. Then: Anna 100, Bram 80, Chris 50, Dirk 10; together 240. Now: Chris 120, Anna 100, Dirk 95, Els 90;
/// together 405. Chris came into the top, Bram out of it (and out of the report), Dirk rose by 85 and Chris by 70.
/// </remarks>
public sealed class MoversTests
{
    static readonly (long, string?, string?)[] s_customers =
        [(1, "Anna", "anna@example.com"), (2, "Bram", null), (3, "Chris", "chris@example.com"), (4, "Dirk", null), (5, "Els", null)];

    static readonly Standings s_then = Standings.Of(Report((1, 100_00), (2, 80_00), (3, 50_00), (4, 10_00)));
    static readonly Report s_now = Report((3, 120_00), (1, 100_00), (4, 95_00), (5, 90_00));

    [Fact]
    public void Standings_are_the_whole_report_in_its_order()
    {
        Assert.Equal(new DateOnly(2026, 6, 30), s_then.Day);
        var section = Assert.Single(s_then.Sections);
        Assert.Equal((Some.Euro, new Tally(4, 240_00)), (section.Currency, section.Total));
        Assert.Equal(
            [new Standing("1", new Tally(1, 100_00)), new("2", new(1, 80_00)), new("3", new(1, 50_00)), new("4", new(1, 10_00))], section.Customers);
    }

    [Fact]
    public void It_says_who_came_into_the_top_who_left_it_and_who_rose_most()
    {
        var movers = Assert.Single(Movers.Between(s_then, s_now, 2));

        Assert.Equal((Some.Euro, s_then.Day, new Tally(4, 240_00), new Tally(4, 405_00)), (movers.Currency, movers.PreviousDay, movers.Previous, movers.Total));
        Assert.Equal([new Mover("3", "Chris", "chris@example.com", 1, 3, new Tally(1, 120_00), new Tally(1, 50_00))], movers.NewTop);
        Assert.Equal([new Mover("2", null, null, null, 2, default, new Tally(1, 80_00))], movers.LostTop);
        Assert.Equal(
            [
                new Mover("4", "Dirk", null, 3, 4, new Tally(1, 95_00), new Tally(1, 10_00)),
                new Mover("3", "Chris", "chris@example.com", 1, 3, new Tally(1, 120_00), new Tally(1, 50_00)),
            ],
            movers.Rises);
    }

    [Fact]
    public void A_customer_that_left_the_top_but_not_the_report_keeps_the_name()
    {
        var movers = Assert.Single(Movers.Between(s_then, Report((3, 120_00), (1, 100_00), (2, 80_00)), 2));

        Assert.Equal([new Mover("2", "Bram", null, 3, 2, new Tally(1, 80_00), new Tally(1, 80_00))], movers.LostTop);
    }

    [Fact]
    public void Nothing_moves_between_equal_runs()
    {
        var movers = Assert.Single(Movers.Between(s_then, Report((1, 100_00), (2, 80_00), (3, 50_00), (4, 10_00)), 2));

        Assert.Empty(movers.NewTop.Concat(movers.LostTop).Concat(movers.Rises));
        Assert.Equal(movers.Previous, movers.Total);
    }

    [Fact]
    public void A_fall_is_no_rise_and_a_newcomer_has_not_risen()
    {
        var movers = Assert.Single(Movers.Between(s_then, Report((1, 99_00), (5, 500_00)), 5));

        Assert.Empty(movers.Rises);
        Assert.Equal(["5"], movers.NewTop.Select(m => m.CustomerId));
        Assert.Equal(["2", "3", "4"], movers.LostTop.Select(m => m.CustomerId));
    }

    [Fact]
    public void Equal_rises_stand_as_in_the_report_and_no_list_is_longer_than_the_top()
    {
        var movers = Assert.Single(Movers.Between(s_then, Report((1, 105_00), (2, 85_00), (3, 55_00), (4, 15_00)), 3));

        Assert.Equal(["1", "2", "3"], movers.Rises.Select(m => m.CustomerId));
        Assert.Empty(Assert.Single(Movers.Between(s_then, s_now, 0)).Rises);
    }

    [Fact]
    public void A_currency_that_only_one_of_them_has_is_left_out()
    {
        var both = Some.ReportInTwoCurrencies();

        Assert.Equal(["EUR", "JPY"], Movers.Between(Standings.Of(both), both, 3).Select(m => m.Currency.Code));
        Assert.Equal(["EUR"], Movers.Between(s_then, both, 3).Select(m => m.Currency.Code));
        Assert.Empty(Movers.Between(s_then, Some.SmallReport(currency: "USD"), 3));
    }

    [Fact]
    public void The_top_is_that_of_the_sort_order_asked_for()
    {
        var query = Some.Everything with { Sort = [new SortKey("name", false)] };
        var movers = Assert.Single(Movers.Between(s_then, Report(query, (5, 1_00), (4, 10_00), (1, 100_00)), 2));

        Assert.Equal([("4", 2, 4)], movers.NewTop.Select(m => (m.CustomerId, m.Rank!.Value, m.PreviousRank!.Value)));
    }

    [Fact]
    public void A_report_without_the_amounts_has_no_standings()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Standings.Of(Some.SmallReport(Some.Everything with { Columns = ["name", "orders"] })));

        Assert.Contains("total_spent", thrown.Message);
    }

    static Report Report(params (long Customer, long Spent)[] spent) => Report(Some.Everything, spent);

    static Report Report(ReportQuery query, params (long Customer, long Spent)[] spent) =>
        Some.Report(s_customers, spent.Select(s => new Some.Sale(s.Customer, "2026-06-01", s.Spent)), query);
}
