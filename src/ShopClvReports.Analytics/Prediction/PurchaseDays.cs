namespace ShopClvReports.Analytics;

/// <summary>Counts the days on which customers bought.</summary>
readonly ref struct PurchaseDays(Ledger ledger, DayClock clock, ValuePolicy policy, byte currency)
{
    readonly ReadOnlySpan<uint> _at = ledger.ProcessedAt;
    readonly CountedOrders _counted = new(ledger, policy, currency);

    /// <param name="from">Seconds since 1970; <paramref name="to"/> likewise, exclusive.</param>
    public Purchases Of(int customer, uint from, uint to)
    {
        var (start, end) = ledger.OrdersOf(customer);
        var (days, first, last, repeat) = (0, 0, 0, 0L);
        for (var i = start; i < end; i++)
        {
            if (_at[i] >= to) break;
            if (_at[i] < from || !_counted.Has(i, out var value)) continue;
            var day = clock.Day(_at[i]).DayNumber;
            if (days == 0) first = day;
            if (days == 0 || day != last) days++;
            last = day;
            if (day != first) repeat += value;
        }

        return new Purchases(days, first, last, repeat);
    }

    /// <summary>Days of a customer in a stretch of time, without the very first: nobody comes for the first time again.</summary>
    public int RepeatsOf(int customer, uint from, uint to)
    {
        var bought = Of(customer, from, to);
        return bought.Days > 0 && bought.First == Of(customer, uint.MinValue, to).First ? bought.Days - 1 : bought.Days;
    }
}

/// <summary>What one customer bought in a stretch of time.</summary>
/// <param name="Days">Distinct days.</param>
/// <param name="First">Day number; <paramref name="Last"/> likewise.</param>
/// <param name="RepeatValue">Of the orders after the first day, minor units.</param>
readonly record struct Purchases(int Days, int First, int Last, long RepeatValue);
