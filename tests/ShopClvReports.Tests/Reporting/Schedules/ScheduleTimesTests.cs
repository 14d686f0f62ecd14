using System.Globalization;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class ScheduleTimesTests
{
    const string Amsterdam = "Europe/Amsterdam";

    static readonly TimeOnly Seven = new(7, 0);

    static readonly CronTiming EverySecond = new("* * * * * ?");

    /// <summary>Days on which a zone changes its clocks: at night, at midnight, by half an hour, before noon, for Ramadan; summer time as the standard.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { Amsterdam, "2026-03-29" }, { Amsterdam, "2026-10-25" },
        { "Europe/London", "2026-03-29" }, { "Europe/London", "2026-10-25" },
        { "Europe/Dublin", "2026-03-29" }, { "Europe/Dublin", "2026-10-25" },
        { "America/New_York", "2026-03-08" }, { "America/New_York", "2026-11-01" },
        { "America/St_Johns", "2026-03-08" }, { "America/St_Johns", "2026-11-01" },
        { "Asia/Beirut", "2026-03-29" }, { "Asia/Beirut", "2026-10-24" },
        { "Australia/Lord_Howe", "2026-04-05" }, { "Australia/Lord_Howe", "2026-10-04" },
        { "Africa/Cairo", "2026-04-24" }, { "Africa/Cairo", "2026-10-29" },
        { "Africa/Casablanca", "2026-02-15" }, { "Africa/Casablanca", "2026-03-22" },
    };

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly LocalDay(string zone, DateTimeOffset at) => DateOnly.FromDateTime(ScheduleTimes.Local(zone, at).DateTime);

    /// <summary>The next so many, on the wall clock.</summary>
    static string[] Locals(Timing timing, string zone, string after, int count) =>
        [.. ScheduleTimes.Upcoming(timing, zone, Utc(after)).Take(count).Select(at => ScheduleTimes.Local(zone, at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))];

    [Theory, MemberData(nameof(Changes))]
    public void Every_day_has_exactly_one_run_whatever_the_clocks_do(string zone, string change)
    {
        var days = Enumerable.Range(-2, 5).Select(Day(change).AddDays).ToList();
        var start = new DateTimeOffset(days[0].AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero);
        Assert.NotEqual(ScheduleTimes.Local(zone, start).Offset, ScheduleTimes.Local(zone, start.AddDays(8)).Offset);
        for (var minutes = 0; minutes < 24 * 60; minutes += 15)
        {
            var timing = new DailyTiming(TimeOnly.MinValue.AddMinutes(minutes));
            var runs = ScheduleTimes.Upcoming(timing, zone, start).Take(9).ToList();

            Assert.Equal(runs.Distinct().Order(), runs);
            foreach (var day in days)
            {
                var at = Assert.Single(runs, r => LocalDay(zone, r) == day);
                Assert.InRange((ScheduleTimes.Local(zone, at).TimeOfDay - timing.At.ToTimeSpan()).Duration(), TimeSpan.Zero, TimeSpan.FromHours(1));
                Assert.True(!ScheduleTimes.IsMoved(timing, zone, at) || day == Day(change), $"{timing} is moved on {day}");
            }
        }
    }

    [Theory]
    [InlineData(Amsterdam, "02:30", "2026-03-28T12:00Z", "2026-03-29T01:00Z", true)]
    [InlineData(Amsterdam, "03:00", "2026-03-28T12:00Z", "2026-03-29T01:00Z", false)]
    [InlineData(Amsterdam, "02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z", false)]
    [InlineData("America/New_York", "02:00", "2026-03-07T12:00Z", "2026-03-08T07:00Z", true)]
    [InlineData("America/New_York", "01:30", "2026-10-31T12:00Z", "2026-11-01T05:30Z", false)]
    [InlineData("America/St_Johns", "02:30", "2026-03-07T12:00Z", "2026-03-08T05:30Z", true)]
    [InlineData("Asia/Beirut", "00:00", "2026-03-28T12:00Z", "2026-03-28T22:00Z", true)]
    [InlineData("Asia/Beirut", "00:00", "2026-10-24T12:00Z", "2026-10-24T22:00Z", false)]
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-03T12:00Z", "2026-10-03T15:30Z", true)]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-04T12:00Z", "2026-04-04T14:45Z", false)]
    public void A_time_that_does_not_exist_moves_to_the_change_and_one_that_comes_twice_runs_the_first_time(
        string zone, string time, string after, string expected, bool moved)
    {
        var timing = new DailyTiming(TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture));
        var at = ScheduleTimes.Next(timing, zone, Utc(after));

        Assert.Equal(Utc(expected), at);
        Assert.Equal(moved, ScheduleTimes.IsMoved(timing, zone, at!.Value));
    }

    [Theory, MemberData(nameof(Changes))]
    public void Asked_at_any_moment_around_a_change_the_next_is_later(string zone, string change)
    {
        var start = new DateTimeOffset(Day(change).AddDays(-1), new TimeOnly(12, 0), TimeSpan.Zero);
        foreach (var timing in new Timing[] { new DailyTiming(new TimeOnly(2, 30)), new CronTiming("0 0/10 * * * ?"), EverySecond })
            for (var at = start; at < start.AddDays(2); at = at.AddMinutes(7))
                Assert.True(ScheduleTimes.Next(timing, zone, at) > at, $"{timing} after {at:u}");
    }

    [Fact]
    public void Weekly_is_that_day_on_the_zone_s_own_calendar()
    {
        Assert.Equal(
            ["2026-06-01 07:00", "2026-06-08 07:00", "2026-06-15 07:00"], Locals(new WeeklyTiming(DayOfWeek.Monday, Seven), "Pacific/Auckland", "2026-05-30T00:00Z", 3));
        foreach (var day in Enum.GetValues<DayOfWeek>())
            Assert.All(
                ScheduleTimes.Upcoming(new WeeklyTiming(day, TimeOnly.MinValue), Amsterdam, Utc("2026-01-01")).Take(53), at => Assert.Equal(day, LocalDay(Amsterdam, at).DayOfWeek));
    }

    public static TheoryData<int> Days => [.. Enumerable.Range(1, 31)];

    [Theory, MemberData(nameof(Days))]
    public void Every_month_of_eight_years_has_one_run_on_that_day_or_its_last(int day)
    {
        var timing = new MonthlyTiming(day, Seven);
        var runs = ScheduleTimes.Upcoming(timing, Amsterdam, Utc("2023-12-31T12:00Z")).Take(96).Select(at => LocalDay(Amsterdam, at));

        var months = Enumerable.Range(0, 96).Select(new DateOnly(2024, 1, 1).AddMonths);
        Assert.Equal(months.Select(m => new DateOnly(m.Year, m.Month, Math.Min(day, DateTime.DaysInMonth(m.Year, m.Month)))), runs);
    }

    [Fact]
    public void The_last_day_counts_once_where_two_ways_lead_to_it()
    {
        var timing = new MonthlyTiming(29, Seven);
        Assert.Equal(["2028-01-29 07:00", "2028-02-29 07:00", "2028-03-29 07:00"], Locals(timing, Amsterdam, "2028-01-01", 3));
        Assert.Equal((Utc("2028-03-29T05:00Z"), 2), ScheduleTimes.Due(timing, Amsterdam, Utc("2028-01-01"), Utc("2028-04-01")));
    }

    [Fact]
    public void Nothing_is_due_before_the_first_and_the_moment_itself_counts()
    {
        var timing = new DailyTiming(Seven);
        (DateTimeOffset At, int Before)? Due(string since, string until) => ScheduleTimes.Due(timing, "UTC", Utc(since), Utc(until));

        Assert.Null(Due("2026-06-01T07:00Z", "2026-06-02T06:59:59Z"));
        Assert.Null(Due("2026-06-02T08:00Z", "2026-06-01T08:00Z"));
        Assert.Equal((Utc("2026-06-02T07:00Z"), 0), Due("2026-06-01T07:00Z", "2026-06-02T07:00Z"));
        Assert.Equal((Utc("2026-06-02T07:00Z"), 1), Due("2026-06-01T06:59:59Z", "2026-06-02T07:00Z"));
        Assert.Equal((Utc("2026-12-31T07:00Z"), 364), Due("2026-01-01", "2027-01-01"));
    }

    [Fact]
    public void A_thousand_missed_are_as_many_as_are_counted() =>
        Assert.Equal((Utc("2026-01-01"), ScheduleTimes.MostMissed), ScheduleTimes.Due(new DailyTiming(TimeOnly.MinValue), "UTC", Utc("2020-01-01"), Utc("2026-01-01")));

    [Theory]
    [InlineData("* * * * * ?", "2026-01-01T00:00:00Z", 1000)]
    [InlineData("0 0 7 29 2 ?", "2024-02-29T07:00:00Z", 4)]
    [InlineData("0 0 7 1 1 ? 2010", "2010-01-01T07:00:00Z", 0)]
    public void The_last_of_twenty_years_is_found_without_walking_through_them(string cron, string last, int before)
    {
        // Hundreds of millions of seconds: a walk would not come back.
        Assert.Equal((Utc(last), before), ScheduleTimes.Due(new CronTiming(cron), "UTC", Utc("2006-01-01"), Utc("2026-01-01")));
    }

    [Fact]
    public void A_schedule_of_every_second_is_caught_up_with_around_the_clocks()
    {
        foreach (var change in Changes)
        {
            var (zone, noon) = ((string)change[0], new DateTimeOffset(Day((string)change[1]), new TimeOnly(12, 0), TimeSpan.Zero));
            Assert.Equal((noon, ScheduleTimes.MostMissed), ScheduleTimes.Due(EverySecond, zone, noon.AddDays(-1), noon));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("often")]
    [InlineData("* * * * *")]
    [InlineData("0 30 7 ? * MON-FRY")]
    [InlineData("61 * * * * ?")]
    [InlineData("0 0 25 * * ?")]
    [InlineData("0 0/0 * * * ?")]
    [InlineData("0 0 7 ? * MON-FRI\n")]
    [InlineData("0 0 7 ? * MON-FRI\0")]
    public void What_is_no_cron_expression_is_refused_with_what_would_do(string cron)
    {
        var message = Assert.Throws<FormatException>(() => ScheduleTimes.Check(new CronTiming(cron), Amsterdam, Some.Noon)).Message;
        Assert.EndsWith("is not a cron expression; expected seconds, minutes, hours, day of month, month and day of week, such as 0 30 7 ? * MON-FRI", message);
    }

    [Theory]
    [InlineData("0 0 7 30 2 ?")]
    [InlineData("0 0 7 31 4 ?")]
    [InlineData("0 0 7 ? * MON 2025")]
    [InlineData("0 0 7 1 1 ? 2026")]
    public void What_never_comes_is_refused(string cron) =>
        Assert.Equal($"'{cron}' never comes", Assert.Throws<FormatException>(() => ScheduleTimes.Check(new CronTiming(cron), Amsterdam, Some.Noon)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("Europe/Amsterdan")]
    [InlineData("../../etc/passwd")]
    [InlineData("UTC+1")]
    public void A_zone_that_nobody_knows_is_refused(string zone) =>
        Assert.Equal(
            $"'{zone}' is not a time zone; expected an IANA name such as Europe/Amsterdam",
            Assert.Throws<FormatException>(() => ScheduleTimes.Check(new DailyTiming(Seven), zone, Some.Noon)).Message);

    public static TheoryData<Timing> Possible =>
        [new DailyTiming(Seven), new WeeklyTiming(DayOfWeek.Sunday, Seven), new MonthlyTiming(1, Seven), new MonthlyTiming(30, Seven), new MonthlyTiming(31, Seven), new CronTiming("0 0 7 29 2 ?"), EverySecond];

    [Theory, MemberData(nameof(Possible))]
    public void What_can_be_is_taken(Timing timing) => ScheduleTimes.Check(timing, Amsterdam, Some.Noon);
}
