using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class ZonedDayTests
{
    static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    static string Start(string day, string zone) =>
        ZonedDay.Start(DateOnly.Parse(day, CultureInfo.InvariantCulture), Zone(zone)).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-29", "Europe/Amsterdam", "2026-03-28T23:00Z")]
    [InlineData("2026-03-30", "Europe/Amsterdam", "2026-03-29T22:00Z")]
    [InlineData("2026-10-25", "Europe/Amsterdam", "2026-10-24T22:00Z")]
    [InlineData("2026-10-26", "Europe/Amsterdam", "2026-10-25T23:00Z")]
    [InlineData("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z")]
    [InlineData("2018-11-05", "America/Sao_Paulo", "2018-11-05T02:00Z")]
    [InlineData("2026-03-29", "Asia/Beirut", "2026-03-28T22:00Z")]
    [InlineData("2026-03-30", "Asia/Beirut", "2026-03-29T21:00Z")]
    [InlineData("2026-10-25", "Asia/Beirut", "2026-10-24T22:00Z")]
    [InlineData("2026-11-01", "America/Havana", "2026-11-01T04:00Z")]
    [InlineData("2011-12-29", "Pacific/Apia", "2011-12-29T10:00Z")]
    [InlineData("2011-12-31", "Pacific/Apia", "2011-12-30T10:00Z")]
    [InlineData("2026-06-01", "Asia/Kathmandu", "2026-05-31T18:15Z")]
    [InlineData("2026-06-01", "UTC", "2026-06-01T00:00Z")]
    public void A_day_begins_at_its_first_instant(string day, string zone, string start) => Assert.Equal(start, Start(day, zone));

    [Theory]
    [InlineData("2026-10-25T03:30", "2026-10-25T02:30Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")]
    [InlineData("2026-03-29T03:30", "2026-03-29T01:30Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30Z")]
    public void A_time_of_day_is_when_clocks_show_it(string local, string at) =>
        Assert.Equal(at, ZonedDay.At(DateTime.Parse(local, CultureInfo.InvariantCulture), Zone("Europe/Amsterdam")).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_that_a_zone_left_out_begins_and_ends_at_the_same_instant() =>
        Assert.Equal(Start("2011-12-31", "Pacific/Apia"), Start("2011-12-30", "Pacific/Apia"));

    [Fact]
    public void In_every_zone_the_clock_reads_the_day_from_its_start_on_and_not_before()
    {
        string[] zones =
        [
            "Europe/Amsterdam", "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe",
            "Asia/Tehran", "America/Asuncion", "Atlantic/Azores", "Asia/Amman", "America/Godthab", "Africa/Casablanca", "Pacific/Kiritimati",
        ];
        foreach (var zone in zones.Select(Zone))
            for (var day = new DateOnly(2005, 1, 1); day.Year < 2028; day = day.AddDays(1))
            {
                if (zone.Id == "Pacific/Apia" && day == new DateOnly(2011, 12, 30)) continue;
                var start = ZonedDay.Start(day, zone);
                Assert.Equal((zone.Id, day), (zone.Id, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime)));
                Assert.Equal((zone.Id, true, day), (zone.Id, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start.AddSeconds(-1), zone).DateTime) < day, day));
            }
    }

    [Theory]
    [InlineData("1969-12-31", false)]
    [InlineData("1970-01-01", true)]
    [InlineData("2105-12-31", true)]
    [InlineData("2106-01-01", false)]
    [InlineData("2026-6-1", false)]
    [InlineData("2026-02-29", false)]
    public void A_day_reads_from_its_text_where_a_ledger_can_hold_it(string text, bool reads) => Assert.Equal(reads, ZonedDay.TryParse(text, out _));
}
