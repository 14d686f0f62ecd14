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

    [Fact]
    public void In_a_shop_of_many_habits_those_whom_the_rhythm_flags_buy_again_less_often_than_those_whom_days_flag()
    {
        var ledger = SimulatedShop.Ledger(customers: 800, seed: 3, leaving: 0.01);
        var test = QuietBacktest.Run(
            ledger, Some.DutchShop, AsOf.Parse("2027-10-31", Some.DutchShop.TimeZone), Some.Everything, new AlertRule(new HighValue(HighValueBy.Percent, 50), Quantile: 0.9));

        Assert.Equal(12, test.Months.Count);
        Assert.Equal((new DateOnly(2026, 8, 31), new DateOnly(2027, 7, 31)), (test.Months[0], test.Months[^1]));
        Assert.Equal(test.Rhythm.Flagged + test.Rhythm.Left, test.Plain.Flagged + test.Plain.Left);
        Assert.InRange(test.Plain.Flagged, test.Rhythm.Flagged * 0.95, test.Rhythm.Flagged * 1.05);
        Assert.True(Share(test.Rhythm.Returned, test.Rhythm.Flagged) < 0.8 * Share(test.Plain.Returned, test.Plain.Flagged), test.ToString());
        Assert.True(Share(test.Rhythm.LeftReturned, test.Rhythm.Left) > Share(test.Plain.LeftReturned, test.Plain.Left), test.ToString());
    }

    [Fact]
    public void A_shop_without_orders_has_no_months_to_look_back_on()
    {
        var test = QuietBacktest.Run(Ledger.Empty, Some.DutchShop, Today, Some.Everything, Days60);
        Assert.Empty(test.Months);
        Assert.Equal((default, default), (test.Rhythm, test.Plain));
    }

    static double Share(int part, int whole) => (double)part / whole;
}
