using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>The options that say who is high-value and when such a customer is unusually quiet.</summary>
static class AlertRuleOptions
{
    const string Off = "off";

    static readonly Option<string?> MinSpent = Text("--min-spent", "AMOUNT", "High-value: who spent at least this, in the shop's currency");
    static readonly Option<string?> HighTop = Text("--high-top", "N", "Instead: the N who spent most");
    static readonly Option<string?> TopPercent = Text("--top-percent", "P", $"Instead: the P % who spent most ({AlertRuleText.UsualPercent} when nothing is said)");
    public static readonly Option<string?> Tier = Text("--tier", "NAME", $"Instead: who is in this tier ({string.Join(", ", Tiers.Default.All.Select(t => t.Name))}, or one of --tiers)");
    public static readonly Option<string?> TierList = Text("--tiers", "TIERS", "Which tiers there are, such as vip=5%,high=20%,medium=50%,low or vip=1000,high=500,low=0");
    static readonly Option<string?> QuietDays = Text("--quiet-days", "N", $"Quiet: N days or more without an order; '{Off}' takes it away");

    static readonly Option<string?> Rhythm = new("--rhythm")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"Quiet: for longer than this percentage of gaps at the customer's own rhythm ({AlertRule.UsualQuantile * 100} when left out, and when there are no --quiet-days); '{Off}' takes it away. With both, both must hold"),
        HelpName = "PERCENT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string?> PendingHours = Text("--pending-hours", "N", "Told when it has held for N hours (24)");
    static readonly Option<string?> RepeatDays = Text("--repeat-days", "N", "Told again every N days while it lasts (30); 0 for never");

    /// <summary>Who is high-value, and when quiet.</summary>
    public static IEnumerable<Option> Found => [MinSpent, HighTop, TopPercent, Tier, TierList, QuietDays, Rhythm];

    /// <summary>With when it is told.</summary>
    public static IEnumerable<Option> All => [.. Found, PendingHours, RepeatDays];

    /// <exception cref="FormatException">What is given is no number.</exception>
    /// <param name="tiers">Those of the shop, when no others are given; null for the usual ones.</param>
    public static AlertRuleText Read(ParseResult parsed, string? tiers = null) => new(
        Number(parsed, MinSpent), Whole(parsed, HighTop), Number(parsed, TopPercent), parsed.GetValue(Tier), Whole(parsed, QuietDays),
        parsed.GetResult(Rhythm) is not null && parsed.GetValue(Rhythm) is null ? (decimal)(100 * AlertRule.UsualQuantile) : Number(parsed, Rhythm),
        Whole(parsed, PendingHours), Whole(parsed, RepeatDays), parsed.GetValue(TierList) ?? tiers);

    static decimal? Number(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? text == Off ? 0 : Number(option, text) : null;

    static int? Whole(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? text == Off ? 0 : (int)Number(option, text, whole: true) : null;

    static decimal Number(Option option, string text, bool whole = false)
    {
        const decimal most = 9_000_000_000_000m;
        if (decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && (!whole || number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue) && Math.Abs(number) <= most)
            return number;
        throw new FormatException($"{option.Name} '{text}' is not a {(whole ? "whole number" : "number")}; expected one such as {(whole ? "60" : "12.5")}");
    }

    static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
