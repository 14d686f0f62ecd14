namespace ShopClvReports.Analytics;

/// <summary>What a rule says of every customer of a ledger at one moment. Arrays are parallel to the ledger's customers.</summary>
public sealed class QuietCheck
{
    readonly PurchaseRhythm _rhythm;

    internal QuietCheck(PurchaseRhythm rhythm, SpendRanking ranking, AlertRule rule)
    {
        rule.Check();
        _rhythm = rhythm;
        Customers = new QuietCustomer[rhythm.Last.Length];
        var (from, below) = ranking.Bar(rule.Who);
        var stays = from - from / 10;
        var quietAfter = rule.Quantile is { } quantile ? rhythm.QuietAfter(quantile) : null;
        for (var c = 0; c < Customers.Length; c++)
        {
            var (spent, last, since) = (ranking.Spent[c], rhythm.Last[c], rhythm.DaysSince[c]);
            var after = last == 0 ? null : quietAfter?[c];
            var isQuiet = last != 0 && (rule.QuietDays is not { } days || since >= days) && (quietAfter is null || since >= after);
            Customers[c] = new QuietCustomer(
                spent > 0 && spent >= from && spent < below, spent > 0 && spent >= stays, isQuiet, last, since, after, rhythm.AtStake[c]);
        }
    }

    public QuietCustomer[] Customers { get; }

    /// <summary>The middle one of a customer's own gaps between days with an order; null for one who bought on one day only.</summary>
    public int? UsualGapDays(int customer) => _rhythm.UsualGapDays(customer);

    /// <summary>One rule alone; several at one moment share their work through <see cref="QuietChecks"/>.</summary>
    /// <inheritdoc cref="QuietChecks.Of"/>
    public static QuietCheck Compute(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, AlertRule rule) => new QuietChecks(ledger, shop, asOf).Of(query, rule);
}

/// <summary>How one customer stands.</summary>
/// <param name="IsHighValue">By the rule.</param>
/// <param name="StaysHighValue">Within a tenth of the rule's bar: a small refund does not end an alert.</param>
/// <param name="IsQuiet">By the rule; high-value or not.</param>
/// <param name="LastOrder">Last order that counts, any currency, seconds since 1970; 0 for none.</param>
/// <param name="DaysSince">Days of the shop's calendar since then.</param>
/// <param name="QuietAfterDays">From how many days on the rhythm calls it unusual; null when it cannot tell, and without one in the rule.</param>
/// <param name="AtStake">Spent in the year up to the last order, minor units of the shop's currency.</param>
public readonly record struct QuietCustomer(bool IsHighValue, bool StaysHighValue, bool IsQuiet, uint LastOrder, int DaysSince, int? QuietAfterDays, long AtStake);
