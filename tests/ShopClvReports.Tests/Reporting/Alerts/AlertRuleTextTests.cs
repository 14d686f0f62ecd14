using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class AlertRuleTextTests
{
    [Fact]
    public void A_rule_that_says_nothing_watches_the_best_fifth_by_their_own_rhythm() =>
        Assert.Equal(new AlertRule(new HighValue(HighValueBy.Percent, 20), null, 0.9, 24, 30), new AlertRuleText().Over(null));

    [Fact]
    public void Days_alone_leave_the_rhythm_out_and_both_can_be_asked_for()
    {
        Assert.Equal((60, null), (new AlertRuleText(QuietDays: 60).Over(null).QuietDays, new AlertRuleText(QuietDays: 60).Over(null).Quantile));
        Assert.Equal(0.95, new AlertRuleText(QuietDays: 60, Rhythm: 95).Over(null).Quantile);
    }

    [Fact]
    public void What_is_left_out_of_a_change_stays()
    {
        var known = new AlertRule(new HighValue(HighValueBy.Amount, 500), 60, 0.9, 12, 0);
        Assert.Equal(known with { QuietDays = 90 }, new AlertRuleText(QuietDays: 90).Over(known));
        Assert.Equal(known with { QuietDays = null }, new AlertRuleText(QuietDays: 0).Over(known));
        Assert.Equal(known with { Who = new HighValue(HighValueBy.Tier, 0, "high") }, new AlertRuleText(Tier: "high").Over(known));
    }

    [Theory]
    [InlineData("more than one way", 500, 10, null, null)]
    [InlineData("expected at least 1", null, null, -5, null)]
    [InlineData("nothing says when", null, null, 0, 0)]
    public void What_cannot_be_is_refused_with_what_could(string expected, int? minSpent, int? top, int? days, int? rhythm)
    {
        var e = Assert.Throws<FormatException>(() => new AlertRuleText(minSpent, top, QuietDays: days, Rhythm: rhythm).Over(null));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_reads_as_a_sentence() => Assert.Equal(
        "the 5 % who spent most: 60 days without an order and a silence beyond 92.5 % of their own rhythm; told after 24 hours, again after 30 days",
        AlertRuleText.Say(new AlertRule(new HighValue(HighValueBy.Percent, 5), 60, 0.925)));

    [Fact]
    public void A_rule_with_a_filter_of_a_report_is_refused()
    {
        var text = new ScheduleText("vips", "daily 08:00", null, null, ["email:a@b.nl"], Where: "orders > 3", Alert: new AlertRuleText());
        Assert.Contains("leave out", Assert.Throws<FormatException>(() => text.Over(null, "Europe/Amsterdam", "nl")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_schedules_may_hold_rules()
    {
        using var file = new MemoryStream("""[{"name":"vips","every":"daily 08:00","to":["email:a@b.nl"],"alert":{"topPercent":5,"rhythm":90}}]"""u8.ToArray());
        var definition = ScheduleText.Read(file, "f.json").Single().Over(null, "Europe/Amsterdam", "nl");
        Assert.Equal(new AlertRule(new HighValue(HighValueBy.Percent, 5), null, 0.9), definition.Alert);
    }
}
