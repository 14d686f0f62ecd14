using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>The options that say who is high-value and when such a customer is unusually quiet.</summary>
static class AlertRuleOptions
{
    const string Off = "off";

    static readonly HighValue s_usual = new(HighValueBy.Percent, 20);

    static readonly Option<string?> MinSpent = Text("--min-spent", "AMOUNT", "High-value: who spent at least this, in the shop's currency");
    static readonly Option<string?> HighTop = Text("--high-top", "N", "Instead: the N who spent most");
    static readonly Option<string?> TopPercent = Text("--top-percent", "P", $"Instead: the P % who spent most ({s_usual.Number} when nothing is said)");
    static readonly Option<string?> Tier = Text("--tier", "NAME", $"Instead: who is in this tier ({string.Join(", ", Tiers.Default.Select(t => t.Name))})");
    static readonly Option<string?> QuietDays = Text("--quiet-days", "N", $"Quiet: N days or more without an order; '{Off}' takes it away");

    static readonly Option<string?> Rhythm = new("--rhythm")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"Quiet: for longer than this percentage of gaps at the customer's own rhythm ({AlertRule.UsualQuantile * 100} when left out, and when there are no --quiet-days); '{Off}' takes it away. With both, both must hold"),
        HelpName = "PERCENT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static IEnumerable<Option> All => [MinSpent, HighTop, TopPercent, Tier, QuietDays, Rhythm];

    /// <param name="known">What stands where an option says nothing; null for a new rule.</param>
    /// <exception cref="FormatException">It cannot be; the message says what is expected.</exception>
    public static AlertRule Read(ParseResult parsed, AlertRule? known = null)
    {
        var days = parsed.GetResult(QuietDays) is null ? known?.QuietDays : Switched(parsed.GetValue(QuietDays)) is { } text ? (int)Number(QuietDays, text, whole: true) : null;
        var quantile = parsed.GetResult(Rhythm) is null
            ? known is null && days is null ? AlertRule.UsualQuantile : known?.Quantile
            : parsed.GetValue(Rhythm) is not { } percent ? AlertRule.UsualQuantile
            : Switched(percent) is { } share ? (double)(Number(Rhythm, share) / 100) : null;
        var rule = (known ?? new AlertRule(s_usual)) with { Who = Who(parsed) ?? known?.Who ?? s_usual, QuietDays = days, Quantile = quantile };
        rule.Check();
        return rule;
    }

    static HighValue? Who(ParseResult parsed)
    {
        HighValue[] said =
        [
            .. parsed.GetValue(MinSpent) is { } amount ? [new HighValue(HighValueBy.Amount, Number(MinSpent, amount))] : Array.Empty<HighValue>(),
            .. parsed.GetValue(HighTop) is { } top ? [new HighValue(HighValueBy.Top, Number(HighTop, top, whole: true))] : Array.Empty<HighValue>(),
            .. parsed.GetValue(TopPercent) is { } percent ? [new HighValue(HighValueBy.Percent, Number(TopPercent, percent))] : Array.Empty<HighValue>(),
            .. parsed.GetValue(Tier) is { } tier ? [new HighValue(HighValueBy.Tier, 0, tier)] : Array.Empty<HighValue>(),
        ];
        return said.Length < 2 ? said.SingleOrDefault() : throw new FormatException($"who is high-value is said more than once; give one of {MinSpent.Name}, {HighTop.Name}, {TopPercent.Name} and {Tier.Name}");
    }

    static string? Switched(string? text) => text == Off ? null : text;

    static decimal Number(Option option, string text, bool whole = false)
    {
        const decimal most = 9_000_000_000_000m;
        if (decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && (!whole || number == Math.Truncate(number) && number <= int.MaxValue) && Math.Abs(number) <= most)
            return number;
        throw new FormatException($"{option.Name} '{text}' is not a {(whole ? "whole number" : "number")}; expected one such as {(whole ? "60" : "12.5")}");
    }

    static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}
