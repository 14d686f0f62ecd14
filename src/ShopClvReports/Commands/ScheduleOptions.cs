using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>The options that say what a schedule sends, when and where.</summary>
static class ScheduleOptions
{
    static readonly Option<string?> Every = Text("--every", "WHEN", "'daily 07:00', 'monday 07:00', 'monthly 1 07:00' or 'monthly last 07:00'");
    static readonly Option<string?> Cron = Text("--cron", "EXPR", "Instead: seconds minutes hours day-of-month month day-of-week, such as '0 30 7 ? * MON-FRI'");
    static readonly Option<string?> Zone = Text("--time-zone", "ZONE", "IANA zone of that time (the shop's when left out)");

    static readonly Option<string[]> To = new("--to")
    {
        Description = "Where it goes: email:a@b.nl, slack:#channel, slack:webhook, sheets:ID?tab=NAME, files:/folder; may be repeated",
        HelpName = "DEST",
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<string?> Report = Text("--report", "KIND", $"Which report: {string.Join(", ", ReportKinds.Names)} (clv when left out); with the options that it takes");
    static readonly Option<string?> Period = Text("--period", "PERIOD", $"{string.Join(", ", Analytics.Period.Names)}, or FROM..TO");
    static readonly Option<string?> Value = Text("--value", "POLICY", "paid, current or ordered");
    static readonly Option<string?> Columns = Text("--columns", "A,B,…", "Which columns of the report, in order");
    static readonly Option<string?> Where = Text("--where", "FILTER", "Only these customers, such as \"total_spent > 500\"");
    static readonly Option<string?> Sort = Text("--sort", "A,B,…", "Such as total_spent:desc,name");
    static readonly Option<int?> Top = new("--top") { Description = "Only the first N; 0 for all", HelpName = "N" };
    static readonly Option<string?> Subject = Text("--subject", "TEXT", "Subject of the message; '' for the report's own");
    static readonly Option<string?> Message = Text("--message", "TEXT", "A line or more above the report");
    static readonly Option<string?> Only = Text("--only", "WHEN", "always, with-rows, when-changed or when-fresh");

    public static IEnumerable<Option> OfReport => [Every, Cron, Zone, To, Report, Period, Value, Columns, Where, Sort, Top, .. AlertRuleOptions.Found, ReportOptions.By, ReportOptions.Own, Subject, Message, Only];

    public static IEnumerable<Option> OfRule => [.. AlertRuleOptions.All, Every, Cron, Zone, To, Period, Value, Subject, Message];

    public static ScheduleText Read(ParseResult parsed, string name, bool rule, string? tiers) => new(
        name, parsed.GetValue(Every), parsed.GetValue(Cron), parsed.GetValue(Zone), parsed.GetValue(To)?.Select(to => Here(Destination.Parse(to)).ToString()).ToList(), parsed.GetValue(Report), parsed.GetValue(Period),
        parsed.GetValue(Value), parsed.GetValue(Columns), parsed.GetValue(Where), parsed.GetValue(Sort), parsed.GetValue(Top),
        parsed.GetValue(GlobalOptions.Language), parsed.GetValue(Subject), parsed.GetValue(Message), parsed.GetValue(Only),
        rule ? AlertRuleOptions.Read(parsed, tiers) : null, rule ? null : AlertRuleOptions.Read(parsed, tiers),
        // Of the inactive report they belong to the rule.
        rule || parsed.GetValue(AlertRuleOptions.Tier) is not null ? null : parsed.GetValue(AlertRuleOptions.TierList),
        rule ? null : parsed.GetValue(ReportOptions.By), rule || parsed.GetValue(ReportOptions.Own) is not { Length: > 0 } own ? null : own);

    /// <summary>A folder typed as <c>./reports</c> is one under where the user is now; the server may run elsewhere.</summary>
    public static Destination Here(Destination typed) => typed.Channel == "files" && typed.Target.Split('/', '\\')[0] is "." or ".."
        ? typed with { Target = Path.GetFullPath(typed.Target) }
        : typed;

    static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
