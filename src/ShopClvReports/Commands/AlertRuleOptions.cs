using System.CommandLine;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>The options that say who is watched, and when a customer is unusually quiet.</summary>
static class AlertRuleOptions
{
    static readonly Option<decimal?> MinSpent = Number("--min-spent", "AMOUNT", "High-value: spent at least this");
    static readonly Option<int?> HighTop = Whole("--high-top", "N", "High-value: the N who spent most");
    static readonly Option<decimal?> TopPercent = Number("--top-percent", "P", "High-value: the P percent who spent most (20 when nothing is said)");
    static readonly Option<string?> Tier = new("--tier") { Description = "High-value: this tier: high, medium or low", HelpName = "NAME" };
    static readonly Option<int?> QuietDays = Whole("--quiet-days", "N", "Quiet after N days without an order; 0 for days not to matter");
    static readonly Option<decimal?> Rhythm = Number("--rhythm", "Q", "Quiet beyond Q percent of the customer's own rhythm, 50 to 99; 0 for it not to matter");
    static readonly Option<int?> PendingHours = Whole("--pending-hours", "N", "Told when it has held for N hours (24)");
    static readonly Option<int?> RepeatDays = Whole("--repeat-days", "N", "Told again every N days while it lasts (30); 0 for never");

    public static IEnumerable<Option> All => [MinSpent, HighTop, TopPercent, Tier, QuietDays, Rhythm, PendingHours, RepeatDays];

    public static AlertRuleText Read(ParseResult parsed) => new(
        parsed.GetValue(MinSpent), parsed.GetValue(HighTop), parsed.GetValue(TopPercent), parsed.GetValue(Tier), parsed.GetValue(QuietDays), parsed.GetValue(Rhythm),
        parsed.GetValue(PendingHours), parsed.GetValue(RepeatDays));

    static Option<int?> Whole(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    static Option<decimal?> Number(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
