using System.CommandLine;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class AlertRuleOptionsTests
{
    static readonly AlertRule Usual = new(new HighValue(HighValueBy.Percent, 20), Quantile: 0.9);

    static AlertRule Read(string typed, AlertRule? known = null)
    {
        var command = new Command("try");
        foreach (var option in AlertRuleOptions.All) command.Add(option);
        var parsed = command.Parse(typed);
        Assert.Empty(parsed.Errors);
        return AlertRuleOptions.Read(parsed).Over(known);
    }

    [Fact]
    public void With_nothing_said_it_is_the_fifth_that_spent_most_by_their_own_rhythm() => Assert.Equal(Usual, Read(""));

    [Theory]
    [InlineData("--min-spent 12.50", HighValueBy.Amount, "12.50", null)]
    [InlineData("--high-top 100", HighValueBy.Top, "100", null)]
    [InlineData("--top-percent 2.5%", HighValueBy.Percent, "2.5", null)]
    [InlineData("--tier medium", HighValueBy.Tier, "0", "medium")]
    public void Who_is_high_value_is_said_one_way(string typed, HighValueBy by, string number, string? tier) =>
        Assert.Equal(Usual with { Who = new HighValue(by, decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), tier) }, Read(typed));

    [Theory]
    [InlineData("--quiet-days 60", 60, null)]
    [InlineData("--rhythm", null, 0.9)]
    [InlineData("--rhythm 95", null, 0.95)]
    [InlineData("--rhythm 97.5% --quiet-days 10", 10, 0.975)]
    [InlineData("--quiet-days 60 --rhythm", 60, 0.9)]
    public void Days_rhythm_or_both_say_when_one_is_quiet(string typed, int? days, double? quantile) =>
        Assert.Equal(Usual with { QuietDays = days, Quantile = quantile }, Read(typed));

    [Fact]
    public void What_is_not_said_stays_as_it_was()
    {
        var known = new AlertRule(new HighValue(HighValueBy.Top, 50), 60, 0.95, PendingHours: 5, RepeatDays: 7);

        Assert.Equal(known, Read("", known));
        Assert.Equal(known with { Who = new HighValue(HighValueBy.Amount, 100) }, Read("--min-spent 100", known));
        Assert.Equal(known with { QuietDays = 90 }, Read("--quiet-days 90", known));
        Assert.Equal(known with { QuietDays = null }, Read("--quiet-days off", known));
        Assert.Equal(known with { Quantile = null }, Read("--rhythm off", known));
        Assert.Equal(known with { QuietDays = 90, Quantile = null }, Read("--quiet-days 90", known with { Quantile = null }));
    }

    [Theory]
    [InlineData("--min-spent 100 --high-top 5", "high-value is said in more than one way")]
    [InlineData("--min-spent much", "--min-spent 'much' is not a number; expected one such as 12.5")]
    [InlineData("--min-spent 12,50", "--min-spent '12,50' is not a number")]
    [InlineData("--min-spent 99999999999999999999", "is not a number")]
    [InlineData("--high-top 2.5", "--high-top '2.5' is not a whole number; expected one such as 60")]
    [InlineData("--quiet-days 3000000000", "is not a whole number")]
    [InlineData("--quiet-days -3000000000", "is not a whole number")]
    [InlineData("--top-percent 120", "expected a percentage above 0 and up to 100")]
    [InlineData("--tier gold", "expected high, medium, low")]
    [InlineData("--rhythm 30", "expected 50% to 99%")]
    [InlineData("--rhythm 0.9", "expected 50% to 99%")]
    [InlineData("--rhythm off", "expected a number of days, the own rhythm, or both")]
    public void What_cannot_be_is_refused_with_what_is_expected(string typed, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Read(typed)).Message);
}
