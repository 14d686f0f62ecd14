using System.Text;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class ScheduleTextTests
{
    static readonly ScheduleText Least = new("weekly", "monday 07:00", null, null, ["email:jan@example.nl"]);

    static IReadOnlyList<ScheduleText> Read(string json) => ScheduleText.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "schedules.json");

    static ScheduleDefinition New(ScheduleText text) => text.Over(null, "Europe/Amsterdam", "nl");

    static string Refused(ScheduleText text, ScheduleDefinition? known = null) =>
        Assert.Throws<FormatException>(() => text.Over(known, "Europe/Amsterdam", "nl")).Message;

    [Fact]
    public void A_file_of_schedules_is_read_with_comments_and_in_any_case()
    {
        var all = Read("""
            [
              // every Monday
              { "name": "weekly", "every": "monday 07:00", "to": ["email:jan@example.nl?attach=csv", "slack:#sales"] },
              { "Name": "best", "Cron": "0 30 7 ? * MON-FRI", "TimeZone": "Asia/Tokyo", "To": ["files:/srv"], "Report": "clv", "Period": "last-30-days",
                "Value": "ordered", "Columns": "name,total_spent", "Where": "total_spent > 5", "Sort": "name", "Top": 3, "Language": "nl",
                "Subject": "Best", "Message": "Look", "Only": "when-changed" },
            ]
            """);

        Assert.Equal(["weekly", "best"], all.Select(s => s.Name));
        Assert.Equal(["email:jan@example.nl?attach=csv", "slack:#sales"], all[0].To!);
        var best = all[1].Over(null, "Europe/Amsterdam", "en");
        Assert.Equal(new ReportRequest("clv", "last-30-days", "ordered", "name,total_spent", "total_spent > 5", "name", 3), best.Report);
        Assert.Equal(("nl", "Asia/Tokyo", "Best", "Look", SendCondition.WhenChanged), (best.Language, best.TimeZone, best.Subject, best.Message, best.Condition));
        Assert.Equal(new CronTiming("0 30 7 ? * MON-FRI"), best.When);
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_and_an_empty_list_are_read()
    {
        Assert.Equal("a", Assert.Single(Read("\ufeff[{ \"name\": \"a\" }]")).Name);
        Assert.Empty(Read("[]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{ "name": null }]""")]
    [InlineData("""[{ "name": 5 }]""")]
    [InlineData("""[{ "name": "a", "to": "email:jan@example.nl" }]""")]
    [InlineData("""[{ "name": "a", "to": [null] }]""")]
    [InlineData("""[{ "name": "a", "top": "3" }]""")]
    [InlineData("""[{ "name": "a", "top": 99999999999 }]""")]
    [InlineData("""[{ "name": "a", "evry": "monday 07:00" }]""")]
    [InlineData("""[{ "name": "\ud800" }]""")]
    [InlineData("""[{ "name": "a" """)]
    public void A_file_of_anything_else_is_refused_with_its_name_and_what_would_do(string json)
    {
        var message = Assert.Throws<FormatException>(() => Read(json)).Message;
        Assert.StartsWith("schedules.json ", message);
        Assert.EndsWith("expected a list of schedules, each with a name, every or cron, and to", message);
    }

    [Fact]
    public void An_error_in_a_file_tells_the_line_and_the_place()
    {
        var message = Assert.Throws<FormatException>(() => Read("[\n{ \"name\": \"a\" },\n{ \"name\": \"b\",\n\"evry\": 1 }\n]")).Message;
        Assert.Contains("line 4 at $[1].evry", message);
    }

    [Fact]
    public void What_is_left_out_of_a_new_schedule_is_the_shop_s_and_the_default()
    {
        var definition = New(Least);

        Assert.Equal(new ReportRequest(), definition.Report);
        Assert.Equal(("nl", "Europe/Amsterdam", SendCondition.Always), (definition.Language, definition.TimeZone, definition.Condition));
        Assert.Equal(new WeeklyTiming(DayOfWeek.Monday, new TimeOnly(7, 0)), definition.When);
        Assert.Equal((null, null), (definition.Subject, definition.Message));
    }

    static readonly ScheduleDefinition Known = new(
        new ReportRequest("clv", "last-30-days", "ordered", "name", "orders > 1", "name", 5), "nl", new DailyTiming(new TimeOnly(6, 0)), "Asia/Tokyo",
        [Destination.Parse("files:/srv")], "Subject", "Message", SendCondition.WithRows);

    public static TheoryData<ScheduleText, ScheduleDefinition> Changes
    {
        get
        {
            var none = new ScheduleText("weekly", null, null, null, null);
            var report = Known.Report;
            return new()
            {
                { none, Known },
                { none with { Every = "monthly 1 08:00" }, Known with { When = new MonthlyTiming(1, new TimeOnly(8, 0)) } },
                { none with { Cron = "0 0 7 * * ?" }, Known with { When = new CronTiming("0 0 7 * * ?") } },
                { none with { TimeZone = "UTC" }, Known with { TimeZone = "UTC" } },
                { none with { Language = "en" }, Known with { Language = "en" } },
                { none with { Subject = "" }, Known with { Subject = null } },
                { none with { Message = "Another" }, Known with { Message = "Another" } },
                { none with { Only = "always" }, Known with { Condition = SendCondition.Always } },
                { none with { Only = "when-fresh" }, Known with { Condition = SendCondition.WhenFresh } },
                { none with { Period = "all" }, Known with { Report = report with { Period = "all" } } },
                { none with { Value = "paid" }, Known with { Report = report with { Value = "paid" } } },
                { none with { Columns = "" }, Known with { Report = report with { Columns = null } } },
                { none with { Where = "" }, Known with { Report = report with { Where = null } } },
                { none with { Sort = "" }, Known with { Report = report with { Sort = null } } },
                { none with { Top = 0 }, Known with { Report = report with { Top = 0 } } },
            };
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void A_change_overrides_what_it_gives_and_nothing_else(ScheduleText text, ScheduleDefinition expected)
    {
        var changed = text.Over(Known, "Europe/Amsterdam", "en");

        Assert.Equal(expected.Destinations, changed.Destinations);
        Assert.Equal(expected, changed with { Destinations = expected.Destinations });
    }

    [Fact]
    public void Other_destinations_take_the_place_of_all_and_the_same_counts_once()
    {
        var changed = new ScheduleText("weekly", null, null, null, ["email:a@example.nl", "email:a@example.nl", "email:b@example.nl"]).Over(Known, "UTC", "en");
        Assert.Equal(["email:a@example.nl", "email:b@example.nl"], changed.Destinations.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData(SendCondition.Always, "always")]
    [InlineData(SendCondition.WithRows, "with-rows")]
    [InlineData(SendCondition.WhenChanged, "when-changed")]
    [InlineData(SendCondition.WhenFresh, "when-fresh")]
    public void Every_condition_has_its_word(SendCondition condition, string word)
    {
        Assert.Equal(word, ScheduleText.Say(condition));
        Assert.Equal(condition, New(Least with { Only = word }).Condition);
    }

    [Fact]
    public void What_is_wrong_is_told_with_what_would_do()
    {
        Assert.Contains("not both", Refused(Least with { Cron = "0 0 7 * * ?" }));
        Assert.Contains("no time is given; expected for example every 'monday 07:00'", Refused(Least with { Every = null }));
        Assert.Contains("no destination is given; expected for example to", Refused(Least with { To = null }));
        Assert.Contains("no destination is given", Refused(Least with { To = [] }));
        Assert.Contains("'jan@example.nl' names no channel", Refused(Least with { To = ["jan@example.nl"] }));
        Assert.Contains("'sometimes' is not a condition; expected always, with-rows, when-changed, when-fresh", Refused(Least with { Only = "sometimes" }));
        Assert.Contains("'de' is not a language; expected en or nl", Refused(Least with { Language = "de" }));
        Assert.Contains("'moonday 07:00' is not a time to run", Refused(Least with { Every = "moonday 07:00" }));
        Assert.Contains("the subject has 2001 characters; expected at most 2000", Refused(Least with { Subject = new string('x', 2001) }));
        Assert.Contains("the message has 10000 characters", Refused(Least with { Message = new string('x', 10_000) }, Known));
    }
}
