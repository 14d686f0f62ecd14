namespace ShopClvReports.Analytics;

/// <summary>What a rule says of every customer of a ledger at one moment. Arrays are parallel to the ledger's customers.</summary>
public sealed class QuietCheck
{
    QuietCheck(QuietCustomer[] customers) => Customers = customers;

    public QuietCustomer[] Customers { get; }

    /// <param name="query">Its period and value policy decide what counts as spent; in the shop's currency.</param>
    public static QuietCheck Compute(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, AlertRule rule)
    {
        _ = (shop, asOf, query, rule);
        return new(new QuietCustomer[ledger.CustomerCount]);
    }
}

/// <summary>How one customer stands.</summary>
/// <param name="IsHighValue">By the rule.</param>
/// <param name="StaysHighValue">Within a tenth of the rule's bar: a small refund does not end an alert.</param>
/// <param name="IsQuiet">By the rule; high-value or not.</param>
/// <param name="LastOrder">Last order that counts, any currency, seconds since 1970; 0 for none.</param>
/// <param name="QuietAfterDays">From how many days on the rhythm calls it unusual; null when it cannot tell.</param>
/// <param name="AtStake">Spent in the year up to the last order, minor units of the shop's currency.</param>
public readonly record struct QuietCustomer(bool IsHighValue, bool StaysHighValue, bool IsQuiet, uint LastOrder, int DaysSince, int? QuietAfterDays, long AtStake);
