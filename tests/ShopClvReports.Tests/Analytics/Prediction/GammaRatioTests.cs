using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class GammaRatioTests
{
    /// <summary>mpmath, 30 digits: the regularized incomplete beta function.</summary>
    [Theory]
    [InlineData(0.3, 0.2, 1.05, 0.5654938601)]
    [InlineData(2.5, 0.2, 90, 0.8779436814)]
    [InlineData(1, 0.8, 1.5, 0.5572954821)]
    [InlineData(2.5, 1.9, 4, 0.8728827708)]
    public void A_small_shape_is_exact(double ratio, double shape, double level, double below) =>
        Assert.Equal(below, GammaRatio.Below(ratio, shape, level), 1e-8);

    [Theory]
    [InlineData(1, 2, 1.05, 0.4488861538, 0.011)]
    [InlineData(2.5, 4, 1.05, 0.6922959579, 0.011)]
    [InlineData(2.5, 40, 1.5, 0.7533675648, 0.006)]
    [InlineData(0.3, 2, 4, 0.1299407132, 0.006)]
    [InlineData(1, 4, 4, 0.5, 0.001)]
    [InlineData(1, 40, 90, 0.5097306743, 0.001)]
    [InlineData(1, 5000, 4, 0.4335482332, 0.006)]
    [InlineData(0.3, 5000, 90, 0, 1e-12)]
    public void A_larger_shape_is_as_near_as_is_said(double ratio, double shape, double level, double below, double within) =>
        Assert.Equal(below, GammaRatio.Below(ratio, shape, level), within);

    [Fact]
    public void Nothing_lies_below_nothing() => Assert.Equal(0, GammaRatio.Below(0, 3, 4));
}
