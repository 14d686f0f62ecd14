namespace ShopClvReports.Analytics;

/// <summary>Turns instants of a ledger into calendar months.</summary>
sealed class AgeClock(Ledger ledger, TimeZoneInfo zone, AsOf asOf)
{
    readonly DayClock _clock = DayClock.Of(ledger, zone);

    /// <summary>The month that has not ended yet.</summary>
    public int Unfinished { get; } = Acquisitions.MonthOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf.Instant, zone).DateTime));

    public int Month(uint at) => Acquisitions.MonthOf(_clock.Day(at));
}

/// <summary>Reads what customers spent from their first order on, in one currency.</summary>
readonly ref struct LifetimeScan(Ledger ledger, ValuePolicy policy, byte currency, AgeClock age, uint asOf)
{
    readonly ReadOnlySpan<uint> _at = ledger.ProcessedAt;
    readonly CountedOrders _counted = new(ledger, policy, currency);

    /// <param name="month">Of the first order.</param>
    public void Run(int customer, int month, ChannelGrowth growth)
    {
        var finished = Math.Max(0, age.Unfinished - month);
        growth.AddNew(finished);
        var (start, end) = ledger.OrdersOf(customer);
        for (var i = start; i < end && _at[i] < asOf; i++)
            if (_counted.Has(i, out var value)) growth.Order(value, age.Month(_at[i]) - month, finished);
    }
}
