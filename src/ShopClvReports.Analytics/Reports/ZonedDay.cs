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

    /// <summary>
    /// The first instant of a day. Where clocks skip midnight that is the moment they skip; where midnight comes twice, the first.
    /// A day that a zone left out begins where the next one does.
    /// </summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(midnight.AddDays(-1)), zone.GetUtcOffset(midnight.AddDays(1)));
        var (early, late) = before > after ? (midnight - before, midnight - after) : (midnight - after, midnight - before);
        if (zone.GetUtcOffset(early) == midnight - early) return early;
        if (zone.GetUtcOffset(late) == midnight - late) return late;
        return Skip(early, late, before, zone);
    }

    /// <summary>When clocks show this: of two such instants the first; a reading that clocks skip is counted on from before the skip.</summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local.Ticks - offset.Ticks, TimeSpan.Zero);
    }

    /// <summary>The second at which clocks leave an offset, between an instant that has it and a later one that has not.</summary>
    static DateTimeOffset Skip(DateTimeOffset has, DateTimeOffset hasNot, TimeSpan offset, TimeZoneInfo zone)
    {
        while (hasNot - has > TimeSpan.FromSeconds(1))
        {
            var middle = has.AddSeconds(Math.Floor((hasNot - has).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == offset) has = middle;
            else hasNot = middle;
        }

        return hasNot;
    }
}
