using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>The days of a report, against the zone's own rules.</summary>
public class DayClockTests
{
    [Theory]
    [InlineData("Europe/Amsterdam")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Pacific/Apia")]
    [InlineData("America/Havana")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void Random_instants_are_on_the_day_that_the_clock_of_the_zone_reads(string zone)
    {
        var random = new Random(20260329);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        uint[] instants =
        [
            .. Enumerable.Range(0, 3000).Select(_ => (uint)random.NextInt64(Some.Seconds("2005-01-01T00:00:00Z"), Some.Seconds("2028-01-01T00:00:00Z"))),
            .. Enumerable.Range(0, 4000).Select(day => (uint)(ZonedDay.Start(new DateOnly(2010, 1, 1).AddDays(day), info).ToUnixTimeSeconds() - day % 2)),
        ];
        var ledger = Some.LedgerOf(instants.Select((at, i) => new LedgerOrder(i + 1, i + 1, at, 1, 1, 1, 0, 0, false, false)));

        var section = Some.Section(ledger, new ReportQuery(Period.All, Sort: []), "2099-12-31", zone);

        Assert.Equal(instants.Select(at => Day(at, info)), section.Shown("first_order"));
        Assert.Equal(section.Shown("first_order"), section.Shown("last_order"));
    }

    static string Day(uint at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(at), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public void The_first_and_the_last_second_that_a_ledger_holds_have_a_day()
    {
        var ledger = Some.LedgerOf([Some.Row(1, 11, "1970-01-01T00:00:01Z", 1), Some.Row(2, 11, "2105-12-31T10:00:00Z", 1)]);

        var section = Some.Section(ledger, asOf: "2105-12-31");

        Assert.Equal(["1970-01-01"], section.Shown("first_order"));
        Assert.Equal(["2105-12-31"], section.Shown("last_order"));
    }
}
