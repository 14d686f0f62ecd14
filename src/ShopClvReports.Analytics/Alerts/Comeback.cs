namespace ShopClvReports.Analytics;

/// <summary>Of high-value customers whom a rule would have called quiet in the shop's past, how many bought again.</summary>
/// <param name="Quiet">Called quiet at the end of one of the last twelve months from which on <paramref name="Days"/> are known; each silence once.</param>
/// <param name="Returned">Of these, bought again within <paramref name="Days"/> of the first such month's end.</param>
public sealed record Comeback(int Quiet, int Returned, int Days)
{
    /// <summary>Fewer say nothing.</summary>
    public const int Enough = 20;

    /// <summary>How long a customer is watched.</summary>
    public const int FollowUpDays = 90;

    /// <summary>Judged at each month's end by the orders before it alone; but worth what the ledger now says, later refunds taken off.</summary>
    /// <param name="query">Its period and value policy, as in <see cref="QuietChecks.Of"/>.</param>
    /// <returns>Null when fewer than <see cref="Enough"/> were quiet.</returns>
    /// <exception cref="FormatException">The rule cannot be.</exception>
    public static Comeback? Of(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, AlertRule rule)
    {
        var (silences, quiet, returned) = (new uint[ledger.CustomerCount], 0, 0);
        foreach (var month in PastMonth.Before(asOf, shop.TimeZone, FollowUpDays))
            foreach (var (c, customer) in QuietCheck.Compute(ledger.At(month.AsOf.Instant), shop, month.AsOf, query, rule).Customers.Index())
            {
                if (!customer.IsHighValue || !customer.IsQuiet || silences[c] == customer.LastOrder) continue;
                silences[c] = customer.LastOrder;
                quiet++;
                if (month.BoughtAgain(ledger, query.Value, c)) returned++;
            }

        return quiet < Enough ? null : new Comeback(quiet, returned, FollowUpDays);
    }
}
