using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class PredictionTests
{
    static readonly ModelShop s_shop = ModelShop.Of(4, 1_500, 0.6, 40, 0.8, 2.5, 700, horizon: 180);

    public static TheoryData<OrderModel> Models => [.. Enum.GetValues<OrderModel>()];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_foretold_for_all_is_what_the_fit_says_of_each(OrderModel model)
    {
        var (fit, spend) = (OrderFitting.Fit(s_shop.Summaries, model)!, SpendFitting.Fit(s_shop.Summaries)!);
        var prediction = Prediction.Of(s_shop.Summaries, fit, spend, 365, 0.01);
        foreach (var i in Enumerable.Range(0, 50))
        {
            var customer = s_shop.Summaries[i];
            Assert.Equal(fit.PAlive(customer), prediction.PAlive[i], 12);
            Assert.Equal(fit.ExpectedOrders(customer, 365), prediction.ExpectedOrders[i], 12);
            Assert.Equal(fit.PAnotherOrder(customer, 365), prediction.PAnotherOrder[i], 12);
            var value = spend.ExpectedOrderValue(customer.Frequency, s_shop.Summaries.MonetaryValue![i]);
            Assert.Equal(prediction.ExpectedOrders[i] * value, prediction.ExpectedValue![i], 9);
            Assert.Equal(fit.DiscountedOrders(customer, 365, 0.01) * value, prediction.Clv![i], 9);
        }
    }

    /// <summary>The mean of a count is the sum of the chances of more than 0, 1, 2, …: two formulas that share nothing.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void The_chances_of_every_number_of_orders_add_up_to_the_mean(OrderModel model)
    {
        var fit = OrderFitting.Fit(s_shop.Summaries, model)!;
        List<double> tail = [];
        foreach (var (x, t, horizon) in ((int, double, double)[])[(0, 30, 90), (3, 400, 365), (40, 600, 30), (1500, 700, 365)])
        {
            fit.Future(x).Tail(t, horizon, tail);
            var mean = fit.Future(x).Expected(t, horizon);
            Assert.InRange(tail.Sum() / mean, 1 - 1e-6, 1 + 1e-6);
        }
    }

    [Fact]
    public void Each_month_is_discounted_at_its_end_and_the_last_part_of_one_at_the_horizon()
    {
        var fit = OrderFitting.Fit(s_shop.Summaries, OrderModel.BgNbd)!;
        var customer = new CustomerSummary(4, 300, 320);
        var month = 365.25 / 12;
        double Within(double days) => fit.ExpectedOrders(customer, days);
        var byHand = Within(month) / 1.02 + (Within(2 * month) - Within(month)) / Math.Pow(1.02, 2) + (Within(2.5 * month) - Within(2 * month)) / Math.Pow(1.02, 2.5);
        Assert.Equal(byHand, fit.DiscountedOrders(customer, 2.5 * month, 0.02), 10);
        Assert.Equal(Within(200), fit.DiscountedOrders(customer, 200, 0), 10);
    }

    /// <summary>Fifty years by steps of a day, where no more than a millionth is left.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void All_orders_to_come_are_the_sum_of_ever_more_discounted_days(OrderModel model)
    {
        var fit = OrderFitting.Fit(s_shop.Summaries, model)!;
        var customer = new CustomerSummary(4, 300, 320);
        var rate = Math.Log(1.03) / TimeUnit.Days.Month();
        var (sum, before) = (0.0, 0.0);
        for (var day = 1; day <= 18_000; day++)
        {
            var until = fit.ExpectedOrders(customer, day);
            sum += (until - before) * Math.Exp(-rate * (day - 0.5));
            before = until;
        }

        Assert.InRange(fit.DiscountedResidualOrders(customer, 0.03) / sum, 1 - 2e-6, 1 + 2e-6);
    }

    [Fact]
    public void Customers_buy_within_their_own_interval_and_above_its_end_one_time_in_ten_at_most()
    {
        var fit = OrderFitting.Fit(s_shop.Summaries, OrderModel.BgNbd)!;
        var prediction = Prediction.Of(s_shop.Summaries, fit, null, 180, 0);
        var n = s_shop.Summaries.Count;
        Assert.InRange(Enumerable.Range(0, n).Count(i => s_shop.Later[i] > prediction.HighOrders[i]), 0.02 * n, 0.11 * n);
        Assert.InRange(Enumerable.Range(0, n).Count(i => s_shop.Later[i] < prediction.LowOrders[i]), 0, 0.11 * n);
        Assert.InRange(prediction.ShopOrders().Expected / s_shop.Later.Sum(), 0.85, 1.15);
    }

    /// <summary>At the parameters that the customers were made with, so that nothing is fitted.</summary>
    [Theory]
    [InlineData(OrderModel.BgNbd)]
    [InlineData(OrderModel.MbgNbd)]
    public void Customers_of_every_frequency_buy_as_often_later_as_the_model_says(OrderModel model)
    {
        var shop = ModelShop.Of(8, 20_000, 0.6, 40, 0.8, 2.5, 700, horizon: 180, mayLeaveAtOnce: model == OrderModel.MbgNbd);
        var truth = new BetaGeometricFit(model, TimeUnit.Days, 0.6, 40, 0.8, 2.5, new FitFacts(0, 0, 0, null, [], []));
        var prediction = Prediction.Of(shop.Summaries, truth, null, 180, 0);
        foreach (var most in new[] { 0, 2, 10_000 })
        {
            var customers = Enumerable.Range(0, shop.Later.Length).Where(i => shop.Summaries.Frequency[i] <= most).ToArray();
            Assert.InRange(customers.Sum(i => prediction.ExpectedOrders[i]) / customers.Sum(i => shop.Later[i]), 0.95, 1.05);
            Assert.InRange(customers.Sum(i => prediction.PAnotherOrder[i]) / customers.Count(i => shop.Later[i] > 0), 0.95, 1.05);
        }
    }

    [Fact]
    public void A_customer_without_orders_has_nothing_foretold()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 7, "2026-01-01T12:00:00Z", 1000)]);
        var summaries = CustomerSummaries.Of(ledger, Some.DutchShop, AsOf.Parse("2025-12-31", Some.DutchShop.TimeZone), ValuePolicy.Paid, 0, TimeUnit.Days);
        Assert.All(summaries.Frequency, x => Assert.Equal(-1, x));
        Assert.Null(OrderFitting.Fit(summaries, OrderModel.BgNbd));
    }

    [Fact]
    public void Another_unit_than_the_fit_s_is_refused()
    {
        var fit = OrderFitting.Fit(s_shop.Summaries, OrderModel.BgNbd)!;
        var weeks = CustomerSummaries.From(TimeUnit.Weeks, [0], [0], [3]);
        Assert.Contains("weeks", Assert.Throws<ArgumentException>(() => Prediction.Of(weeks, fit, null, 52, 0)).Message);
    }
}
