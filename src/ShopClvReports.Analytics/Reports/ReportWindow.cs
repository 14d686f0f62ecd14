namespace ShopClvReports.Analytics;

/// <summary>A period as instants of a ledger.</summary>
/// <param name="From">First day; null for no bound.</param>
/// <param name="To">Last day.</param>
/// <param name="Start">Seconds since 1970.</param>
/// <param name="End">Likewise, exclusive.</param>
/// <param name="AsOf">Likewise: orders from here on do not exist yet.</param>
readonly record struct ReportWindow(DateOnly? From, DateOnly To, uint Start, uint End, uint AsOf)
{
    public static ReportWindow Of(Period period, AsOf asOf, TimeZoneInfo zone)
    {
        var (from, to) = period.Days(asOf.Day);
        return new ReportWindow(
            from, to, from is { } day ? Seconds(ZonedDay.Start(day, zone)) : 0, Seconds(ZonedDay.Start(to.AddDays(1), zone)), Seconds(asOf.Instant));
    }

    /// <summary>The first whole second that is not before an instant: an order of the second that is going on has been placed.</summary>
    public static uint Seconds(DateTimeOffset instant) => (uint)Math.Clamp(instant.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds(), 0, uint.MaxValue);

    /// <summary>Nothing for a currency that the ledger does not have.</summary>
    public CustomerTotals Totals(Ledger ledger, ValuePolicy policy, Currency currency) => ledger.IndexOf(currency) is { } index
        ? CustomerTotals.Compute(ledger, policy, index, Start, End, AsOf)
        : CustomerTotals.Compute(ledger, policy, 0, 0, 0, 0);
}
