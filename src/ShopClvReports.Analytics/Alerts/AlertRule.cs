namespace ShopClvReports.Analytics;

/// <summary>Who is to be watched, and when such a customer counts as unusually quiet. With both kinds of quiet, both must hold.</summary>
/// <param name="QuietDays">Quiet after this many days without an order; null when days alone say nothing.</param>
/// <param name="Quantile">
/// Quiet when the time since the last order is beyond this quantile (0.5 to 0.99) of the customer's own rhythm; null when the
/// rhythm does not matter.
/// </param>
/// <param name="PendingHours">How long it must hold before anybody is told.</param>
/// <param name="RepeatDays">When to say again that a customer is still quiet; 0 for never.</param>
public sealed record AlertRule(HighValue Who, int? QuietDays = null, double? Quantile = null, int PendingHours = 24, int RepeatDays = 30);

/// <summary>Which customers are worth an alert, by what they spent in the period of the rule.</summary>
/// <param name="Number">By <see cref="HighValueBy.Amount"/> in major units of the shop's currency, by top a count, by percent 0 to 100.</param>
/// <param name="Tier">By <see cref="HighValueBy.Tier"/>: its name.</param>
public sealed record HighValue(HighValueBy By, decimal Number, string? Tier = null);

public enum HighValueBy
{
    /// <summary>Spent at least so much.</summary>
    Amount,

    /// <summary>Among the so many that spent most.</summary>
    Top,

    /// <summary>Among the so many percent that spent most.</summary>
    Percent,

    /// <summary>In a tier, see <see cref="Tiers"/>.</summary>
    Tier,
}
