namespace ShopClvReports.Analytics;

/// <summary>How each customer was won: the first order that counts, in whatever currency. Arrays are parallel to the ledger's customers.</summary>
/// <remarks>Which orders count: <see cref="CountedOrders"/>.</remarks>
public sealed class Acquisitions
{
    readonly Ledger _ledger;

    /// <param name="asOf">Orders from here on do not exist yet.</param>
    public Acquisitions(Ledger ledger, TimeZoneInfo zone, ValuePolicy policy, DateTimeOffset asOf)
    {
        _ledger = ledger;
        (FirstOrder, Month) = (new int[ledger.CustomerCount], new int[ledger.CustomerCount]);
        var (clock, end) = (DayClock.Of(ledger, zone), ReportWindow.Seconds(asOf));
        var at = ledger.ProcessedAt;
        var counted = new CountedOrders(ledger, policy, null);
        for (var c = 0; c < FirstOrder.Length; c++)
        {
            FirstOrder[c] = -1;
            var (start, stop) = ledger.OrdersOf(c);
            for (var i = start; i < stop && at[i] < end; i++)
            {
                if (!counted.Has(i, out _)) continue;
                (FirstOrder[c], Month[c]) = (i, MonthOf(clock.Day(at[i])));
                break;
            }
        }
    }

    /// <summary>Index of the order; -1 for a customer without one.</summary>
    public int[] FirstOrder { get; }

    /// <summary>Its month, counted from the first month of year 0; 0 for a customer without one.</summary>
    public int[] Month { get; }

    /// <summary>Shopify's source name; null for a customer without an order.</summary>
    public string? Channel(int customer) => FirstOrder[customer] is >= 0 and var order ? _ledger.Channels[_ledger.ChannelIndex[order]] : null;

    /// <summary>Whether a customer was won by an order in this currency.</summary>
    public bool WonIn(int customer, byte currency) => FirstOrder[customer] is >= 0 and var order && _ledger.CurrencyIndex[order] == currency;

    public static int MonthOf(DateOnly day) => day.Year * 12 + day.Month - 1;
}
