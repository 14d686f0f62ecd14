using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class ParetoTests
{
    /// <summary>mpmath, 50 digits: r, α, s, β, x, tₓ, T, log-likelihood, P(alive), expected orders in 39 weeks.</summary>
    [Theory]
    [InlineData(0.553, 10.578, 0.606, 11.669, 0, 0, 38.86, -0.5210462940808904, 0.29528660461689415, 0.10708146821530887)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 2, 30.43, 38.86, -9.554283245150407, 0.8691675591530112, 1.4551231932576025)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 26, 30.857, 31, -39.13162474569063, 0.9978720349277616, 20.116084730962907)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 132, 200, 200, -196.35888358746257, 1, 23.29972451556409)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 400, 5, 6, 892.0106690764685, 1.0272551404324141e-8, 6.486581920149891e-6)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 500, 1, 37, 1376.6167128589905, 2.379821027851796e-305, 8.071064081514131e-303)]
    [InlineData(0.553, 10.578, 0.606, 11.669, 1, 0.1, 1000, -4.289762804928131, 0.0002146410307297701, 1.2716850677017853e-5)]
    [InlineData(10.465, 0.00798565181, 3.0516, 2.82, 0, 0, 38.86, -7.0001342024702256, 7.644090601012279e-40, 3.102741845842219e-39)]
    [InlineData(10.465, 0.00798565181, 3.0516, 2.82, 2, 30.43, 38.86, -97.4589562479323, 0.11722555671894264, 0.5667547532985211)]
    [InlineData(10.465, 0.00798565181, 3.0516, 2.82, 400, 5, 6, 1323.188930967818, 5.1374581133193755e-31, 1.4618937461353438e-28)]
    [InlineData(0.5143, 2.8845, 0.2856, 14.1087, 0, 0, 38.86, -1.1178806270451171, 0.5303261441991284, 0.2340561604823747)]
    [InlineData(0.5143, 2.8845, 0.2856, 14.1087, 400, 5, 6, 1162.3522487452838, 5.67906292326832e-18, 8.361894239017493e-15)]
    [InlineData(0.5143, 2.8845, 0.2856, 14.1087, 161, 94.71429, 98, -87.42925486330854, 0.7494877522581072, 44.76235202619383)]
    [InlineData(0.58, 99.9, 0.7585, 261.7, 400, 5, 6, 132.53722739958602, 0.9683518705630088, 135.57368824695942)]
    [InlineData(0.58, 99.9, 0.7585, 261.7, 500, 1, 37, 293.76824320666464, 7.236062720710675e-64, 9.843916954951866e-62)]
    [InlineData(0.58, 99.9, 0.7585, 261.7, 1, 0.1, 1000, -6.769591567457182, 0.034646797634236545, 0.0019186763444315688)]
    public void Likelihood_chance_and_orders_are_right_to_ten_digits(
        double r, double alpha, double s, double beta, double x, double tx, double t, double logLikelihood, double alive, double orders)
    {
        var fit = new ParetoFit(TimeUnit.Weeks, r, alpha, s, beta, new FitFacts(0, 0, 0, null, [], []));
        var customer = new CustomerSummary((int)x, tx, t);
        var cells = SummaryCells.Of(CustomerSummaries.From(TimeUnit.Weeks, [(int)x], [tx], [t]));
        var found = new ParetoLikelihood(cells).At([Math.Log(r), Math.Log(alpha), Math.Log(s), Math.Log(beta)], new double[4], new double[16]);
        Close(logLikelihood, found);
        Close(alive, fit.PAlive(customer));
        Close(orders, fit.ExpectedOrders(customer, 39));
    }

    static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-10 * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
}
