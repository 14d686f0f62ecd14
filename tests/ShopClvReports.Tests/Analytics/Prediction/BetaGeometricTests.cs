using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class BetaGeometricTests
{
    static BetaGeometricFit Fit(double r, double alpha, double a, double b, OrderModel model = OrderModel.BgNbd) =>
        new(model, TimeUnit.Weeks, r, alpha, a, b, new FitFacts(0, 0, 0, null, [], []));

    static void Close(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");

    /// <summary>mpmath, 50 digits: r, α, a, b, horizon, x, tₓ, T, expected orders. With a = 1, a + b = 1, a + b below 1 and x = 2000.</summary>
    [Theory]
    [InlineData(0.243, 4.414, 0.793, 2.426, 1, 0, 0, 1, 0.043683378693973714)]
    [InlineData(0.243, 4.414, 0.793, 2.426, 39, 26, 30.857, 31, 20.74828499724883)]
    [InlineData(0.11, 2.24, 0.31, 0.5, 365, 0, 0, 38.86, 0.5473499273843143)]
    [InlineData(0.11, 2.24, 0.31, 0.5, 365, 300, 364, 365, 264.6202713728276)]
    [InlineData(0.1, 50.16, 0.4, 0.81, 39, 1, 0.1, 38, 0.23599087604503602)]
    [InlineData(0.1, 50.16, 0.4, 0.81, 1, 2000, 700, 730, 1.1128312583312486e-30)]
    [InlineData(0.3, 46.9, 0.814, 2.99, 1, 26, 30.857, 31, 0.3260562680652428)]
    [InlineData(0.3, 46.9, 0.814, 2.99, 39, 0, 0, 38.86, 0.1287637316533727)]
    [InlineData(0.5, 10, 1, 2, 365, 100, 300, 365, 3.4062309219196994e-5)]
    [InlineData(0.5, 10, 1, 2, 365, 1, 0.1, 38, 0.7152401325841161)]
    [InlineData(0.5, 10, 1.0000001, 2, 39, 501, 501, 501, 36.815270392897716)]
    [InlineData(0.5, 10, 1.0000001, 2, 1, 100, 300, 365, 1.3292103977828872e-7)]
    [InlineData(0.5, 10, 2.5, 3, 1, 2000, 700, 730, 2.393153651072934e-33)]
    [InlineData(0.5, 10, 2.5, 3, 39, 501, 501, 501, 34.77433655020683)]
    [InlineData(0.3, 5, 0.4, 0.6, 365, 0, 0, 1, 4.566987763507487)]
    [InlineData(0.3, 5, 0.4, 0.6, 365, 2000, 700, 730, 2.865530538829243e-30)]
    [InlineData(0.2, 1, 0.05, 0.2, 39, 0, 0, 1287, 0.006034297843471452)]
    [InlineData(0.2, 1, 0.05, 0.2, 1, 0, 0, 1287, 0.00015526504298624257)]
    [InlineData(2, 0.5, 5, 50, 1, 2, 30.43, 38.86, 0.0803936297726473)]
    [InlineData(2, 0.5, 5, 50, 39, 2, 30.43, 38.86, 2.5843081243413617)]
    [InlineData(0.25, 20, 0.001, 1, 365, 26, 30.857, 31, 187.59731920183168)]
    [InlineData(0.25, 20, 0.001, 1, 365, 100, 300, 365, 0.08437557715149435)]
    public void The_expected_orders_are_right_to_ten_digits(
        double r, double alpha, double a, double b, double horizon, double x, double tx, double t, double expected) =>
        Close(expected, Fit(r, alpha, a, b).ExpectedOrders(new CustomerSummary((int)x, tx, t), horizon), 1e-10);

    /// <summary>Likewise, 60 digits, where hypergeometric functions overflow or lose every digit.</summary>
    [Theory]
    [InlineData(0.3, 45, 5000, 20000, 365, 0, 0, 38, 0.8623448397303192)]
    [InlineData(2.97, 1008.9, 1.3e-5, 81533.9, 30, 1, 10, 300, 0.09099243635693374)]
    [InlineData(0.0043, 0.0664, 1.3e-8, 66.96, 365, 5, 200, 400, 4.565665820449083)]
    [InlineData(0.25, 50, 3500, 17700, 30, 0, 0, 38, 0.0823503413208866)]
    [InlineData(0.45, 60, 20, 90, 365, 0, 0, 900, 0.16299217178727818)]
    [InlineData(0.3, 45, 200, 700, 30, 5, 200, 400, 0.044203718630284425)]
    [InlineData(0.3, 45, 0.0001, 0.001, 365, 60, 350, 365, 53.67892417532401)]
    [InlineData(4200, 190000, 0.5, 2, 30, 0, 0, 900, 0.6202198702958988)]
    public void Degenerate_parameters_give_finite_right_answers(
        double r, double alpha, double a, double b, double horizon, double x, double tx, double t, double expected) =>
        Close(expected, Fit(r, alpha, a, b).ExpectedOrders(new CustomerSummary((int)x, tx, t), horizon), 1e-8);

    /// <summary>BTYD's example of CDNOW's customer 1516 (Fader, Hardie and Lee 2005); its optimum is right to four digits.</summary>
    [Fact]
    public void A_customer_of_the_textbook_is_as_in_the_textbook()
    {
        var fit = Fit(0.2425945224, 4.413602019, 0.7929220172, 2.4259067768);
        var customer = new CustomerSummary(26, 30.857, 31);
        Close(25.75659, fit.ExpectedOrders(customer, 52), 1e-4);
        Close(0.9688523, fit.PAlive(customer), 1e-5);
    }

    /// <summary>Worked out to 50 digits.</summary>
    [Theory]
    [InlineData(0, 0, -0.59947382)]
    [InlineData(200, 38, 100.7957)]
    public void The_log_likelihood_of_one_customer_is_right(int x, double tx, double expected) =>
        Assert.Equal(expected, LogLikelihood(x, tx, 40, false, 0.25, 4, 0.8, 2.5), x == 0 ? 8 : 4);

    [Fact]
    public void Who_bought_once_is_always_alive_in_one_model_and_not_in_the_other()
    {
        var once = new CustomerSummary(0, 0, 1000);
        Assert.Equal(1, Fit(0.25, 4, 0.8, 2.5).PAlive(once));
        Assert.InRange(Fit(0.25, 4, 0.8, 2.5, OrderModel.MbgNbd).PAlive(once), 0.3, 0.7);
    }

    /// <summary>Batislam, Denizel and Filiztekin 2007, equation 8, by logarithms of gamma functions.</summary>
    [Theory]
    [InlineData(0, 0, 40)]
    [InlineData(1, 7.5, 12)]
    [InlineData(30, 300, 365)]
    public void The_modified_likelihood_is_that_of_its_paper(int x, double tx, double t)
    {
        double B(double p, double q) => GammaFunctions.LogGamma(p) + GammaFunctions.LogGamma(q) - GammaFunctions.LogGamma(p + q);
        var (r, alpha, a, b) = (0.52, 6.2, 0.9, 1.6);
        var alive = Math.Exp(B(a, b + x + 1) - B(a, b) - (r + x) * Math.Log(alpha + t));
        var gone = Math.Exp(B(a + 1, b + x) - B(a, b) - (r + x) * Math.Log(alpha + tx));
        var expected = GammaFunctions.LogGamma(r + x) - GammaFunctions.LogGamma(r) + r * Math.Log(alpha) + Math.Log(alive + gone);
        Close(expected, LogLikelihood(x, tx, t, true, r, alpha, a, b), 1e-12);
        Close(alive / (alive + gone), Fit(r, alpha, a, b, OrderModel.MbgNbd).PAlive(new CustomerSummary(x, tx, t)), 1e-12);
    }

    static double LogLikelihood(int x, double tx, double t, bool mayLeaveAtOnce, params double[] parameters)
    {
        var cells = SummaryCells.Of(CustomerSummaries.From(TimeUnit.Weeks, [x], [tx], [t]));
        return new BetaGeometricLikelihood(cells, mayLeaveAtOnce).At(Array.ConvertAll(parameters, Math.Log), new double[4], new double[16]);
    }
}
