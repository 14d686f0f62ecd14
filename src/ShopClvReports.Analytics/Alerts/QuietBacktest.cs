namespace ShopClvReports.Analytics;

/// <summary>
/// The own rhythm against a plain number of days, over the high-value customers at the end of each of the last twelve months from which
/// on <see cref="Comeback.FollowUpDays"/> are known. The better rule flags customers of whom fewer buy again. A customer counts each month:
/// counted once a silence, two rules that flag as many would look alike, however late one of them is.
/// </summary>
/// <param name="Months">Those that had such customers, oldest first.</param>
/// <param name="PlainDays">The number of days that flags about as many as the rhythm does.</param>
public sealed record QuietBacktest(IReadOnlyList<DateOnly> Months, BacktestOutcome Rhythm, BacktestOutcome Plain, int PlainDays)
{
    /// <param name="rule">Its rhythm, or the usual one, is tried; its days are not.</param>
    /// <inheritdoc cref="Comeback.Of"/>
    public static QuietBacktest Run(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, AlertRule rule)
    {
        var (rhythm, months, seen) = (rule with { QuietDays = null, Quantile = rule.Quantile ?? AlertRule.UsualQuantile }, new List<DateOnly>(), new List<Seen>());
        foreach (var month in PastMonth.Before(asOf, shop.TimeZone, Comeback.FollowUpDays))
        {
            var before = seen.Count;
            foreach (var (c, customer) in QuietCheck.Compute(ledger.At(month.AsOf.Instant), shop, month.AsOf, query, rhythm).Customers.Index())
                if (customer.IsHighValue) seen.Add(new Seen(customer.DaysSince, customer.IsQuiet, month.BoughtAgain(ledger, query.Value, c)));
            if (seen.Count > before) months.Add(month.AsOf.Day);
        }

        var days = DaysThatFlag(seen, seen.Count(s => s.ByRhythm));
        return new QuietBacktest(months, Outcome(seen, s => s.ByRhythm), Outcome(seen, s => s.Days >= days), days);
    }

    /// <summary>The number of days from which on as many are flagged, or nearly.</summary>
    static int DaysThatFlag(List<Seen> seen, int wanted)
    {
        var best = (Days: seen.Select(s => s.Days).DefaultIfEmpty().Max() + 1, Off: wanted);
        var flagged = 0;
        foreach (var day in seen.GroupBy(s => s.Days).OrderByDescending(g => g.Key))
        {
            flagged += day.Count();
            if (Math.Abs(flagged - wanted) < best.Off) best = (day.Key, Math.Abs(flagged - wanted));
        }

        return best.Days;
    }

    static BacktestOutcome Outcome(List<Seen> seen, Func<Seen, bool> flagged) => new(
        seen.Count(flagged), seen.Count(s => flagged(s) && s.BoughtAgain), seen.Count(s => !flagged(s)), seen.Count(s => !flagged(s) && s.BoughtAgain));

    readonly record struct Seen(int Days, bool ByRhythm, bool BoughtAgain);
}

/// <summary>What came of a rule's word: customers at a month's end, so one customer can count several times.</summary>
/// <param name="Returned">Of those flagged, bought again.</param>
/// <param name="Left">Not flagged.</param>
/// <param name="LeftReturned">Of these, bought again.</param>
public readonly record struct BacktestOutcome(int Flagged, int Returned, int Left, int LeftReturned);
