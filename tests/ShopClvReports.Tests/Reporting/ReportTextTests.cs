using System.Reflection;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class ReportTextTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Nl)]
    public void Every_column_and_period_has_a_name(Language language)
    {
        var words = Words.Of(language);
        Assert.NotEmpty(ClvReport.ColumnKeys);
        string[] names = [.. ClvReport.ColumnKeys.Union(InactiveReport.ColumnKeys).Append("customer_id").Select(words.Heading), .. Period.Names.Select(n => words.PeriodName(Period.Parse(n)))];
        Assert.DoesNotContain(names, string.IsNullOrWhiteSpace);
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.DoesNotContain(words.OwnPeriod, names);
    }

    [Fact]
    public void Dutch_is_not_English()
    {
        // The same word in both.
        string[] shared = [nameof(Words.Total), nameof(Words.RfmScores), nameof(Words.Cohort)];
        var texts = typeof(Words).GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.PropertyType == typeof(string)).ToList();
        Assert.NotEmpty(texts);
        Assert.Empty(texts.Where(p => Equals(p.GetValue(Words.Of(Language.En)), p.GetValue(Words.Of(Language.Nl)))).Select(p => p.Name).Except(shared));
    }

    [Fact]
    public void The_headings_are_those_of_the_shop_owner()
    {
        Assert.Equal(
            ["Klantnaam", "Klant e-mail", "Totaal uitgegeven", "Aantal bestellingen", "Eerste bestelling", "Laatste bestelling", "Dagen sinds", "Gemiddelde bestelwaarde", "Aandeel in omzet"],
            ClvReport.ColumnKeys.Select(Words.Of(Language.Nl).Heading));
        Assert.Equal(
            ["Customer name", "Customer email", "Total spent", "Number of orders", "First order", "Last order", "Days since", "Average order value", "Share of revenue"],
            ClvReport.ColumnKeys.Select(Words.Of(Language.En).Heading));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Nl)]
    public void Every_column_that_can_be_asked_for_has_a_heading(Language language)
    {
        var keys = Enum.GetValues<ReportKind>().SelectMany(ReportRequests.Columns).Distinct().ToList();
        Assert.True(keys.Count > 30);
        Assert.DoesNotContain(keys, key => Words.Of(language).Heading(key) == key);
        Assert.DoesNotContain(RfmGroups.Names.Concat(Tiers.Default.All.Select(t => t.Name)), name => Words.Of(language).Word(name) == name);
    }

    [Fact]
    public void A_present_value_says_who_is_thought_to_stay_and_what_a_year_later_counts()
    {
        string Definition(ShopTerms terms, Language language) => string.Join(' ', ReportText.Of(
            ClvReport.Build(Ledger.Empty, Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.All, Columns: ["npv_at_year_end", "residual_orders"]), terms), language).Definition);

        var seen = Definition(ShopTerms.Unsaid with { MarginPercent = 40 }, Language.En);
        Assert.Contains("as many stay from year to year as ordered in the last twelve months of those who did in the twelve before, and a year later counts 10.0% less.", seen);
        Assert.Contains("The value of a customer is 40.0% of what was spent", seen);
        Assert.Contains("All orders to come are those that there will ever be; a year later counts 10.0% less.", seen);
        Assert.Contains("van jaar op jaar blijft 80,0%, en een jaar later telt 12,0% minder.", Definition(ShopTerms.Unsaid with { RetentionPercent = 80, DiscountPercent = 12 }, Language.Nl));
    }

    [Fact]
    public void The_definition_tells_the_period_the_moment_the_zone_and_the_filter()
    {
        var query = new ReportQuery(Period.Parse("2026-01-01..2026-03-31"), ValuePolicy.Ordered, Where: "orders >= 1", Top: 1000);
        var report = Some.SmallReport(query);

        var english = ReportText.Of(report, Language.En);
        Assert.Equal("Period: 1 Jan 2026 – 31 Mar 2026", english.Period);
        Assert.Contains("Orders from 1 Jan 2026 up to and including 31 Mar 2026 are counted.", english.Definition);
        Assert.Contains("The report speaks for the end of 30 Jun 2026; later orders are left out.", english.Definition);
        Assert.Contains("Dates are days in the time zone Europe/Amsterdam.", english.Definition);
        Assert.Contains("Only customers that match this filter are listed: orders >= 1", english.Definition);
        Assert.Contains("At most 1,000 customers are listed.", english.Definition);

        var dutch = ReportText.Of(report, Language.Nl);
        Assert.Equal("Periode: 1 jan 2026 – 31 mrt 2026", dutch.Period);
        Assert.Contains("Het rapport geeft de stand op het einde van 30 jun 2026; latere bestellingen tellen niet mee.", dutch.Definition);
    }

    [Fact]
    public void A_moment_within_a_day_is_told_in_the_shops_own_time()
    {
        var report = Some.SmallReport() with { AsOf = AsOf.Parse("2026-06-30T12:05:00Z", Some.DutchShop.TimeZone) };
        Assert.Contains("The report speaks for 30 Jun 2026 14:05; later orders are left out.", ReportText.Of(report, Language.En).Definition);
    }

    [Theory]
    [InlineData(ValuePolicy.Paid, "received less the money refunded")]
    [InlineData(ValuePolicy.Current, "after returns and edits")]
    [InlineData(ValuePolicy.Ordered, "refunds do not change it")]
    public void The_definition_tells_the_value_policy(ValuePolicy policy, string expected) =>
        Assert.Single(ReportText.Of(Some.SmallReport(new ReportQuery(Period.All, policy)), Language.En).Definition, s => s.Contains(expected));
}
