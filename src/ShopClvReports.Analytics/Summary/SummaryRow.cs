namespace ShopClvReports.Analytics;

/// <summary>One line of a summary; what it does not speak of is null.</summary>
/// <param name="Part">Word: what the line tells.</param>
/// <param name="What">Word for a figure, name of a tier or a customer.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Stands">For whom it stands in the totals: each customer of the period is in one tier.</param>
sealed record SummaryRow(
    string Part, string What, long? Amount = null, long? AmountBefore = null, int? Number = null, int? NumberBefore = null,
    double Share = double.NaN, GroupTally Stands = default)
{
    /// <summary>Against the period before, as a fraction; NaN when there is nothing to hold it against.</summary>
    public double Change => (Amount, AmountBefore, Number, NumberBefore) switch
    {
        ({ } now, > 0 and var before, _, _) => (double)(now - before) / before,
        (_, _, { } now, > 0 and var before) => (double)(now - before) / before,
        _ => double.NaN,
    };
}
