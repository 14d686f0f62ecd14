using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>Who is to be watched, and when such a customer counts as unusually quiet. With both kinds of quiet, both must hold.</summary>
/// <param name="QuietDays">Quiet after this many days without an order; null when days alone say nothing.</param>
/// <param name="Quantile">
/// Quiet when the time since the last order is beyond this quantile (0.5 to 0.99) of the customer's own rhythm; null when the
/// rhythm does not matter.
/// </param>
/// <param name="PendingHours">How long it must hold before anybody is told.</param>
/// <param name="RepeatDays">When to say again that a customer is still quiet; 0 for never.</param>
public sealed record AlertRule(HighValue Who, int? QuietDays = null, double? Quantile = null, int PendingHours = 24, int RepeatDays = 30)
{
    /// <summary>When nothing is said.</summary>
    public const double UsualQuantile = 0.9;

    public const double LeastQuantile = 0.5;
    public const double MostQuantile = 0.99;

    /// <exception cref="FormatException">It cannot be; the message says what is expected.</exception>
    public void Check()
    {
        Who.Check();
        if (QuietDays is null && Quantile is null) throw new FormatException("nothing says when a customer is quiet; expected a number of days, the own rhythm, or both");
        if (QuietDays < 1) throw new FormatException($"{QuietDays} days without an order are no silence; expected at least 1");
        if (Quantile is { } quantile && !(quantile is >= LeastQuantile and <= MostQuantile))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a rhythm of {quantile * 100:0.###}% is out of range; expected {LeastQuantile * 100}% to {MostQuantile * 100}%"));
        if (PendingHours < 0) throw new FormatException($"a silence cannot hold for {PendingHours} hours; expected at least 0");
        if (RepeatDays < 0) throw new FormatException($"an alert cannot repeat after {RepeatDays} days; expected at least 1, or 0 for never");
    }
}

/// <summary>Which customers are worth an alert, by what they spent in the period of the rule.</summary>
/// <param name="Number">By <see cref="HighValueBy.Amount"/> in major units of the shop's currency, by top a count, by percent 0 to 100.</param>
/// <param name="Tier">By <see cref="HighValueBy.Tier"/>: its name.</param>
/// <param name="Tiers">Which tiers there are, as <see cref="Analytics.Tiers.Parse"/> reads it; null for the usual ones.</param>
public sealed record HighValue(HighValueBy By, decimal Number, string? Tier = null, string? Tiers = null)
{
    /// <exception cref="FormatException">They cannot be read.</exception>
    internal Tiers AllTiers => Tiers is null ? Analytics.Tiers.Default : Analytics.Tiers.Parse(Tiers);

    /// <inheritdoc cref="AlertRule.Check"/>
    public void Check()
    {
        var wrong = By switch
        {
            HighValueBy.Amount when Number <= 0 => "expected an amount above 0",
            HighValueBy.Top when Number < 1 || Number != Math.Truncate(Number) => "expected a whole number of customers from 1",
            HighValueBy.Percent when Number is <= 0 or > 100 => "expected a percentage above 0 and up to 100",
            HighValueBy.Tier when AllTiers.All.All(tier => tier.Name != Tier) => $"expected {string.Join(", ", AllTiers.All.Select(tier => tier.Name))}",
            _ => null,
        };
        if (wrong is not null)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{(By == HighValueBy.Tier ? Tier : Number)}' does not say who is high-value; {wrong}"));
    }
}

public enum HighValueBy
{
    /// <summary>Spent at least so much.</summary>
    Amount,

    /// <summary>Among the so many that spent most.</summary>
    Top,

    /// <summary>Among the so many percent that spent most.</summary>
    Percent,

    /// <summary>In a tier, see <see cref="Analytics.Tiers"/>.</summary>
    Tier,
}
