using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class AsOfTests
{
    [Theory]
    [InlineData("2026-06-30", "2026-06-30T22:00:00Z")]
    [InlineData("2026-03-28", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z")]
    public void A_day_counts_to_its_end_in_the_shops_zone(string day, string instant) =>
        Assert.Equal(new AsOf(DateOnly.Parse(day), DateTimeOffset.Parse(instant)), AsOf.Parse(day, Some.Amsterdam));

    [Theory]
    [InlineData("2026-06-30T12:00:00Z", "2026-06-30", "2026-06-30T12:00:00Z")]
    [InlineData("2026-06-30T23:30:00Z", "2026-07-01", "2026-06-30T23:30:00Z")]
    [InlineData("2026-06-30T23:30:00-05:00", "2026-07-01", "2026-07-01T04:30:00Z")]
    [InlineData("2026-06-30T23:30:00", "2026-07-01", "2026-06-30T23:30:00Z")]
    public void An_instant_belongs_to_the_day_that_the_shops_clock_reads(string text, string day, string instant) =>
        Assert.Equal(new AsOf(DateOnly.Parse(day), DateTimeOffset.Parse(instant)), AsOf.Parse(text, Some.Amsterdam));

    [Theory]
    [InlineData("")]
    [InlineData("today")]
    [InlineData("30-06-2026")]
    [InlineData("2026-06-31")]
    [InlineData("2026-06-30T25:00:00Z")]
    [InlineData("Tuesday")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void Anything_else_is_refused_with_an_example(string text) =>
        Assert.Contains("2026-06-30T12:00:00Z", Assert.Throws<FormatException>(() => AsOf.Parse(text, Some.Amsterdam)).Message);

    [Fact]
    public void The_first_and_the_last_day_make_a_report_of_every_period()
    {
        foreach (var day in new[] { "1970-01-01", "2105-12-31" })
            foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Pago_Pago" })
                foreach (var period in Period.Names.Append("1970-01-01..2105-12-31"))
                {
                    var shop = Some.DutchShop with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
                    var report = ClvReport.Build(Ledger.Empty, shop, AsOf.Parse(day, shop.TimeZone), new ReportQuery(Period.Parse(period)));
                    Assert.Single(report.Sections);
                }
    }
}
