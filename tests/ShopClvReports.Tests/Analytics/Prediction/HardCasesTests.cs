using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>What other implementations answer with NaN, an exception, or a number from nowhere.</summary>
public class HardCasesTests
{
    public static TheoryData<OrderModel> Models => [.. Enum.GetValues<OrderModel>()];

    static CustomerSummaries Of(params IEnumerable<(int X, double Recency, double T)> customers)
    {
        var all = customers.ToArray();
        return CustomerSummaries.From(TimeUnit.Days, [.. all.Select(c => c.X)], [.. all.Select(c => c.Recency)], [.. all.Select(c => c.T)]);
    }

    static CustomerSummaries Spending(params IEnumerable<(int X, double Value)> customers)
    {
        var all = customers.ToArray();
        return CustomerSummaries.From(
            TimeUnit.Days, [.. all.Select(c => c.X)], [.. all.Select(c => c.X * 10.0)], [.. all.Select(_ => 400.0)], [.. all.Select(c => c.Value)]);
    }

    static OrderFit Sound(CustomerSummaries customers, OrderModel model, PriorReason? reason)
    {
        var fit = OrderFitting.Fit(customers, model)!;
        Assert.Equal(reason, fit.Facts.Prior);
        Assert.Equal(reason is null ? "mle" : "map", fit.Facts.Method);
        Assert.True(double.IsFinite(fit.Facts.LogLikelihood));
        Assert.All(fit.Facts.Parameters, p => Assert.True(p.Value > 0 && p.Low < p.Value && p.Value < p.High && double.IsFinite(p.High), p.ToString()));
        for (var i = 0; i < customers.Count; i++) Assert.InRange(fit.ExpectedOrders(customers[i], 365), 0, 10_000);
        return fit;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void One_customer(OrderModel model) => Sound(Of((3, 100, 200)), model, PriorReason.FewRepeatBuyers);

    [Theory]
    [MemberData(nameof(Models))]
    public void Customers_who_are_all_alike(OrderModel model) =>
        Sound(Of(Enumerable.Repeat((5, 50.0, 60.0), 1000)), model, PriorReason.NoMaximum);

    [Theory]
    [MemberData(nameof(Models))]
    public void Customers_who_all_came_today(OrderModel model) =>
        Sound(Of(Enumerable.Repeat((0, 0.0, 0.0), 50)), model, PriorReason.NothingWatched);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_customer_with_2000_purchases(OrderModel model)
    {
        var shop = ModelShop.Of(2, 300, 0.6, 40, 0.8, 2.5, 700).Summaries;
        var fit = Sound(Of([.. Enumerable.Range(0, 300).Select(i => (shop.Frequency[i], shop.Recency[i], shop.T[i])), (2000, 2199, 2200)]), model, null);
        Assert.InRange(fit.ExpectedOrders(new CustomerSummary(2000, 2199, 2200), 365), 100, 400);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Nobody_ever_came_back(OrderModel model)
    {
        var customers = Of(Enumerable.Range(0, 200).Select(i => (0, 0.0, 100.0 + i)));
        var fit = Sound(customers, model, PriorReason.NoRepeatPurchases);
        var years = Enumerable.Range(0, 200).Sum(i => 100.0 + i) / 365.25;
        Assert.Equal(years, OrderFitting.CustomerYears(customers), 9);
        Assert.Equal(3 / years, OrderFitting.MostYearlyOrders(years), 9);
        Assert.True(fit.ExpectedOrders(customers[0], 365) < 3 / years);
    }

    [Fact]
    public void Nobody_has_bought_anything()
    {
        Assert.Null(OrderFitting.Fit(Of(), OrderModel.BgNbd));
        Assert.Null(SpendFitting.Fit(Of()));
    }

    [Theory]
    [InlineData(double.NaN, 20)]
    [InlineData(30, 20)]
    [InlineData(-1, 20)]
    [InlineData(3, double.PositiveInfinity)]
    [InlineData(3, double.NaN)]
    public void Numbers_that_cannot_be_are_refused_with_their_row(double recency, double t) =>
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => Of((0, 0, 5), (2, recency, t))).Message);

    [Fact]
    public void A_value_that_is_no_number_is_refused() =>
        Assert.Contains("row 0", Assert.Throws<ArgumentException>(() => Spending((2, double.NaN))).Message);

    [Theory]
    [InlineData(1, PriorReason.FewRepeatBuyers)]
    [InlineData(29, PriorReason.FewRepeatBuyers)]
    [InlineData(50_000, PriorReason.NoMaximum)]
    public void Every_order_was_worth_the_same(int customers, PriorReason reason)
    {
        var fit = SpendFitting.Fit(Spending(Enumerable.Range(0, customers).Select(i => (1 + i % 4, 25.0))))!;
        Assert.Equal(reason, fit.Facts.Prior);
        if (customers == 1) return;
        Assert.Equal(25, fit.MeanOrderValue, 0);
        Assert.Equal(25, fit.ExpectedOrderValue(3, 25), 1);
    }

    [Fact]
    public void Refunds_took_back_more_than_was_paid()
    {
        var shop = Enumerable.Range(0, 100).Select(i => (2, 20.0 + i % 17)).ToList();
        var fit = SpendFitting.Fit(Spending([.. shop, (2, -5.0), (4, 0.0)]))!;
        Assert.Equal(2, fit.LeftOut);
        Assert.Equal(100, fit.Facts.Customers);
        Assert.InRange(fit.ExpectedOrderValue(2, -5), 0, 20);
        Assert.Null(SpendFitting.Fit(Spending((2, -5.0), (4, 0.0))));
    }

    [Fact]
    public void One_whale_is_told_apart()
    {
        var shop = Spending([.. Enumerable.Range(0, 200).Select(i => (2, 20.0 + i % 17)), (3, 5_000_000.0)]);
        var (with, without) = (SpendFitting.Fit(shop)!, SpendFitting.Fit(shop, SpendFitting.Largest(shop))!);
        Assert.Equal(200, SpendFitting.Largest(shop));
        Assert.True(double.IsFinite(with.MeanOrderValue) && with.MeanOrderValue > without.MeanOrderValue);
        Assert.Equal(28, without.MeanOrderValue, 0);
    }

    [Fact]
    public void Values_so_wild_that_they_have_no_mean_still_get_a_finite_one()
    {
        var random = new Random(3);
        var wild = Spending(Enumerable.Range(0, 400).Select(_ => (2, Math.Exp(12 * random.NextDouble()) / random.NextDouble())));
        var fit = SpendFitting.Fit(wild)!;
        Assert.True(fit.Q > 1 && double.IsFinite(fit.MeanOrderValue) && fit.MeanOrderValue > 0, fit.ToString());
        Assert.Equal(PriorReason.NoMean, fit.Facts.Prior);
    }
}
