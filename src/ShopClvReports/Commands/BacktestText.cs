using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>A backtest for a person.</summary>
static class BacktestText
{
    public static IEnumerable<string> Lines(QuietBacktest test)
    {
        if (test.Months.Count == 0)
        {
            yield return $"the shop's history is too short: it takes high-value customers at a month's end, and {Comeback.FollowUpDays} days after it";
            yield break;
        }

        yield return string.Create(CultureInfo.InvariantCulture,
            $"at the ends of {test.Months.Count} months, {test.Months[0]:yyyy-MM} to {test.Months[^1]:yyyy-MM}; bought again within {Comeback.FollowUpDays} days:");
        yield return Line("own rhythm", test.Rhythm);
        yield return Line(string.Create(CultureInfo.InvariantCulture, $"{test.PlainDays} days or more"), test.Plain);
        yield return Verdict(test);
    }

    static string Line(string rule, BacktestOutcome outcome) => string.Create(CultureInfo.InvariantCulture,
        $"{rule,-16} called quiet {Share(outcome.Returned, outcome.Flagged)}, not called quiet {Share(outcome.LeftReturned, outcome.Left)}");

    static string Verdict(QuietBacktest test)
    {
        if (test.Rhythm.Flagged < Comeback.Enough || test.Plain.Flagged < Comeback.Enough) return "too few were called quiet to tell which is better";
        var (rhythm, plain) = (test.Rhythm, test.Plain);
        var pooled = (double)(rhythm.Returned + plain.Returned) / (rhythm.Flagged + plain.Flagged);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / rhythm.Flagged + 1.0 / plain.Flagged));
        return Math.Abs(Rate(rhythm) - Rate(plain)) <= 2 * error ? "both do about as well: the difference may be chance"
            : Rate(rhythm) < Rate(plain) ? "the own rhythm is better: fewer of those it calls quiet come back by themselves"
            : "the plain days are better here: give the rule --quiet-days, and --rhythm off";
    }

    static double Rate(BacktestOutcome outcome) => (double)outcome.Returned / outcome.Flagged;

    static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part} of {whole}{(whole == 0 ? "" : $" ({100.0 * part / whole:0} %)")}");
}
