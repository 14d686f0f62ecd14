using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>What a whole shop will sell, large or so small that hardly anything is known.</summary>
public class ShopFuturesTests
{
    static CustomerSummaries Of(params IEnumerable<(int X, double Recency, double T)> customers)
    {
        var all = customers.ToArray();
        return CustomerSummaries.From(
            TimeUnit.Days, [.. all.Select(c => c.X)], [.. all.Select(c => c.Recency)], [.. all.Select(c => c.T)],
            [.. all.Select((c, i) => c.X > 0 ? 20.0 + i % 30 : 0)]);
    }

    static readonly Dictionary<string, CustomerSummaries> s_shops = new()
    {
        ["one customer, today"] = Of((0, 0, 0)),
        ["one customer who came back"] = Of((1, 10, 30)),
        ["one regular"] = Of((12, 330, 340)),
        ["fifty within five days"] = Of(Enumerable.Range(0, 50).Select(i => (0, 0.0, (double)(i % 5)))),
        ["twenty within a month"] = Of(Enumerable.Range(0, 20).Select(i => i < 2 ? (1, 3.0, 20.0 + i) : (0, 0.0, (double)i))),
        ["two hundred, once each"] = Of(Enumerable.Range(0, 200).Select(i => (0, 0.0, 100.0 + i))),
        ["regulars all alike"] = Of(Enumerable.Repeat((5, 50.0, 60.0), 12)),
        ["three hundred within three days"] = Of(Enumerable.Range(0, 300).Select(i => (0, 0.0, (double)(i % 3)))),
        ["of every kind"] = ModelShop.Of(41, 600, 0.6, 40, 0.8, 2.5, 700).Summaries,
    };

    public static TheoryData<string, OrderModel> Shops
    {
        get
        {
            TheoryData<string, OrderModel> shops = [];
            foreach (var shop in s_shops.Keys)
                foreach (var model in Enum.GetValues<OrderModel>()) shops.Add(shop, model);
            return shops;
        }
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public void More_days_never_bring_fewer_orders_or_less_revenue(string name, OrderModel model)
    {
        var shop = s_shops[name];
        var (fit, spend) = (OrderFitting.Fit(shop, model)!, SpendFitting.Fit(shop));
        var (orders, revenue) = (new ShopOrders(0, 0, 0), new ShopOrders(0, 0, 0));
        foreach (var days in new[] { 1, 7, 30, 90, 365, 1_000, 3_650 })
        {
            var prediction = Prediction.Of(shop, fit, spend, days, 0);
            orders = Grown(orders, prediction.ShopOrders());
            if (spend is not null) revenue = Grown(revenue, prediction.ShopRevenue()!);
            else Assert.Null(prediction.ShopRevenue());
            if (orders.Expected > 1) Assert.InRange(orders.Expected, orders.Low, orders.High);
        }

        static ShopOrders Grown(ShopOrders before, ShopOrders now)
        {
            Assert.True(now.Low >= before.Low && now.High >= before.High && now.Expected > before.Expected, $"{before} and then {now}");
            Assert.True(now.Low <= now.Expected && double.IsFinite(now.High), now.ToString());
            return now;
        }
    }

    /// <summary>With the parameters known, one customer of today makes up to 26 orders a year in nine of ten simulations.</summary>
    [Fact]
    public void The_interval_of_a_single_customer_holds_what_simulation_says()
    {
        var shop = s_shops["one customer, today"];
        var fit = (BetaGeometricFit)OrderFitting.Fit(shop, OrderModel.MbgNbd)!;
        var simulated = ModelShop.Of(42, 2_000, fit.R, fit.Alpha, fit.A, fit.B, 1e-9, horizon: 365, mayLeaveAtOnce: true).Later;
        Array.Sort(simulated);
        var orders = Prediction.Of(shop, fit, null, 365, 0).ShopOrders();
        Assert.Equal(0, orders.Low);
        Assert.InRange(simulated[1_800], 20, 32);
        Assert.InRange(orders.High, simulated[1_800], 10 * simulated[1_800]);
    }

    [Fact]
    public void Where_the_parameters_are_known_well_the_interval_is_that_of_chance()
    {
        var shop = ModelShop.Of(43, 30_000, 0.6, 40, 0.8, 2.5, 700, horizon: 180).Summaries;
        var orders = Prediction.Of(shop, OrderFitting.Fit(shop, OrderModel.BgNbd)!, null, 180, 0).ShopOrders();
        Assert.InRange(orders.Low / orders.Expected, 0.93, 0.99);
        Assert.InRange(orders.High / orders.Expected, 1.01, 1.07);
    }

    [Fact]
    public void Four_in_five_small_shops_sell_within_their_intervals()
    {
        const int shops = 100;
        var (orders, revenue) = (0, 0);
        for (var seed = 0; seed < shops; seed++)
        {
            var shop = ModelShop.Of(100 + seed, 60, 0.6, 40, 0.8, 2.5, 500, horizon: 180);
            var prediction = Prediction.Of(shop.Summaries, OrderFitting.Fit(shop.Summaries, OrderModel.BgNbd)!, SpendFitting.Fit(shop.Summaries), 180, 0);
            if (Holds(prediction.ShopOrders(), shop.Later.Sum())) orders++;
            if (Holds(prediction.ShopRevenue()!, shop.LaterValue.Sum())) revenue++;
        }

        Assert.InRange(orders, 0.72 * shops, 0.9 * shops);
        Assert.InRange(revenue, 0.72 * shops, 0.9 * shops);

        static bool Holds(ShopOrders interval, double sum) => sum >= interval.Low && sum <= interval.High;
    }
}
