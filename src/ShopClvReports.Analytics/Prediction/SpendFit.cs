namespace ShopClvReports.Analytics;

/// <summary>Gamma-Gamma with parameters: what the next orders of a customer will be worth.</summary>
/// <param name="Gamma">In the unit of the monetary values.</param>
/// <param name="LeftOut">Customers who came back but whose repeat purchases came to nothing or, after refunds, less; not fitted on.</param>
/// <param name="Correlation">Of frequency and mean value. The model takes them for independent: beyond 0.3 either way it misleads.</param>
public sealed record SpendFit(double P, double Q, double Gamma, int LeftOut, double Correlation, FitFacts Facts)
{
    /// <summary>Mean value of an order of a customer of whom nothing is known.</summary>
    public double MeanOrderValue => ExpectedOrderValue(0, 0);

    /// <summary>The mean value of a customer's next orders: between what they spent so far and what everybody spends.</summary>
    /// <param name="monetaryValue">Mean of the repeat purchases; what is below 0 counts as 0.</param>
    public double ExpectedOrderValue(int frequency, double monetaryValue) =>
        P * Scale(frequency, monetaryValue) / (Level(frequency) - 1);

    /// <summary>What is known of a customer's ν is Gamma(this, <see cref="Scale"/>).</summary>
    internal double Level(int frequency) => P * frequency + Q;

    /// <summary>In the unit of the monetary values.</summary>
    internal double Scale(int frequency, double monetaryValue) => Gamma + frequency * Math.Max(monetaryValue, 0);
}
