using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Customers of whom somebody was told, and who have not ordered since.</summary>
/// <param name="AtStake">What they spent in the year up to their last orders.</param>
public sealed record StillQuiet(int Customers, Money AtStake)
{
    /// <returns>Null when there is nobody.</returns>
    public static StillQuiet? Of(Ledger ledger, Shop shop, AsOf asOf, IReadOnlyList<Alert> open)
    {
        int[] quiet =
        [
            .. open.Where(a => a.State is AlertState.Firing or AlertState.Snoozed or AlertState.Contacted).Select(a => a.Customer).Distinct()
                .Select(ledger.Find).OfType<int>(),
        ];
        if (quiet.Length == 0) return null;
        var check = QuietCheck.Compute(ledger, shop, asOf, new ReportQuery(Period.All), new AlertRule(new HighValue(HighValueBy.Percent, 100), QuietDays: 1));
        return new StillQuiet(quiet.Length, new Money(quiet.Sum(c => check.Customers[c].AtStake), shop.Currency));
    }

    public string Say(Language language)
    {
        var formats = Formats.Of(language);
        return AlertWords.Of(language).StillQuiet(Customers, formats.Count(Customers), formats.Money(AtStake));
    }
}
