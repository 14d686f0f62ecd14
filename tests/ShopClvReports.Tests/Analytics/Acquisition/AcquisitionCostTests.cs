using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class AcquisitionCostTests
{
    static readonly DateOnly January = new(2026, 1, 1);

    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["web", "pos"],
        [
            Some.Row(1, 11, "2026-01-10T12:00:00Z", 1), Some.Row(2, 12, "2026-01-31T22:59:00Z", 1), Some.Row(3, 13, "2026-01-31T23:01:00Z", 1),
            Some.Row(4, 14, "2026-01-05T12:00:00Z", 1) with { Channel = 1 },
        ], []));

    static AcquisitionCost Cost(params MarketingSpend[] spend) =>
        new(s_ledger, new Acquisitions(s_ledger, Some.Amsterdam, ValuePolicy.Paid, Some.EndOfJune.Instant), spend, Some.Euro, Some.EndOfJune.Day);

    static MarketingSpend Spend(int month, string channel, long minor) => new(new DateOnly(2026, month, 1), channel, new Money(minor, Some.Euro));

    [Fact]
    public void A_customer_cost_the_channels_spend_of_the_month_shared_by_those_won_in_it()
    {
        var cost = Cost(Spend(1, "web", 100), Spend(2, "pos", 7));
        Assert.Equal(50, cost.OfCustomer(0));
        Assert.Equal(50, cost.OfCustomer(1));
        // In Amsterdam it was February already.
        Assert.Equal(double.NaN, cost.OfCustomer(2));
        Assert.Equal(double.NaN, cost.OfCustomer(3));
    }

    [Fact]
    public void A_month_cost_the_spend_of_all_channels_shared_by_everybody_won_in_it()
    {
        var cost = Cost(Spend(1, "web", 100), Spend(1, "radio", 20));
        Assert.Equal(40, cost.OfMonths(January, 1));
        Assert.Null(cost.OfMonths(January.AddMonths(1), 1));
        // 120 for the four of both months.
        Assert.Equal(30, cost.OfMonths(January, 3));
    }
}
