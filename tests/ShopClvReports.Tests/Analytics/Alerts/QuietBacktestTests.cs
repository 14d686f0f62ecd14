using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class QuietBacktestTests
{
    static readonly AlertRule Rhythm = new(new HighValue(HighValueBy.Percent, 100), Quantile: 0.95);

    static readonly AsOf Today = AsOf.Parse("2027-10-31", Some.DutchShop.TimeZone);

    [Fact]
    public void Of_those_whom_the_rhythm_flags_fewer_buy_again_than_of_as_many_whom_days_flag()
    {
        var test = QuietBacktest.Run(LeavingShop.Leaving(customers: 1000, seed: 3).Ledger, Some.DutchShop, Today, Some.Everything, Rhythm);

        Assert.Equal(12, test.Months.Count);
        Assert.Equal((new DateOnly(2026, 8, 31), new DateOnly(2027, 7, 31)), (test.Months[0], test.Months[^1]));
        Assert.Equal(test.Rhythm.Flagged + test.Rhythm.Left, test.Plain.Flagged + test.Plain.Left);
        Assert.Equal(test.Rhythm.Returned + test.Rhythm.LeftReturned, test.Plain.Returned + test.Plain.LeftReturned);
        Assert.InRange(test.Plain.Flagged, test.Rhythm.Flagged * 0.98, test.Rhythm.Flagged * 1.02);
        Assert.True(test.Rhythm.Returned < 0.9 * test.Plain.Returned, test.ToString());
    }

    [Fact]
    public void Fewer_of_those_whom_the_rhythm_flags_are_still_there_than_of_as_many_whom_days_flag()
    {
        var (ledger, left) = LeavingShop.Leaving(customers: 1000, seed: 3);
        var customers = QuietCheck.Compute(ledger, Some.DutchShop, Today, Some.Everything, Rhythm).Customers;
        var flagged = customers.Index().Where(c => c.Item.IsQuiet).ToList();
        var longest = customers.Index().OrderByDescending(c => c.Item.DaysSince).Take(flagged.Count);

        Assert.InRange(flagged.Count, 300, 900);
        Assert.True(flagged.Count(c => !left[c.Index]) < 0.85 * longest.Count(c => !left[c.Index]));
    }

    [Fact]
    public void The_days_that_flag_as_many_are_found()
    {
        // Customers of the first ten days of January, quiet ever since: at the end of January nobody tells of them, the shop has no gaps.
        var ledger = Some.LedgerOf(Enumerable.Range(1, 10).Select(c => Some.Row(c, c, $"2027-01-{c:00}T12:00:00Z", 1_00)));
        var test = QuietBacktest.Run(ledger, Some.DutchShop, Today, Some.Everything, Rhythm);

        Assert.Equal((0, 0), (test.Rhythm.Flagged, test.Plain.Flagged));
        Assert.Equal(7, test.Months.Count);
        Assert.Equal(new DateOnly(2027, 7, 31).DayNumber - new DateOnly(2027, 1, 1).DayNumber + 1, test.PlainDays);
    }

    [Fact]
    public void A_shop_without_orders_has_no_months_to_look_back_on()
    {
        var test = QuietBacktest.Run(Ledger.Empty, Some.DutchShop, Today, Some.Everything, Rhythm);
        Assert.Empty(test.Months);
        Assert.Equal((default, default), (test.Rhythm, test.Plain));
    }
}
