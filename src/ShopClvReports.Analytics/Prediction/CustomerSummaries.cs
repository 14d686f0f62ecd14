namespace ShopClvReports.Analytics;

/// <summary>The summaries of many customers, in columns of equal length.</summary>
/// <remarks>
/// Purchases are counted by the day: several orders of a day are one purchase worth their sum. The first day is when a customer
/// begins, and so counts neither in the frequency nor in the mean.
/// </remarks>
public sealed class CustomerSummaries
{
    CustomerSummaries(TimeUnit unit, int[] frequency, double[] recency, double[] t, double[]? monetaryValue) =>
        (Unit, Frequency, Recency, T, MonetaryValue) = (unit, frequency, recency, t, monetaryValue);

    /// <summary>Of recency and T.</summary>
    public TimeUnit Unit { get; }

    public int Count => Frequency.Length;

    /// <summary>Distinct days with an order, less one; -1 for a customer without orders, who is left out of everything.</summary>
    public int[] Frequency { get; }

    /// <summary>From first to last purchase.</summary>
    public double[] Recency { get; }

    /// <summary>From first purchase to now.</summary>
    public double[] T { get; }

    /// <summary>
    /// Mean value of the repeat purchases, 0 where there are none: minor units from a ledger, whatever the file had from a file.
    /// Null when no values are known.
    /// </summary>
    public double[]? MonetaryValue { get; }

    public CustomerSummary this[int customer] => new(Frequency[customer], Recency[customer], T[customer]);

    /// <summary>Summaries made elsewhere. The arrays are taken over, not copied.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a value cannot be; says which row.</exception>
    public static CustomerSummaries From(TimeUnit unit, int[] frequency, double[] recency, double[] t, double[]? monetaryValue = null)
    {
        if (recency.Length != frequency.Length || t.Length != frequency.Length || (monetaryValue ?? t).Length != frequency.Length)
            throw new ArgumentException("the columns of the summaries have different lengths");
        for (var i = 0; i < frequency.Length; i++)
        {
            if (CustomerSummary.Fault(frequency[i], recency[i], t[i]) is { } fault)
                throw new ArgumentException($"row {i}: {fault.Value} of ({frequency[i]}, {recency[i]}, {t[i]}) cannot be; expected {fault.Expected}");
            if (monetaryValue is not null && !double.IsFinite(monetaryValue[i]))
                throw new ArgumentException($"row {i}: the monetary value {monetaryValue[i]} cannot be; expected an amount");
        }

        return new CustomerSummaries(unit, frequency, recency, t, monetaryValue);
    }

    /// <summary>One row for each of the ledger's customers, in its order, by the days of the shop's calendar.</summary>
    /// <param name="currency">Index into the ledger's currencies; orders in another one are left out.</param>
    /// <remarks>One pass. An order counts as it does in <see cref="CustomerTotals"/>.</remarks>
    public static CustomerSummaries Of(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy, byte currency, TimeUnit unit)
    {
        var customers = ledger.CustomerCount;
        var (frequency, recency, t, mean) = (new int[customers], new double[customers], new double[customers], new double[customers]);
        var days = new PurchaseDays(ledger, DayClock.Of(ledger, shop.TimeZone), policy, currency);
        for (var customer = 0; customer < customers; customer++)
        {
            var bought = days.Of(customer, uint.MinValue, ReportWindow.Seconds(asOf.Instant));
            frequency[customer] = bought.Days - 1;
            if (bought.Days == 0) continue;
            recency[customer] = (bought.Last - bought.First) / unit.InDays();
            t[customer] = (Math.Max(asOf.Day.DayNumber, bought.Last) - bought.First) / unit.InDays();
            mean[customer] = bought.Days > 1 ? (double)bought.RepeatValue / (bought.Days - 1) : 0;
        }

        return new CustomerSummaries(unit, frequency, recency, t, mean);
    }

    /// <summary>The same with every monetary value divided: minor units to major ones.</summary>
    public CustomerSummaries WithValuesOver(double divisor) =>
        new(Unit, Frequency, Recency, T, MonetaryValue is { } values ? Array.ConvertAll(values, v => v / divisor) : null);
}
