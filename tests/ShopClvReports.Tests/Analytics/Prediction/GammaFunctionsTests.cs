using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class GammaFunctionsTests
{
    /// <summary>mpmath, 50 digits: x, lnΓ, ψ, ψ′.</summary>
    [Theory]
    [InlineData(1e-8, 18.42068073818021, -100000000.57721564, 10000000000000002)]
    [InlineData(0.001, 6.907178885383853, -1000.5755719318103, 1000001.6425331958)]
    [InlineData(0.1, 2.252712651734206, -10.423754940411076, 101.43329915079275)]
    [InlineData(0.2426, 1.3197854750907922, -4.358361853222514, 18.198210324240314)]
    [InlineData(0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679)]
    [InlineData(0.7929, 0.1589694633724255, -0.9814474190300094, 2.3313198876886214)]
    [InlineData(1, 0, -0.5772156649015329, 1.6449340668482264)]
    [InlineData(1.5, -0.12078223763524522, 0.03648997397857652, 0.9348022005446793)]
    [InlineData(2.4259, 0.23394149863822072, 0.666157066515542, 0.5084972170182)]
    [InlineData(4, 1.791759469228055, 1.2561176684318005, 0.2838229557371153)]
    [InlineData(11.9, 17.25847745059552, 2.4339335368825377, 0.08766320119000419)]
    [InlineData(12, 17.502307845873887, 2.442661679975812, 0.08690187287176838)]
    [InlineData(30, 71.25703896716801, 3.384438132685525, 0.033895060357739946)]
    [InlineData(170, 701.437263808737, 5.132854377083307, 0.0058996879026080385)]
    [InlineData(1000, 5905.220423209181, 6.907255195648812, 0.0010005001666666333)]
    [InlineData(100000, 1051287.7089736569, 11.512920464961896, 1.0000050000166667e-5)]
    [InlineData(100000000, 1742068066.1038346, 18.420680738952367, 1.000000005e-8)]
    public void They_are_right_to_fourteen_digits(double x, double logGamma, double digamma, double trigamma)
    {
        Close(logGamma, GammaFunctions.LogGamma(x));
        Close(digamma, GammaFunctions.Digamma(x));
        Close(trigamma, GammaFunctions.Trigamma(x));
    }

    [Fact]
    public void Vectors_of_logarithms_and_exponentials_agree_with_the_base_library()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var (x, y) = (Math.Exp(random.NextDouble() * 80 - 40), random.NextDouble() * 800 - 690);
            if (i % 2 == 0) x = 1 + (random.NextDouble() - 0.5) * Math.Pow(10, -random.Next(16));
            if (y > 700) y = 0;
            var (log, exp) = (Math.Log(x), Math.Exp(y));
            Assert.True(Math.Abs(Vectors.Log(System.Runtime.Intrinsics.Vector256.Create(x))[1] - log) <= 4e-16 * Math.Abs(log), $"log {x:R}");
            Assert.True(Math.Abs(Vectors.Exp(System.Runtime.Intrinsics.Vector256.Create(y))[2] - exp) <= 4e-16 * exp, $"exp {y:R}");
        }
    }

    static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 1e-14 * Math.Max(1, Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");
}
