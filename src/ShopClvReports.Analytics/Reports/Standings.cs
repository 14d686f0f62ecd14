namespace ShopClvReports.Analytics;

/// <summary>What one run found, kept so that a later one can say what changed. It holds no names: a customer may ask to be forgotten.</summary>
/// <param name="Day">The day it spoke for.</param>
/// <param name="Sections">As in the report, each currency once.</param>
public sealed record Standings(DateOnly Day, IReadOnlyList<StandingsSection> Sections)
{
    /// <param name="report">With the columns <c>total_spent</c> and <c>orders</c>, and without a top N.</param>
    /// <exception cref="ArgumentException">It lacks one of the columns.</exception>
    public static Standings Of(Report report) => new(report.AsOf.Day, [.. report.Sections.Select(StandingsSection.Of)]);
}

/// <summary>One currency's customers.</summary>
/// <param name="Total">Of the whole section, customers listed or not.</param>
/// <param name="Customers">Those listed, best first.</param>
public sealed record StandingsSection(Currency Currency, Tally Total, IReadOnlyList<Standing> Customers)
{
    /// <inheritdoc cref="Standings.Of"/>
    public static StandingsSection Of(ReportSection section)
    {
        var spent = Values<MoneyColumn>(section, "total_spent").Values;
        var orders = Values<CountColumn>(section, "orders").Values;
        return new StandingsSection(
            section.Currency, section.Totals.Total,
            Array.ConvertAll(section.Rows, row => new Standing(section.Ids[row], new Tally(orders[row], spent[row]))));
    }

    static T Values<T>(ReportSection section, string key) where T : ReportColumn =>
        section.Columns.OfType<T>().FirstOrDefault(c => c.Key == key)
        ?? throw new ArgumentException($"the report has no column {key}; standings need it", nameof(section));
}

/// <summary>One customer's figures; the rank is the place in the section.</summary>
public readonly record struct Standing(string CustomerId, Tally Tally);
