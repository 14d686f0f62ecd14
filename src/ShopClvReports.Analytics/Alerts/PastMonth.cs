namespace ShopClvReports.Analytics;

/// <summary>The end of a month in a shop's past, with what came after it known for some days.</summary>
/// <param name="Until">The first instant that comes too late, seconds since 1970.</param>
sealed record PastMonth(AsOf AsOf, uint Until)
{
    const int Most = 12;

    /// <param name="days">How many days after the end must lie before <paramref name="now"/>.</param>
    /// <returns>The last twelve, oldest first.</returns>
    public static IEnumerable<PastMonth> Before(AsOf now, TimeZoneInfo zone, int days)
    {
        var month = new DateOnly(now.Day.Year, now.Day.Month, 1).AddMonths(1);
        return Enumerable.Range(0, Most + days / 28 + 2)
            .Select(back => month.AddMonths(-back).AddDays(-1))
            .Select(end => new PastMonth(new AsOf(end, ZonedDay.Start(end.AddDays(1), zone)), ReportWindow.Seconds(ZonedDay.Start(end.AddDays(days + 1), zone))))
            .Where(end => end.Until <= ReportWindow.Seconds(now.Instant)).Take(Most).Reverse();
    }

    /// <summary>Whether a customer has an order that counts in the days after.</summary>
    public bool BoughtAgain(Ledger ledger, ValuePolicy policy, int customer)
    {
        var from = ReportWindow.Seconds(AsOf.Instant);
        var counted = new CountedOrders(ledger, policy, null);
        var (start, end) = ledger.OrdersOf(customer);
        for (var i = end - 1; i >= start && ledger.ProcessedAt[i] >= from; i--)
            if (ledger.ProcessedAt[i] < Until && counted.Has(i, out _)) return true;
        return false;
    }
}
