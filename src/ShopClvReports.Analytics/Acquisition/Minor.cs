namespace ShopClvReports.Analytics;

/// <summary>Whole minor units from an average.</summary>
static class Minor
{
    /// <summary>Rounded half away from zero; <see cref="MoneyColumn.Unknown"/> for NaN.</summary>
    public static long Of(double minor) => double.IsNaN(minor) ? MoneyColumn.Unknown : (long)Math.Round(minor, MidpointRounding.AwayFromZero);
}
