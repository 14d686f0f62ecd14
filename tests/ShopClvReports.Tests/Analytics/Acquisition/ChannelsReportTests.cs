using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Hand-worked: three channels, of which one has spend and no customer.</summary>
public class ChannelsReportTests
{
    const ushort Pos = 1;

    static readonly ReportQuery HalfYear = new(Period.Parse("2026-01-01..2026-06-30"));

    /// <summary>Anna and Bram come through the web, in January and March; Cees through the till, the year before.</summary>
    static Ledger Shop(params LedgerOrder[] more) => Ledger.Empty.With(new LedgerChanges(
        1, ["EUR", "USD"], ["web", "pos", ""],
        [
            Some.Row(1, 11, "2026-01-10T12:00:00Z", 60_00), Some.Row(2, 11, "2026-02-20T12:00:00Z", 30_00), Some.Row(3, 11, "2026-03-05T12:00:00Z", 90_00),
            Some.Row(4, 12, "2026-03-15T12:00:00Z", 20_00), Some.Row(5, 12, "2026-04-15T12:00:00Z", 40_00) with { Channel = Pos },
            Some.Row(6, 13, "2025-11-01T12:00:00Z", 10_00) with { Channel = Pos }, Some.Row(7, 13, "2026-02-01T12:00:00Z", 15_00),
            Some.Row(8, 0, "2026-05-01T12:00:00Z", 5_00),
            .. more,
        ],
        [Some.Account(11), Some.Account(12), Some.Account(13)]));

    static MarketingSpend Spend(int month, string channel, long minor, string currency = "EUR") => new(new DateOnly(2026, month, 1), channel, new Money(minor, new Currency(currency)));

    static Report Report(Ledger ledger, ReportQuery query, int marginPercent, params MarketingSpend[] spend) =>
        ChannelsReport.Build(ledger, Some.DutchShop, Some.EndOfJune, query, spend, new ShopTerms(marginPercent, Tiers.Default));

    static ReportSection Section(ReportQuery query, int marginPercent, params MarketingSpend[] spend) => Report(Shop(), query, marginPercent, spend).Sections[0];

    static object?[] Row(ReportSection section, string channel) =>
        [.. section.Columns.Skip(1).Select(c => section.Shown(c.Key)[Array.IndexOf(section.Shown("channel"), channel)])];

    [Fact]
    public void Each_channel_shows_whom_it_won_what_they_are_worth_and_what_they_cost()
    {
        var section = Section(HalfYear, 50, Spend(1, "web", 40_00), Spend(3, "web", 20_00), Spend(2, "radio", 100_00));

        // Web won two: 180 + 60 at half margin is 60 each; they cost 30 each; 60 : 30 = 2. Anna's first month gives 30, Bram's 10: 20 on
        // average; a month later Anna 15 and Bram 20, together 37.50, which covers the 30.
        Assert.Equal([2, 60_00L, 60_00L, 30_00L, 2.0, "modest", 1, 2, 5, 240_00L, 240.0 / 260], Row(section, "web"));
        // The till won nobody in these months, but Cees came back.
        Assert.Equal([0, null, null, null, double.NaN, null, null, 1, 1, 15_00L, 15.0 / 260], Row(section, "pos"));
        Assert.Equal([0, null, 100_00L, null, double.NaN, null, null, 0, 0, 0L, 0.0], Row(section, "radio"));
    }

    [Fact]
    public void By_first_visit_customers_belong_to_where_the_way_to_their_first_order_began()
    {
        void ReadVisits(Action<OrderId, FirstVisit> seen)
        {
            seen(new OrderId(4), new FirstVisit("Google", "cpc", "lente"));
            // Of a later order: Anna was won without a word of where she came from.
            seen(new OrderId(2), new FirstVisit("instagram", null, null));
            seen(new OrderId(6), new FirstVisit("google ", null, null));
        }

        var report = ChannelsReport.Build(
            Shop(), Some.DutchShop, Some.EndOfJune, HalfYear, [Spend(3, "google", 10_00)], new ShopTerms(100, Tiers.Default), ReadVisits);
        var section = report.Sections[0];
        Assert.True(report.ByFirstVisit);
        Assert.Equal(["google", "unknown"], section.Shown("channel").Order());
        // Bram's first order began at Google and Cees's, before the period, too; Anna's is not known.
        Assert.Equal([1, 60_00L, 10_00L, 10_00L, 6.0, "healthy", 0, 2, 3, 75_00L, 75.0 / 260], Row(section, "google"));
        Assert.Equal([1, 180_00L], Row(section, "unknown")[..2]);
    }

    [Fact]
    public void Who_is_won_after_the_period_is_none_of_its_new_customers() =>
        Assert.Equal([1, 180_00L], Row(Section(new ReportQuery(Period.Parse("2026-01-01..2026-02-28")), 100), "web")[..2]);

    [Fact]
    public void Earned_back_is_the_age_that_covers_the_cost_to_the_cent() =>
        // The first month brings 20 on average at half margin, and each of the two cost 20.
        Assert.Equal(0, Row(Section(HalfYear, 50, Spend(1, "web", 40_00)), "web")[6]);

    [Fact]
    public void A_month_that_is_not_over_earns_nothing_back()
    {
        // Dora came in April, Evert in May; his hundred of June lies in a month that has not ended, and Dora's second month brought nothing.
        var ledger = Some.LedgerOf([Some.Row(1, 21, "2026-04-10T12:00:00Z", 10_00), Some.Row(2, 22, "2026-05-10T12:00:00Z", 10_00), Some.Row(3, 22, "2026-06-02T12:00:00Z", 100_00)]);
        var asOf = AsOf.Parse("2026-06-15", Some.DutchShop.TimeZone);
        var section = ChannelsReport.Build(ledger, Some.DutchShop, asOf, HalfYear, [Spend(4, "web", 30_00)], ShopTerms.Unsaid).Sections[0];
        Assert.Equal([null], section.Shown("payback"));
        Assert.Equal([15_00L], section.Shown("cac"));
    }

    [Fact]
    public void The_channels_and_the_orders_of_nobody_add_up_to_the_shop()
    {
        var totals = Section(HalfYear, 100).Totals;
        Assert.Equal(new Tally(7, 260_00), totals.Total);
        Assert.Equal(new Tally(1, 5_00), totals.WithoutCustomer);
        Assert.Equal(totals.Total, totals.Shown + totals.Others + totals.WithoutCustomer);
        Assert.Equal(3, totals.Customers);
    }

    [Theory]
    [InlineData(40_00, "healthy")]
    [InlineData(40_01, "modest")]
    [InlineData(120_00, "modest")]
    [InlineData(120_01, "unsustainable")]
    public void The_verdict_turns_at_three_and_at_one(long spent, string verdict) =>
        Assert.Equal(verdict, Row(Section(HalfYear, 50, Spend(1, "web", spent)), "web")[5]);

    [Fact]
    public void Spend_counts_by_the_days_of_its_month_that_lie_in_the_period()
    {
        // 10 of January's 31 days, and all of February.
        var section = Section(new ReportQuery(Period.Parse("2026-01-22..2026-02-28")), 100, Spend(1, "web", 31_00), Spend(2, "web", 5_00), Spend(3, "web", 1_000_00));
        Assert.Equal(15_00L, section.Shown("spend")[Array.IndexOf(section.Shown("channel"), "web")]);
    }

    [Fact]
    public void Who_is_too_young_for_a_month_is_not_held_against_the_channel()
    {
        // Dirk comes in June, which ends with the report: of his second month nothing can be known.
        var dirk = Some.Row(9, 14, "2026-06-20T12:00:00Z", 0) with { Ordered = 1 };
        var report = Report(Shop(dirk), HalfYear, 50, Spend(1, "web", 60_00));
        // CAC 20. First months: (30 + 10 + 0) / 3 = 13.33. Second: (15 + 20) / 2 = 17.50 makes 30.83.
        Assert.Equal(1, Row(report.Sections[0], "web")[6]);
    }

    [Fact]
    public void What_has_not_been_earned_back_says_nothing() => Assert.Null(Row(Section(HalfYear, 50, Spend(1, "web", 1_000_00)), "web")[6]);

    [Fact]
    public void Money_of_another_currency_stands_apart()
    {
        var report = Report(Shop(Some.Row(9, 15, "2026-06-01T12:00:00Z", 7_00) with { Currency = 1 }), HalfYear, 100, Spend(1, "web", 60_00, "USD"), Spend(2, "tv", 9, "GBP"));
        Assert.Equal(["EUR", "USD", "GBP"], report.Sections.Select(s => s.Currency.Code));
        Assert.Null(report.Sections[0].Shown("spend")[0]);
        Assert.Equal([1, 7_00L, 60_00L, 60_00L, 7.0 / 60, "unsustainable", null, 1, 1, 7_00L, 1.0], Row(report.Sections[1], "web"));
    }

    [Fact]
    public void A_channel_is_found_whatever_its_capitals_and_an_unknown_one_has_a_row()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["Web", "web", ""],
            [
                Some.Row(1, 11, "2026-01-10T12:00:00Z", 1), Some.Row(2, 12, "2026-01-10T12:00:00Z", 1) with { Channel = 1 },
                Some.Row(3, 13, "2026-01-10T12:00:00Z", 1) with { Channel = 2 },
            ], []));
        var section = Report(ledger, HalfYear, 100, Spend(1, "web", 10)).Sections.Single();
        Assert.Equal(["web", "unknown"], section.Shown("channel"));
        Assert.Equal([2, 1], section.Shown("new_customers"));
    }

    [Fact]
    public void What_is_spent_on_the_unknown_channel_meets_those_who_came_by_it()
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(1, ["EUR"], [""], [Some.Row(1, 11, "2026-06-10T12:00:00Z", 50_00)], []));
        var spend = Spend(6, "unknown", 10_00);
        var section = Report(ledger, HalfYear, 100, spend).Sections.Single();
        Assert.Equal(["unknown"], section.Shown("channel"));
        Assert.Equal([1, 50_00L, 10_00L, 10_00L, 5.0, "healthy"], Row(section, "unknown")[..6]);
        var won = ClvReport.Build(
            ledger, Some.DutchShop, Some.EndOfJune, Some.Everything with { Columns = ["acquisition_channel", "cac"] }, facts: new AcquisitionFacts(() => [spend], _ => { })).Sections.Single();
        Assert.Equal(["unknown", 10_00L], [won.Shown("acquisition_channel")[0], won.Shown("cac")[0]]);
    }

    [Fact]
    public void A_cancelled_first_order_of_which_nothing_was_kept_wins_nobody()
    {
        var cancelled = Some.Row(9, 14, "2026-01-20T12:00:00Z", 0, cancelled: true) with { Channel = Pos };
        var section = Report(Shop(cancelled, Some.Row(10, 14, "2026-02-20T12:00:00Z", 1_00)), HalfYear, 100).Sections[0];
        Assert.Equal(3, Row(section, "web")[0]);
        Assert.Equal(0, Row(section, "pos")[0]);
    }

    [Fact]
    public void A_shop_without_orders_shows_its_spend_and_one_without_either_an_empty_table()
    {
        Assert.Equal(["web"], Report(Ledger.Empty, HalfYear, 100, Spend(1, "web", 5)).Sections.Single().Shown("channel"));
        Assert.Empty(Report(Ledger.Empty, HalfYear, 100).Sections.Single().Rows);
    }
}
