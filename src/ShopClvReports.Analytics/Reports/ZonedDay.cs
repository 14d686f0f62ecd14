using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>Calendar days in a time zone.</summary>
public static class ZonedDay
{
    const int FirstYear = 1970;
    const int LastYear = 2105;

    /// <summary>The years that a ledger's four-byte instants can hold, in words.</summary>
    public static string Range { get; } = $"years {FirstYear} to {LastYear}";

    /// <summary>Whether a ledger can hold instants of this year.</summary>
    public static bool InRange(int year) => year is >= FirstYear and <= LastYear;

    /// <summary>Reads a day such as <c>2026-06-30</c>.</summary>
    /// <returns>False for other text, and for a year that is not <see cref="InRange"/>.</returns>
    public static bool TryParse(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && InRange(day.Year);

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
