namespace ShopClvReports.Analytics;

/// <summary>Turns instants into the days of one time zone without a look-up in the zone's rules for each.</summary>
sealed class DayClock
{
    const int SecondsPerDay = 86_400;

    readonly DateOnly _firstDay;
    readonly long[] _starts;

    /// <param name="first">The earliest instant that will be asked for, seconds since 1970; <paramref name="last"/> the latest.</param>
    public DayClock(TimeZoneInfo zone, uint first, uint last)
    {
        _firstDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(first), zone).DateTime);
        // One day more at the end, so that every day has a successor; clocks are never a day apart.
        _starts = new long[(last - first) / SecondsPerDay + 3];
        for (var i = 0; i < _starts.Length; i++) _starts[i] = ZonedDay.Start(_firstDay.AddDays(i), zone).ToUnixTimeSeconds();
    }

    /// <summary>For every instant of a ledger.</summary>
    public static DayClock Of(Ledger ledger, TimeZoneInfo zone)
    {
        var (first, last) = (uint.MaxValue, 0u);
        foreach (var at in ledger.ProcessedAt) (first, last) = (Math.Min(first, at), Math.Max(last, at));
        return first > last ? new DayClock(zone, 0, 0) : new DayClock(zone, first, last);
    }

    public DateOnly Day(uint seconds)
    {
        var i = (int)Math.Clamp((seconds - _starts[0]) / SecondsPerDay, 0, _starts.Length - 1);
        while (i > 0 && _starts[i] > seconds) i--;
        while (i + 1 < _starts.Length && _starts[i + 1] <= seconds) i++;
        return _firstDay.AddDays(i);
    }
}
