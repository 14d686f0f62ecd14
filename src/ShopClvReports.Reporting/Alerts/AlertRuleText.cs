using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>An alert rule as it is written in a JSON file or on the command line; what is left out stays, or takes its default.</summary>
/// <param name="MinSpent">High-value: spent at least this, major units; or one of the next three.</param>
/// <param name="Top">High-value: among the so many that spent most.</param>
/// <param name="TopPercent">High-value: among the so many percent that spent most; 20 when nothing is said.</param>
/// <param name="Tier">High-value: in this tier.</param>
/// <param name="Tiers">Which tiers there are, as <see cref="Analytics.Tiers.Parse"/> reads it; the rule keeps them.</param>
/// <param name="QuietDays">Quiet after so many days; 0 for days not to matter.</param>
/// <param name="Rhythm">Quiet beyond this quantile, in percent, of the customer's own rhythm; 0 for it not to matter. 90 when nothing is said.</param>
/// <param name="PendingHours">How long it must hold before anybody is told; 24 when nothing is said.</param>
/// <param name="RepeatDays">When to say again that a customer is still quiet; 30 when nothing is said, 0 for never.</param>
public sealed record AlertRuleText(
    decimal? MinSpent = null, int? Top = null, decimal? TopPercent = null, string? Tier = null, int? QuietDays = null, decimal? Rhythm = null,
    int? PendingHours = null, int? RepeatDays = null, string? Tiers = null)
{
    /// <summary>High-value when nothing is said: the so many percent that spent most.</summary>
    public const int UsualPercent = 20;

    /// <summary>The rule meant, over one that stands already.</summary>
    /// <exception cref="FormatException">Something in it cannot be; the message says what would do.</exception>
    public AlertRule Over(AlertRule? known)
    {
        var standing = known ?? new AlertRule(new HighValue(HighValueBy.Percent, UsualPercent), Quantile: QuietDays > 0 ? null : AlertRule.UsualQuantile);
        var rule = new AlertRule(
            Who() ?? standing.Who,
            QuietDays is { } days ? days == 0 ? null : days : standing.QuietDays,
            Rhythm is { } percent ? percent == 0 ? null : (double)(percent / 100) : standing.Quantile,
            PendingHours ?? standing.PendingHours, RepeatDays ?? standing.RepeatDays);
        rule.Check();
        return rule;
    }

    /// <summary>A rule in one line.</summary>
    public static string Say(AlertRule rule)
    {
        var number = rule.Who.Number.ToString("0.##", CultureInfo.InvariantCulture);
        var who = rule.Who.By switch
        {
            HighValueBy.Amount => $"who spent at least {number}",
            HighValueBy.Top => $"the {number} who spent most",
            HighValueBy.Percent => $"the {number} % who spent most",
            HighValueBy.Tier => $"the tier {rule.Who.Tier}",
        };
        List<string> quiet = [];
        if (rule.QuietDays is { } days) quiet.Add(string.Create(CultureInfo.InvariantCulture, $"{days} days without an order"));
        if (rule.Quantile is { } quantile) quiet.Add(string.Create(CultureInfo.InvariantCulture, $"a silence beyond {100 * quantile:0.##} % of their own rhythm"));
        var pending = rule.PendingHours == 0 ? "told at once" : string.Create(CultureInfo.InvariantCulture, $"told after {rule.PendingHours} hours");
        var repeat = rule.RepeatDays == 0 ? "once" : string.Create(CultureInfo.InvariantCulture, $"again after {rule.RepeatDays} days");
        return $"{who}: {string.Join(" and ", quiet)}; {pending}, {repeat}";
    }

    HighValue? Who()
    {
        List<HighValue> said = [];
        if (MinSpent is { } amount) said.Add(new HighValue(HighValueBy.Amount, amount));
        if (Top is { } top) said.Add(new HighValue(HighValueBy.Top, top));
        if (TopPercent is { } percent) said.Add(new HighValue(HighValueBy.Percent, percent));
        if (Tier is { } tier) said.Add(new HighValue(HighValueBy.Tier, 0, tier, Tiers));
        return said.Count <= 1
            ? said.FirstOrDefault()
            : throw new FormatException("high-value is said in more than one way; give one of an amount spent, a top number, a top percent or a tier");
    }
}
