using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class ComebackTests
{
    /// <summary>Quiet after 60 days; everybody is high-value.</summary>
    static readonly AlertRule Days60 = new(new HighValue(HighValueBy.Percent, 100), QuietDays: 60);

    static readonly AsOf Today = AsOf.Parse("2026-08-01", Some.DutchShop.TimeZone);

    static Comeback? Of(IEnumerable<LedgerOrder> orders, AlertRule? rule = null, AsOf? asOf = null) =>
        Comeback.Of(Some.LedgerOf(orders), Some.DutchShop, asOf ?? Today, Some.Everything, rule ?? Days60);

    /// <summary>Customers of one order on a day, some of whom come back on another.</summary>
    static List<LedgerOrder> Bought(int customers, string day, int returning = 0, string returned = "") =>
    [
        .. Enumerable.Range(1, customers).Select(c => Some.Row(c, c, day + "T12:00:00Z", 1_00)),
        .. Enumerable.Range(1, returning).Select(c => Some.Row(1000 + c, c, returned + "T12:00:00Z", 1_00)),
    ];

    [Fact]
    public void A_silence_counts_once_and_ends_in_an_order_or_not()
    {
        // Quiet from 2 March 2026 on: at the end of March, and of April too, but still one silence.
        Assert.Equal(new Comeback(30, 12, 90), Of(Bought(30, "2026-01-01", 12, "2026-05-20")));
        Assert.Equal(new Comeback(30, 0, 90), Of(Bought(30, "2026-01-01", 12, "2026-06-30")));
        Assert.Equal(new Comeback(30, 12, 90), Of(Bought(30, "2026-01-01", 12, "2026-06-29")));
    }

    [Fact]
    public void Who_came_back_and_falls_silent_again_counts_again() =>
        Assert.Equal(new Comeback(42, 12, 90), Of(Bought(30, "2026-01-01", 12, "2026-05-20"), asOf: AsOf.Parse("2026-11-15", Some.DutchShop.TimeZone)));

    [Fact]
    public void Too_few_silences_say_nothing()
    {
        Assert.Null(Of(Bought(19, "2026-01-01")));
        Assert.NotNull(Of(Bought(20, "2026-01-01")));
        Assert.Null(Of([]));
    }

    [Fact]
    public void Only_months_of_which_ninety_days_are_known_count()
    {
        // Quiet at the end of July, for the first time; its ninety days end on 29 October.
        Assert.Null(Of(Bought(30, "2026-06-01"), asOf: AsOf.Parse("2026-10-28", Some.DutchShop.TimeZone)));
        Assert.NotNull(Of(Bought(30, "2026-06-01"), asOf: AsOf.Parse("2026-10-29", Some.DutchShop.TimeZone)));
    }

    [Fact]
    public void What_comes_after_a_months_end_does_not_change_whom_the_rule_calls_quiet_there()
    {
        // At the end of March everybody has spent 1.00 and is high-value; only who comes back, in April, spends more.
        List<LedgerOrder> orders = Bought(30, "2026-01-01", 12, "2026-04-10");
        for (var i = 30; i < orders.Count; i++) orders[i] = orders[i] with { Paid = 500_00 };

        Assert.Equal(new Comeback(30, 12, 90), Of(orders, Days60 with { Who = new HighValue(HighValueBy.Top, 12) }));
        Assert.Equal(Of(orders), Of([.. orders, .. Enumerable.Range(1, 12).Select(c => Some.Row(2000 + c, c, "2026-11-20T12:00:00Z", 1_00))]));
    }

    [Fact]
    public void An_order_that_was_cancelled_whole_is_no_comeback() =>
        Assert.Equal(new Comeback(30, 0, 90), Of(Bought(30, "2026-01-01", 12, "2026-05-20").Select(o => o.Id > 1000 ? o with { Cancelled = true, Paid = 0 } : o)));
}
