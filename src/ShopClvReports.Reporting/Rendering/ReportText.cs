using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What a report says about itself, in one language.</summary>
/// <param name="Period">Name and days, such as <c>Last month: 1 May 2026 – 31 May 2026</c>.</param>
/// <param name="Remarks">What stands above the figures, a sentence or two each; of one line.</param>
/// <param name="Definition">What is counted and how, a sentence or two each.</param>
public sealed record ReportText(string Title, string Period, IReadOnlyList<string> Definition, IReadOnlyList<string> Remarks)
{
    public static ReportText Of(Report report, Language language)
    {
        var (words, formats) = (Words.Of(language), Formats.Of(language));
        var to = formats.Date(report.To);
        var days = report.From is { } from ? words.FromTo(formats.Date(from), to) : words.UpTo(to);
        return new ReportText(
            words.Title(report.Kind), $"{words.PeriodName(report.Query.Period)}: {days}", [.. Define(report, words, formats), .. report.Footnotes.Select(note => RemarkText.Of(note, language))],
            [.. report.Remarks.Select(remark => RemarkText.Of(remark, language))]);
    }

    static IEnumerable<string> Define(Report report, Words words, Formats formats)
    {
        var (say, moment) = (words.Definition, Moment(report, words, formats));
        var to = formats.Date(report.To);
        var from = report.From is { } first ? formats.Date(first) : null;
        if (report.Kind == ReportKind.Cohorts) yield return from is null ? say.CohortsUntil(to) : say.CohortsBetween(from, to);
        else yield return from is null ? say.Until(to) : say.Between(from, to);
        yield return say.AsOf(moment);
        yield return say.Policy(report.Query.Value);
        yield return say.TestsAndCancelled;
        yield return say.GiftCards;
        foreach (var sentence in report.Rule is { } rule ? Define(rule, report.Shop, say, formats) : []) yield return sentence;
        foreach (var sentence in report.Foretold is { } foretold ? words.Forecast.Define(foretold, formats) : []) yield return sentence;
        foreach (var sentence in DefineColumns(report, say, formats)) yield return sentence;
        if (WholeHistory(report.Kind, say, moment) is { } whole) yield return whole;
        foreach (var sentence in words.Business.Definition(report, formats)) yield return sentence;
        foreach (var sentence in report.Kind == ReportKind.Reconcile ? words.Reconcile.Definition : []) yield return sentence;
        yield return say.Guests;
        yield return say.TimeZone(report.Shop.TimeZone.Id);
        foreach (var own in report.Query.Own ?? []) yield return say.OwnColumn(VisibleText.OneLine($"{own.Name} = {own.Expression}", 1100));
        if (!string.IsNullOrWhiteSpace(report.Query.Where)) yield return say.Filter(words.Rows(report.Kind), VisibleText.OneLine(report.Query.Where, 1000));
        if (report.Query.Top is { } top) yield return say.Top(formats.Count(top), words.Rows(report.Kind));
    }

    static string? WholeHistory(ReportKind kind, DefinitionWords say, string moment) => kind switch
    {
        ReportKind.Clv => say.WholeHistory(moment),
        ReportKind.Inactive => say.WholeHistoryOfQuiet(moment),
        ReportKind.Tiers or ReportKind.Rfm => say.WholeHistoryOfGroups(moment),
        ReportKind.Cohorts or ReportKind.Forecast or ReportKind.Channels or ReportKind.Products or ReportKind.Companies or ReportKind.Customer
            or ReportKind.Summary or ReportKind.Reconcile => null,
    };

    /// <summary>What the columns that it shows mean, where their headings do not say it.</summary>
    static IEnumerable<string> DefineColumns(Report report, DefinitionWords say, Formats formats)
    {
        bool Has(params ReadOnlySpan<string> keys)
        {
            foreach (var column in report.Sections[0].Columns)
                if (keys.Contains(column.Key)) return true;
            return false;
        }

        var present = Has("npv", "npv_after_renewal", "npv_at_year_end");
        if (report.Terms is { } terms)
        {
            if (report.Kind is ReportKind.Tiers or ReportKind.Summary || Has("tier"))
                yield return terms.Tiers.ByShare ? say.TiersByShare(VisibleText.OneLine(terms.Tiers.Text, 1000)) : say.TiersByAmount(VisibleText.OneLine(terms.Tiers.Text, 1000));
            if (Has("historical_clv", "simple_clv", "margin_per_customer", "clv_per_customer", "clv_cac", "total_clv_12m") || present)
                yield return say.Margin(formats.Share(terms.MarginPercent / 100.0));
            var discount = formats.Share(terms.DiscountPercent / 100.0);
            if (present) yield return say.PresentValue(terms.RetentionPercent is { } stay ? formats.Share(stay / 100.0) : null, discount);
            if (Has("residual_orders")) yield return say.ResidualOrders(discount);
        }

        if (report.Kind == ReportKind.Rfm || Has("rfm", "rfm_group"))
        {
            yield return say.RfmScores;
            yield return say.RfmGrid;
            if (report.Sections.Any(s => s.Totals.Prospects > 0)) yield return say.Prospects;
        }

        if (Has("simple_clv")) yield return say.SimpleClv;
        if (Has("simple_clv", "orders_per_year") || present) yield return say.OrdersPerYear;
        if (report.Kind == ReportKind.Clv && Has("quiet")) yield return say.QuietColumn(formats.Share(AlertRule.UsualQuantile));
        if (report.By is { } span)
        {
            yield return span switch { CohortSpan.Month => say.CohortsByMonth, CohortSpan.Quarter => say.CohortsByQuarter };
            yield return say.CohortFigures;
        }
    }

    static IEnumerable<string> Define(AlertRule rule, Shop shop, DefinitionWords say, Formats formats)
    {
        yield return rule.Who.By switch
        {
            HighValueBy.Amount => say.SpentAtLeast(Money.TryToMinor(rule.Who.Number, shop.Currency, out var minor) ? formats.Money(new Money(minor, shop.Currency)) : $"{rule.Who.Number}"),
            HighValueBy.Top => say.AmongTop(formats.Count((long)rule.Who.Number)),
            HighValueBy.Percent => say.AmongTopPercent(formats.Share((double)rule.Who.Number / 100)),
            HighValueBy.Tier => say.InTier(rule.Who.Tier!),
        };
        if (rule.QuietDays is { } days) yield return say.QuietByDays(formats.Count(days));
        if (rule.Quantile is { } quantile) yield return say.QuietByRhythm(formats.Share(quantile));
        yield return say.AtStake;
    }

    static string Moment(Report report, Words words, Formats formats)
    {
        var day = formats.Date(report.AsOf.Day);
        if (report.AsOf.Day < DateOnly.MaxValue && report.AsOf.Instant == ZonedDay.Start(report.AsOf.Day.AddDays(1), report.Shop.TimeZone))
            return words.EndOfDay(day);
        var local = TimeZoneInfo.ConvertTime(report.AsOf.Instant, report.Shop.TimeZone);
        return $"{day} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
