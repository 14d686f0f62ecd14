namespace ShopClvReports.Analytics;

/// <summary>What one would rather look at than read, as data; words are translated where it is drawn.</summary>
/// <param name="Measure">The key of the column that it draws.</param>
public abstract record Chart(string Measure)
{
    /// <summary>Names and bars that there is room for.</summary>
    protected internal const int MostBars = 12;

    /// <summary>A bar for each of some names.</summary>
    /// <param name="Named">What each bar is of; its kind tells words of ours from texts from outside.</param>
    /// <param name="Values">Minor units of the section's currency, parallel to the names; <see cref="MoneyColumn.Unknown"/> where nobody can tell.</param>
    public sealed record Bars(string Measure, TextColumn Named, IReadOnlyList<long> Values) : Chart(Measure)
    {
        public IReadOnlyList<string> Names => Named.Values!;

        /// <summary>What each value is held against; null for nothing.</summary>
        public Series? Against { get; init; }

        /// <summary>From where to where each value may lie, parallel to the names; null when that is known.</summary>
        public IReadOnlyList<(long Low, long High)>? Ranges { get; init; }

        /// <summary>The greatest amount in it, at least 1.</summary>
        public long Greatest =>
            Values.Concat(Against?.Values ?? []).Concat(Ranges?.Select(r => r.High) ?? []).Append(1).Max();
    }

    /// <summary>A second bar beside each of the first.</summary>
    /// <param name="Measure">The key of its column.</param>
    /// <param name="Values">As in <see cref="Bars"/>.</param>
    public sealed record Series(string Measure, IReadOnlyList<long> Values);

    /// <summary>A line for each cohort, a cell for each age from 0 on.</summary>
    /// <param name="Names">Of the lines; the last one is a word, for all cohorts that are as old, taken together.</param>
    /// <param name="Shares">0 to 1, parallel to the names; NaN where the age is not finished. A line ends where its cohort has got to.</param>
    public sealed record Heat(string Measure, IReadOnlyList<string> Names, IReadOnlyList<double[]> Shares) : Chart(Measure);
}
