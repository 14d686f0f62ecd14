namespace ShopClvReports.Analytics;

/// <summary>What one would rather look at than read, as data; words are translated where it is drawn.</summary>
/// <param name="Measure">The key of the column that it draws.</param>
public abstract record Chart(string Measure)
{
    /// <summary>A bar for each row of the section.</summary>
    /// <param name="Names">Words, as in a <see cref="WordColumn"/>.</param>
    /// <param name="Values">Minor units of the section's currency, parallel to the names.</param>
    public sealed record Bars(string Measure, IReadOnlyList<string> Names, IReadOnlyList<long> Values) : Chart(Measure);

    /// <summary>A line for each cohort, a cell for each age from 0 on.</summary>
    /// <param name="Names">Of the lines; the last one is a word, for all cohorts that are as old, taken together.</param>
    /// <param name="Shares">0 to 1, parallel to the names; NaN where the age is not finished. A line ends where its cohort has got to.</param>
    public sealed record Heat(string Measure, IReadOnlyList<string> Names, IReadOnlyList<double[]> Shares) : Chart(Measure);
}
