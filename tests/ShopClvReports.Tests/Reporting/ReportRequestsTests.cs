using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class ReportRequestsTests
{
    /// <summary>But that of one customer, who must be there.</summary>
    public static TheoryData<ReportKind> Kinds => [.. Enum.GetValues<ReportKind>().Where(kind => kind != ReportKind.Customer)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_can_be_made_of_an_empty_shop_with_all_its_columns(ReportKind kind)
    {
        var request = new ReportRequest(kind.Name(), Columns: string.Join(',', ReportRequests.Columns(kind)));
        request.Check(Some.DutchShop);

        Assert.Equal(kind, request.Build(ReportSource.Nothing(Some.DutchShop)).Kind);
        Assert.Contains("there is no column 'colour'", Assert.Throws<FormatException>(() => (request with { Columns = "colour" }).Check(Some.DutchShop)).Message);
    }

    [Fact]
    public void The_report_of_one_customer_is_for_the_asking_and_not_for_a_schedule() => Assert.Contains(
        "is made when it is asked for", Assert.Throws<FormatException>(() => new ReportRequest("customer").Check(Some.DutchShop)).Message);

    [Theory]
    [InlineData("sales", null, null, "there is no report 'sales'; there is clv, inactive, tiers, rfm, cohorts")]
    [InlineData("rfm", "a=5%,b", null, "tiers (--tiers) are for the clv and the tiers report, not for rfm")]
    [InlineData("clv", null, "month", "by month or quarter (--by) is for the cohorts report and by order or first-visit for the channels report, not for clv")]
    [InlineData("cohorts", null, "week", "expected month or quarter")]
    [InlineData("cohorts", null, "first-visit", "expected month or quarter")]
    [InlineData("channels", null, "month", "expected order or first-visit")]
    [InlineData("tiers", "a=5%,b=x", null, "expected names with shares")]
    public void What_a_report_does_not_take_is_refused(string kind, string? tiers, string? by, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => new ReportRequest(kind, Tiers: tiers, By: by).Check(Some.DutchShop)).Message);

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("paid,ordered")]
    [InlineData("")]
    public void Only_a_word_names_what_an_order_is_worth(string value) => Assert.Contains(
        $"'{value}' is not a value policy; expected paid, current or ordered",
        Assert.Throws<FormatException>(() => new ReportRequest(Value: value).Check(Some.DutchShop)).Message);

    [Fact]
    public void A_rule_is_for_the_inactive_report()
    {
        var rule = new AlertRule(new HighValue(HighValueBy.Top, 5), QuietDays: 9);

        Assert.Equal(rule, new ReportRequest("inactive", Rule: rule).Build(ReportSource.Nothing(Some.DutchShop)).Rule);
        Assert.Equal(AlertRule.UsualQuantile, new ReportRequest("inactive").Build(ReportSource.Nothing(Some.DutchShop)).Rule!.Quantile);
        Assert.Contains("for the inactive report", Assert.Throws<FormatException>(() => new ReportRequest(Rule: rule).Check(Some.DutchShop)).Message);
    }

    [Fact]
    public void Tiers_of_the_request_go_over_those_of_the_shop()
    {
        var source = ReportSource.Nothing(Some.DutchShop) with { Terms = new ShopTerms(50, Tiers.Parse("gold=10%,rest")) };

        Assert.Equal("gold=10%,rest", new ReportRequest("tiers").Build(source).Terms!.Tiers.Text);
        Assert.Equal(("a=5", 50), new ReportRequest("tiers", Tiers: "a=5").Build(source).Terms is { } terms ? (terms.Tiers.Text, terms.MarginPercent) : default);
    }

    [Fact]
    public void A_schedule_keeps_what_its_report_was_told()
    {
        var text = new ScheduleText("c", "daily 06:00", null, null, ["files:/srv"], Report: "cohorts", By: "quarter", Own: ["x = orders / age"]);
        var first = text.Over(null, "Europe/Amsterdam", "en");
        Assert.Equal(("cohorts", "quarter", "x = orders / age"), (first.Report.Kind, first.Report.By, Assert.Single(first.Report.Own!)));

        var edited = new ScheduleText("c", null, null, null, null, Period: "this-year").Over(first, "Europe/Amsterdam", "en");
        Assert.Equal(("quarter", "this-year"), (edited.Report.By, edited.Report.Period));
        Assert.Null(new ScheduleText("c", null, null, null, null, Report: "rfm").Over(first, "Europe/Amsterdam", "en").Report.By);
        Assert.Null(new ScheduleText("c", null, null, null, null, Own: [""]).Over(first, "Europe/Amsterdam", "en").Report.Own);
    }

    [Fact]
    public void A_schedule_of_the_inactive_report_has_its_own_rule()
    {
        var first = new ScheduleText("q", "daily 06:00", null, null, ["files:/srv"], Report: "inactive", Quiet: new AlertRuleText(Top: 7, QuietDays: 30)).Over(null, "Europe/Amsterdam", "en");
        Assert.Equal((7m, 30), (first.Report.Rule!.Who.Number, first.Report.Rule.QuietDays));

        Assert.Equal(first.Report.Rule, new ScheduleText("q", null, null, null, null, Quiet: new AlertRuleText(Tiers: "a=5%,b")).Over(first, "Europe/Amsterdam", "en").Report.Rule);
        Assert.Equal(60, new ScheduleText("q", null, null, null, null, Quiet: new AlertRuleText(QuietDays: 60)).Over(first, "Europe/Amsterdam", "en").Report.Rule!.QuietDays);
        Assert.Null(new ScheduleText("q", null, null, null, null, Report: "clv").Over(first, "Europe/Amsterdam", "en").Report.Rule);
    }
}
