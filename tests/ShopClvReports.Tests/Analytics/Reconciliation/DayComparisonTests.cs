using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class DayComparisonTests
{
    static OrderGlimpse Glimpse(long id, string at, long net = 10_00, int version = 0, bool counts = true, string currency = "EUR") =>
        new(new OrderId(id), $"#{id}", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Some.Noon.AddSeconds(version), new Money(net, new Currency(currency)), counts);

    static IReadOnlyList<DayDifference> Differences(OrderGlimpse[] ours, OrderGlimpse[] shopifys, OrderGlimpse[]? after = null, long[]? gone = null, long[]? known = null) =>
        new DayComparison(ours, shopifys).Differences(
            Some.Amsterdam, (gone ?? []).Select(id => new OrderId(id)).ToHashSet(), (known ?? []).Select(id => new OrderId(id)).ToHashSet(), after ?? shopifys);

    [Fact]
    public void A_day_begins_where_the_shop_is()
    {
        // 23:30 in Amsterdam on the 1st, and 00:30 on the 2nd.
        var day = Assert.Single(Differences([], [Glimpse(1, "2026-06-01T21:30:00Z"), Glimpse(2, "2026-06-01T22:30:00Z")], [Glimpse(2, "2026-06-01T22:30:00Z")]), d => !d.Mended);
        Assert.Equal((new DateOnly(2026, 6, 1), new Tally(0, 0), new Tally(1, 10_00)), (day.Day, day.Ours, day.Shopifys));
        Assert.Equal([new DayOrder(new OrderId(1), "#1", DayTrouble.Missing, new Tally(1, 10_00))], day.Orders);
    }

    [Fact]
    public void Each_order_is_told_by_what_was_wrong_with_it()
    {
        OrderGlimpse[] ours = [Glimpse(1, "2026-06-01T10:00:00Z", 5_00), Glimpse(2, "2026-06-01T10:00:00Z", version: 9, net: 6_00), Glimpse(3, "2026-06-01T10:00:00Z"), Glimpse(4, "2026-06-01T10:00:00Z")];
        OrderGlimpse[] theirs = [Glimpse(1, "2026-06-01T10:00:00Z", version: 1), Glimpse(2, "2026-06-01T10:00:00Z", version: 9), Glimpse(5, "2026-06-01T10:00:00Z", 3_00), Glimpse(4, "2026-06-02T10:00:00Z")];
        var days = Differences(ours, theirs, gone: [3], known: [5]);
        Assert.Equal(
            [(1L, DayTrouble.Outdated, 5_00L), (2, DayTrouble.Amount, 4_00), (3, DayTrouble.Gone, -10_00), (4, DayTrouble.Moved, -10_00), (5, DayTrouble.Moved, 3_00)],
            days[0].Orders.Select(o => (o.Id.Value, o.Trouble, o.Tally.Spent)));
        Assert.All(days, d => Assert.Equal(d.Shopifys - d.Ours, d.Orders.Aggregate(default(Tally), (sum, o) => sum + o.Tally)));
        Assert.Equal([1L, 2, 5, 4], new DayComparison(ours, theirs).Wanted.Select(id => id.Value));
        Assert.Equal([3L], new DayComparison(ours, theirs).Absent.Select(id => id.Value));
    }

    [Fact]
    public void Currencies_are_never_added_up() =>
        Assert.Equal(["EUR", "SEK"], Differences([], [Glimpse(1, "2026-06-01T10:00:00Z", currency: "SEK"), Glimpse(2, "2026-06-01T10:00:00Z")]).Select(d => d.Currency.Code));

    [Fact]
    public void Ours_being_newer_than_the_page_is_no_reason_to_fetch() =>
        Assert.Empty(new DayComparison([Glimpse(1, "2026-06-01T10:00:00Z", 5_00, version: 2)], [Glimpse(1, "2026-06-01T10:00:00Z", version: 1)]).Wanted);
}
