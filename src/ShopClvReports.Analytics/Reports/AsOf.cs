using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>The moment a report speaks for: later orders are not counted, and ages are measured from its day.</summary>
/// <param name="Day">In the shop's time zone.</param>
/// <param name="Instant">The first instant that is no longer counted.</param>
public readonly record struct AsOf(DateOnly Day, DateTimeOffset Instant)
{
    /// <summary>A clock reading.</summary>
    public static AsOf Now(DateTimeOffset now, TimeZoneInfo zone) =>
        new(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime), now);

    /// <summary>A day (to its end, in the shop's zone) or an instant with its offset.</summary>
    /// <exception cref="FormatException">Neither.</exception>
    public static AsOf Parse(string text, TimeZoneInfo zone)
    {
        if (ZonedDay.TryParse(text, out var day)) return new AsOf(day, ZonedDay.Start(day.AddDays(1), zone));
        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && ZonedDay.InRange(instant.UtcDateTime.Year))
            return Now(instant, zone);
        throw new FormatException(
            $"'{text}' is not a moment; expected a day such as 2026-06-30 or an instant such as 2026-06-30T12:00:00Z ({ZonedDay.Range})");
    }
}
