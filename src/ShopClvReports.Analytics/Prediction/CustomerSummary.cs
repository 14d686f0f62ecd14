namespace ShopClvReports.Analytics;

/// <summary>All that the order models know of one customer.</summary>
/// <param name="Frequency">Distinct days with an order, less one; negative for a customer without orders.</param>
/// <param name="Recency">From the first of those days to the last, in the summary's <see cref="TimeUnit"/>.</param>
/// <param name="T">From the first day to now, likewise: how long the customer has been watched.</param>
public readonly record struct CustomerSummary(int Frequency, double Recency, double T)
{
    /// <summary>More repeat purchases or time units than this are a mistake in the data.</summary>
    public const int Most = 1_000_000;

    /// <returns>The name of the value that cannot be and what was expected; null when all is well.</returns>
    public static (string Value, string Expected)? Fault(int frequency, double recency, double t)
    {
        if (frequency is < 0 or > Most) return ("frequency", $"a whole number from 0 to {Most}");
        if (!(t >= 0 && t <= Most)) return ("T", $"a number from 0 to {Most}");
        if (!(recency >= 0 && recency <= t)) return ("recency", "a number from 0 to T");
        return (frequency > 0, recency > 0) switch
        {
            (false, true) => ("recency", "0 where frequency is 0: it is the time from the first purchase to the last"),
            (true, false) => ("recency", "more than 0 where frequency is not 0: that counts days with a purchase after the first"),
            _ => null,
        };
    }
}
