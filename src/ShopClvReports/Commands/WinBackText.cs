using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>Win-back results for a person.</summary>
static class WinBackText
{
    public static void Write(IReadOnlyList<WinBack> months, Func<long, string> ruleName, Currency currency, TextWriter output)
    {
        if (months.Count == 0)
        {
            output.WriteLine("No alert has been told yet.");
            return;
        }

        foreach (var month in months)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ruleName(month.Rule)}  {month.Month:yyyy-MM}  {month.Fired} told of, {month.Contacted.Fired} contacted"));
            output.WriteLine($"  contacted:      {Group(month.Contacted, currency)}");
            output.WriteLine($"  not contacted:  {Group(month.Others, currency)}");
        }

        foreach (var rule in months.GroupBy(m => m.Rule))
            output.WriteLine($"{ruleName(rule.Key)}: {Compare([.. rule.Select(m => m.Contacted.Returns[^1])], [.. rule.Select(m => m.Others.Returns[^1])])}");
        output.WriteLine("Came back: an order within so many days of the alert; of those told of long enough ago. Who is called is chosen, so a difference is no proof.");
    }

    static string Group(WinBackGroup group, Currency currency) => string.Create(CultureInfo.InvariantCulture,
        $"{group.Fired}; came back {string.Join(", ", group.Returns.Select(r => $"within {r.Days} days {Say(r)}"))}; {new Money(group.Revenue, currency)} {currency} since");

    static string Compare(IReadOnlyList<ReturnRate> contacted, IReadOnlyList<ReturnRate> others)
    {
        var (a, b) = (contacted.Aggregate((x, y) => x + y), others.Aggregate((x, y) => x + y));
        return a.Tells && b.Tells
            ? string.Create(CultureInfo.InvariantCulture, $"within {a.Days} days came back {Say(a)} of those contacted, {Say(b)} of the others")
            : string.Create(CultureInfo.InvariantCulture, $"too few to tell whether contacting helps; it takes {ReturnRate.Enough} of each that were told of {a.Days} days ago");
    }

    static string Say(ReturnRate rate) => string.Create(CultureInfo.InvariantCulture,
        $"{rate.Returned} of {rate.Known}{(rate.Tells ? $" ({100.0 * rate.Returned / rate.Known:0} %)" : " (too few to tell)")}");
}
