using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class TimingTextTests
{
    static readonly TimeOnly Seven = new(7, 0);

    public static TheoryData<string, Timing, string> Times => new()
    {
        { "daily 07:00", new DailyTiming(Seven), "daily 07:00" },
        { "  Daily   23:59 ", new DailyTiming(new TimeOnly(23, 59)), "daily 23:59" },
        { "monday 07:00", new WeeklyTiming(DayOfWeek.Monday, Seven), "monday 07:00" },
        { "weekly SUNDAY 00:00", new WeeklyTiming(DayOfWeek.Sunday, TimeOnly.MinValue), "sunday 00:00" },
        { "monthly 1 07:00", new MonthlyTiming(1, Seven), "monthly 1 07:00" },
        { "monthly 29 07:00", new MonthlyTiming(29, Seven), "monthly 29 07:00" },
        { "monthly 31 07:00", new MonthlyTiming(31, Seven), "monthly last 07:00" },
        { "Monthly Last 07:00", new MonthlyTiming(31, Seven), "monthly last 07:00" },
    };

    [Theory, MemberData(nameof(Times))]
    public void A_time_reads_as_it_is_said(string text, Timing timing, string said)
    {
        Assert.Equal(timing, TimingText.Parse(text));
        Assert.Equal(said, TimingText.Say(timing));
        Assert.Equal(timing, TimingText.Parse(said));
    }

    [Theory]
    [InlineData("")]
    [InlineData("daily")]
    [InlineData("07:00")]
    [InlineData("hourly 07:00")]
    [InlineData("mon 07:00")]
    [InlineData("1 07:00")]
    [InlineData("weekly 07:00")]
    [InlineData("monthly 07:00")]
    [InlineData("monthly 0 07:00")]
    [InlineData("monthly 32 07:00")]
    [InlineData("monthly -1 07:00")]
    [InlineData("monthly 99999999999 07:00")]
    [InlineData("monthly first 07:00")]
    [InlineData("daily 7:00")]
    [InlineData("daily 24:00")]
    [InlineData("daily 07:60")]
    [InlineData("daily 07:00:30")]
    [InlineData("daily 7am")]
    [InlineData("daily 07:00 Europe/Amsterdam")]
    [InlineData("daily ٠٧:٠٠")]
    public void Anything_else_is_refused_with_what_would_do(string text)
    {
        var message = Assert.Throws<FormatException>(() => TimingText.Parse(text)).Message;
        Assert.Contains($"'{text}'", message);
        Assert.EndsWith("expected 'daily 07:00', 'monday 07:00', 'monthly 1 07:00' or 'monthly last 07:00'", message);
    }
}
