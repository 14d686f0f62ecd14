namespace ShopClvReports.Analytics;

/// <summary>Filters rows by an expression over column names: see <see cref="ColumnExpression"/>.</summary>
static class RowFilter
{
    const int LongestExpression = 1000;

    /// <param name="rows">Those to choose from.</param>
    /// <returns>Those for which the expression holds; all of them when there is none.</returns>
    /// <exception cref="ReportQueryException">The expression is not understood, or is not a yes-or-no question.</exception>
    public static int[] Apply(string? expression, ColumnSet columns, int[] rows)
    {
        if (string.IsNullOrWhiteSpace(expression)) return rows;
        if (expression.Length > LongestExpression)
            throw new ReportQueryException($"the filter is {expression.Length} characters long; at most {LongestExpression} are allowed");
        if (ExpressionWords.Wrong(expression, columns.Keys) is var (position, why)) throw Unusable($"{why}, at position {position}.", null);

        try
        {
            using var filter = new ColumnExpression(expression, columns, exact: true);
            var kept = new List<int>();
            foreach (var row in rows)
            {
                var value = filter.Value(row);
                if (value is not (bool or DBNull)) throw Unusable("It is not a yes-or-no question.", null);
                if (value is true) kept.Add(row);
            }

            return [.. kept];
        }
        catch (Exception e) when (e is not (ReportQueryException or OutOfMemoryException))
        {
            throw Unusable(e.Message, e);
        }

        ReportQueryException Unusable(string why, Exception? inner) => new(
            $"the filter '{expression}' cannot be used: {why} Write it over {string.Join(", ", columns.Keys)}, for example: total_spent > 500 AND orders >= 2",
            inner);
    }
}
