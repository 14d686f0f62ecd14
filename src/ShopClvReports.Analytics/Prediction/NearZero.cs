namespace ShopClvReports.Analytics;

/// <summary>Differences from one that keep their digits, after Kahan; the base library's own lose them.</summary>
static class NearZero
{
    /// <summary><c>ln(1 + x)</c>.</summary>
    public static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : double.IsPositiveInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary><c>eˣ − 1</c>.</summary>
    public static double ExpMinusOne(double x)
    {
        // Further out nothing is lost, and the quotient below would not exist.
        if (x is > 40 or < -40) return Math.Exp(x) - 1;
        var power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * (x / Math.Log(power));
    }

    /// <summary><c>(1 − eˣᵇ) / b</c>, which goes to <c>−x</c> where b does to 0.</summary>
    public static double Saturation(double b, double x) => b == 0 ? -x : -ExpMinusOne(b * x) / b;
}
