namespace ShopClvReports.Analytics;

/// <summary>Calendar days in a time zone.</summary>
public static class ZonedDay
{
    /// <summary>The first instant of a day. Where clocks skip midnight that is the moment they skip to; where midnight comes twice, the first.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(midnight))
        {
            // Gaps begin and end on whole minutes; walking to its end needs no guess at its length.
            var local = midnight;
            while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
