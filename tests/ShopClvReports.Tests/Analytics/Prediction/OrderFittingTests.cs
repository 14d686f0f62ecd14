using FsCheck;
using FsCheck.Fluent;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class OrderFittingTests
{
    /// <summary>Pareto/NBD takes a hundred times as long, unoptimised.</summary>
    static Config SameEveryTime(OrderModel model) =>
        Config.QuickThrowOnFailure.WithMaxTest(model == OrderModel.ParetoNbd ? 4 : 25).WithReplay(20260630, 7);

    static readonly OrderModel[] s_models = Enum.GetValues<OrderModel>();

    static readonly ModelShop s_shop = ModelShop.Of(1, 2_000, 0.6, 40, 0.8, 2.5, 700);

    public static TheoryData<OrderModel> Models => [.. s_models];

    [Theory]
    [InlineData(OrderModel.BgNbd, 0.3, 45, 0.8, 3.0)]
    [InlineData(OrderModel.BgNbd, 1.5, 20, 1.2, 1.6)]
    [InlineData(OrderModel.MbgNbd, 0.5, 45, 0.8, 3.0)]
    public void A_shop_made_by_the_model_gives_back_its_parameters(OrderModel model, double r, double alpha, double a, double b)
    {
        var shop = ModelShop.Of(11, 20_000, r, alpha, a, b, 1000, mayLeaveAtOnce: model == OrderModel.MbgNbd);
        var fit = OrderFitting.Fit(shop.Summaries, model)!;
        Assert.Equal("mle", fit.Facts.Method);
        foreach (var (found, truth) in fit.Facts.Parameters.Zip([r, alpha, a, b]))
            // Four standard deviations of the logarithm; an interval of 80 % is 1.28 of them to a side.
            Assert.InRange(Math.Abs(Math.Log(found.Value / truth)), 0, 4 / 1.28 * Math.Log(found.High / found.Value));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void No_step_to_any_side_of_the_optimum_climbs(OrderModel model)
    {
        var likelihood = Likelihood(s_shop.Summaries, model);
        var fit = OrderFitting.Fit(s_shop.Summaries, model)!;
        var top = fit.Facts.Parameters.Select(p => Math.Log(p.Value)).ToArray();
        var (gradient, hessian) = (new double[4], new double[16]);
        Assert.Equal(fit.Facts.LogLikelihood, likelihood(top, gradient, hessian), 6);
        Assert.All(gradient, g => Assert.InRange(Math.Abs(g), 0, 1e-6));
        for (var i = 0; i < 4; i++)
            foreach (var step in new[] { -1e-3, 1e-3 })
                Assert.True(likelihood(Moved(top, i, step), gradient, hessian) < fit.Facts.LogLikelihood);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Gradient_and_hessian_are_those_of_the_likelihood(OrderModel model)
    {
        var likelihood = Likelihood(s_shop.Summaries, model);
        double[] at = [Math.Log(0.4), Math.Log(30), Math.Log(1.1), Math.Log(8)];
        AssertDerivatives(likelihood, at);
    }

    [Fact]
    public void So_are_those_of_order_values() =>
        AssertDerivatives(new GammaGammaLikelihood(s_shop.Summaries).At, [Math.Log(3), Math.Log(2.5), Math.Log(30)]);

    [Theory]
    [MemberData(nameof(Models))]
    public void Days_and_weeks_foretell_the_same_orders(OrderModel model) => Prop.ForAll(Customers(20, 80), days =>
    {
        var weeks = CustomerSummaries.From(
            TimeUnit.Weeks, days.Frequency, [.. days.Recency.Select(d => d / 7)], [.. days.T.Select(d => d / 7)]);
        var (byDay, byWeek) = (OrderFitting.Fit(days, model)!, OrderFitting.Fit(weeks, model)!);
        Assert.Equal(byDay.Facts.Prior, byWeek.Facts.Prior);
        for (var i = 0; i < 10; i++) AssertClose(byDay.ExpectedOrders(days[i], 91), byWeek.ExpectedOrders(weeks[i], 13), 1e-5);
    }).Check(SameEveryTime(model));

    [Theory]
    [MemberData(nameof(Models))]
    public void The_order_of_the_customers_does_not_matter(OrderModel model) => Prop.ForAll(Customers(20, 80), customers =>
    {
        int[] order = [.. Enumerable.Range(0, customers.Count)];
        new Random(customers.Count).Shuffle(order);
        var (one, other) = (OrderFitting.Fit(customers, model)!, OrderFitting.Fit(Picked(customers, order), model)!);
        foreach (var (p, q) in one.Facts.Parameters.Zip(other.Facts.Parameters)) AssertClose(p.Value, q.Value, 1e-6);
    }).Check(SameEveryTime(model));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_customer_who_is_there_twice_weighs_twice(OrderModel model) => Prop.ForAll(Customers(1, 40), customers =>
    {
        int[] once = [.. Enumerable.Range(0, customers.Count)];
        var (one, two) = (Likelihood(customers, model), Likelihood(Picked(customers, [.. once, .. once]), model));
        double[] at = [Math.Log(0.4), Math.Log(30), Math.Log(1.1), Math.Log(8)];
        AssertClose(2 * one(at, new double[4], new double[16]), two(at, new double[4], new double[16]), 1e-12);
    }).Check(SameEveryTime(model));

    [Theory]
    [MemberData(nameof(Models))]
    public void Whatever_the_customers_everything_foretold_is_finite(OrderModel model) => Prop.ForAll(Customers(1, 60), customers =>
    {
        var fit = OrderFitting.Fit(customers, model)!;
        var prediction = Prediction.Of(customers, fit, SpendFitting.Fit(customers), 365, 0.01);
        Assert.All(prediction.PAlive, p => Assert.InRange(p, 0, 1));
        Assert.All(prediction.PAnotherOrder, p => Assert.InRange(p, 0, 1));
        Assert.All(prediction.ExpectedOrders, e => Assert.InRange(e, 0, 1e9));
        for (var i = 0; i < customers.Count; i++) Assert.True(prediction.LowOrders[i] <= prediction.HighOrders[i]);
        var all = prediction.ShopOrders();
        Assert.True(double.IsFinite(all.Low) && double.IsFinite(all.High) && all.Low <= all.High);
    }).Check(SameEveryTime(model));

    /// <summary>Some number of customers: one-time buyers, regulars, and such as bought every day.</summary>
    static Arbitrary<CustomerSummaries> Customers(int fewest, int most)
    {
        var customer =
            from age in Gen.Choose(0, 900)
            from frequency in Gen.Frequency((5, Gen.Constant(0)), (4, Gen.Choose(1, 4)), (1, Gen.Choose(5, 300)))
            let x = Math.Min(frequency, age)
            from recency in Gen.Choose(x, age)
            select (x, recency: x == 0 ? 0.0 : recency, (double)age);
        return (from count in Gen.Choose(fewest, most)
                from all in customer.ArrayOf(count)
                select CustomerSummaries.From(
                    TimeUnit.Days, [.. all.Select(c => c.x)], [.. all.Select(c => c.recency)], [.. all.Select(c => c.Item3)])).ToArbitrary();
    }

    static CustomerSummaries Picked(CustomerSummaries from, int[] picked) => CustomerSummaries.From(
        from.Unit, [.. picked.Select(i => from.Frequency[i])], [.. picked.Select(i => from.Recency[i])], [.. picked.Select(i => from.T[i])]);

    static TwiceDifferentiable Likelihood(CustomerSummaries summaries, OrderModel model)
    {
        var cells = SummaryCells.Of(summaries);
        return model == OrderModel.ParetoNbd ? new ParetoLikelihood(cells).At : new BetaGeometricLikelihood(cells, model == OrderModel.MbgNbd).At;
    }

    /// <summary>Against differences to both sides.</summary>
    static void AssertDerivatives(TwiceDifferentiable function, double[] at)
    {
        var n = at.Length;
        var (gradient, hessian) = (new double[n], new double[n * n]);
        var value = function(at, gradient, hessian);
        var (up, down, unused) = (new double[n], new double[n], new double[n * n]);
        const double step = 1e-5;
        for (var i = 0; i < n; i++)
        {
            var rise = function(Moved(at, i, step), up, unused) - function(Moved(at, i, -step), down, unused);
            Assert.Equal(rise / (2 * step) / Math.Abs(value), gradient[i] / Math.Abs(value), 6);
            for (var j = 0; j < n; j++)
                Assert.Equal((up[j] - down[j]) / (2 * step) / Math.Abs(value), hessian[i * n + j] / Math.Abs(value), 7);
        }
    }

    static double[] Moved(double[] at, int i, double step) => [.. at.Select((a, j) => i == j ? a + step : a)];

    static void AssertClose(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
}
