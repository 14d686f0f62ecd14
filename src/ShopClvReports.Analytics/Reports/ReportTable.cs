namespace ShopClvReports.Analytics;

/// <summary>The rows of one section before anything is asked of them: which there are, what each stands for, and what its columns are.</summary>
/// <param name="defaults">Its columns in the order in which they are shown when none are asked for.</param>
/// <param name="more">Columns that are shown when they are asked for; the row's key is always one of them.</param>
/// <param name="column">Makes a column; null when there is no such column.</param>
sealed class ReportTable(ReportKind kind, Currency currency, IReadOnlyList<string> defaults, IReadOnlyList<string> more, Func<string, ReportColumn?> column)
{
    /// <summary>Filters, sorts and cuts the rows, and says what those that are left add up to.</summary>
    /// <param name="rows">Indexes into the columns: those that may be listed, in the order in which they stand when none is asked for.</param>
    /// <param name="order">When none is asked for; null for the order of <paramref name="rows"/>.</param>
    /// <param name="tally">What rows stand for.</param>
    /// <param name="whole">All customers of the section, and the orders of customers, listed or not.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public ReportSection Section(
        ReportQuery query, int[] rows, SortKey? order, Func<int[], GroupTally> tally, GroupTally whole, Tally withoutCustomer)
    {
        string[] all = [.. ((string[])[kind.RowKey(), .. defaults, .. more]).Distinct()];
        var columns = new ColumnSet(
            all, key => column(key) ?? throw new ReportQueryException($"there is no column '{key}'; the {kind.Name()} report has {string.Join(", ", all)}"));
        var ids = ((TextColumn)columns.Get(kind.RowKey())).Values;
        List<string> chosen = [.. query.Columns is { Count: > 0 } asked ? asked.Distinct() : defaults];
        foreach (var own in query.Own ?? [])
        {
            columns = columns.With(own, ids.Length);
            if (!chosen.Contains(own.Name)) chosen.Add(own.Name);
        }

        rows = RowFilter.Apply(query.Where, columns, rows);
        if (query.Sort is not null || order is not null) RowSort.Apply(rows, query.Sort ?? [order!], columns);
        if (query.Top is { } top && top < rows.Length) rows = rows[..top];

        var shown = tally(rows);
        return new ReportSection(
            kind, currency,
            new ReportTotals(whole.Customers, whole.Tally + withoutCustomer, shown.Tally, whole.Tally - shown.Tally, withoutCustomer),
            [.. chosen.Select(columns.Get)], ids!, rows, shown.Customers);
    }
}

/// <summary>A number of customers, and their orders.</summary>
readonly record struct GroupTally(int Customers, Tally Tally)
{
    public static GroupTally operator +(GroupTally a, GroupTally b) => new(a.Customers + b.Customers, a.Tally + b.Tally);

    /// <param name="part">What one row stands for.</param>
    public static GroupTally Sum(IEnumerable<int> rows, Func<int, GroupTally> part) => rows.Aggregate(default(GroupTally), (sum, row) => sum + part(row));
}
