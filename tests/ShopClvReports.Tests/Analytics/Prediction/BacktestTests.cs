using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class BacktestTests
{
    const int Days = 900;

    static readonly DateTimeOffset s_first = new(2024, 1, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The day to which nine hundred days of history run; six hundred of them are for the fit.</summary>
    static readonly string s_asOf = s_first.AddDays(Days).ToString("yyyy-MM-dd");

    static uint At(double day) => (uint)s_first.AddDays(Math.Floor(day)).ToUnixTimeSeconds();

    /// <summary>Two hundred customers; regulars buy every 20 to 60 days, half of them until some day, and one order opens the history.</summary>
    static List<LedgerOrder> History(Func<int, double, bool>? take = null)
    {
        var random = new Random(9);
        List<LedgerOrder> orders = [Order(1, 999, 0)];
        for (var customer = 1; customer <= 200; customer++)
        {
            var (day, gap, end) = (random.NextDouble() * 550, 20 + random.NextDouble() * 40, random.Next(2) == 0 ? Days : random.NextDouble() * Days);
            for (; day <= Math.Max(end, day - gap * 2) && day < Days; day += gap * (0.3 + random.NextDouble() * 1.4))
                if (take?.Invoke(customer, day) ?? true) orders.Add(Order(orders.Count + 1, customer, day));
        }

        return orders;
    }

    static int Known => History().Where(o => o.ProcessedAt < At(601)).Select(o => o.Customer).Distinct().Count();

    static LedgerOrder Order(long id, long customer, double day) => new(id, customer, At(day), 1000, 1000, 1000, 0, 0, false, false);

    static Backtest Test(IEnumerable<LedgerOrder> orders, OrderModel model = OrderModel.BgNbd) =>
        Of(orders, model) ?? throw new InvalidOperationException("too short");

    static Backtest? Of(IEnumerable<LedgerOrder> orders, OrderModel model = OrderModel.BgNbd) =>
        Backtest.Of(Some.LedgerOf(orders), Some.DutchShop, AsOf.Parse(s_asOf, Some.DutchShop.TimeZone), ValuePolicy.Paid, 0, TimeUnit.Days, model);

    [Fact]
    public void The_last_third_of_the_days_is_held_out()
    {
        var test = Test(History());
        Assert.Equal(300, test.Horizon);
        Assert.Equal(DateOnly.FromDateTime(s_first.DateTime).AddDays(601), test.From);
        Assert.Equal(Known, test.Customers);
        Assert.Equal(History().Count(o => o.ProcessedAt >= At(601)), test.Actual);
    }

    [Fact]
    public void Money_given_back_in_the_part_held_out_was_not_given_back_before()
    {
        var (orders, later) = (History(), At(700));
        LedgerChanges Shop(bool refunded) => new(1, ["EUR"], ["web"], [.. orders.Select((o, i) => refunded && i % 3 == 1 ? o with { Paid = 0, Cancelled = true } : o)], [])
        {
            Earlier = refunded ? [.. orders.Where((_, i) => i % 3 == 1).Select(o => new EarlierOrder(o.Id, later, o.Paid, o.Current, o.Ordered, false))] : [],
        };
        ShopOrders Foretold(bool refunded) => Backtest.Of(
            Ledger.Empty.With(Shop(refunded)), Some.DutchShop, AsOf.Parse(s_asOf, Some.DutchShop.TimeZone), ValuePolicy.Paid, 0, TimeUnit.Days, OrderModel.BgNbd)!.ShopOrders;
        Assert.Equal(Foretold(false), Foretold(true));
    }

    /// <summary>The point of it: whatever happens in the part held out, no forecast changes.</summary>
    [Theory]
    [InlineData(OrderModel.BgNbd)]
    [InlineData(OrderModel.ParetoNbd)]
    public void No_forecast_has_peeked(OrderModel model)
    {
        var told = Test(History(), model);
        var gone = Test(History((_, day) => day < 601), model);
        var more = Test([.. History(), .. Enumerable.Range(1, 200).Select(c => Order(90_000 + c, c, 601 + c))], model);
        Assert.Equal(0, gone.Actual);
        Assert.True(more.Actual > told.Actual);
        foreach (var other in new[] { gone, more })
        {
            Assert.Equal(told.Fit.Facts.Parameters, other.Fit.Facts.Parameters);
            Assert.Equal(told.Model.Total, other.Model.Total);
            Assert.Equal(told.ShopOrders, other.ShopOrders);
            Assert.Equal(told.RateGoesOn.Total, other.RateGoesOn.Total);
            Assert.Equal(told.SameAsLastYear!.Total, other.SameAsLastYear!.Total);
        }
    }

    [Fact]
    public void A_customer_who_came_in_the_part_held_out_is_not_foretold()
    {
        var test = Test([.. History(), Order(90_001, 5_000, 700), Order(90_002, 5_000, 800)]);
        Assert.Equal(Known, test.Customers);
        Assert.Equal(Test(History()).Actual, test.Actual);
    }

    [Fact]
    public void The_winner_has_the_smallest_error()
    {
        var shop = ModelShop.Of(6, 800, 0.6, 40, 0.8, 2.5, 500, horizon: 250);
        var test = Backtest.Of(shop.Summaries, shop.Later, 250, OrderModel.BgNbd)!;
        Assert.Equal(Forecaster.Model, test.Winner);
        Assert.True(test.Model.RootMeanSquare < test.RateGoesOn.RootMeanSquare);
        Assert.InRange(test.Model.Total / test.Actual, 0.8, 1.2);
        Assert.InRange(test.Coverage, 0.8, 1);
        Assert.Null(test.SameAsLastYear);

        double[] asBefore = [.. Enumerable.Range(0, 800).Select(i => shop.Summaries.Frequency[i] > 0 ? shop.Summaries.Frequency[i] / shop.Summaries.T[i] * 250 : 0)];
        Assert.Equal(Forecaster.RateGoesOn, Backtest.Of(shop.Summaries, asBefore, 250, OrderModel.BgNbd)!.Winner);
        Assert.Equal(Forecaster.SameAsLastYear, Backtest.Of(shop.Summaries, shop.Later, 250, OrderModel.BgNbd, lastYear: shop.Later)!.Winner);
    }

    [Fact]
    public void A_month_of_history_is_needed()
    {
        Assert.Null(Of([]));
        Assert.Null(Of([Order(1, 1, Days - 10), Order(2, 1, Days - 5)]));
    }
}
