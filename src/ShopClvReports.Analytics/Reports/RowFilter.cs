using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ShopClvReports.Analytics;

/// <summary>Filters rows by an expression over column names, in the base library's <see cref="DataColumn.Expression"/> language.</summary>
static partial class RowFilter
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

        var used = columns.Keys.Where(key => Words().EnumerateMatches(expression) is var words && Contains(words, expression, key))
            .Select(columns.Get).ToArray();
        try
        {
            using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
            foreach (var column in used) table.Columns.Add(column.Key, ValueType(column));
            // Of any type: a column of yes and no would take every number but 0 for a yes.
            var keep = table.Columns.Add("\u0001keep", typeof(object), expression);
            var kept = new List<int>();
            var row = table.NewRow();
            table.Rows.Add(row);
            foreach (var i in rows)
            {
                row.BeginEdit();
                foreach (var column in used) row[column.Key] = Value(column, i);
                row.EndEdit();
                if (row[keep] is not (bool or DBNull)) throw Unusable("It is not a yes-or-no question.", null);
                if (row[keep] is true) kept.Add(i);
            }

            return [.. kept];
        }
        // The library's parser ends in whatever it stumbles over, out-of-range indexes and null references included.
        catch (Exception e) when (e is not (ReportQueryException or OutOfMemoryException))
        {
            throw Unusable(e.Message, e);
        }

        ReportQueryException Unusable(string why, Exception? inner) => new(
            $"the filter '{expression}' cannot be used: {why} Write it over {string.Join(", ", columns.Keys)}, for example: total_spent > 500 AND orders >= 2",
            inner);
    }

    static bool Contains(Regex.ValueMatchEnumerator words, string expression, string key)
    {
        foreach (var word in words)
            if (expression.AsSpan(word.Index, word.Length).Equals(key, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    static Type ValueType(ReportColumn column) => column switch
    {
        TextColumn => typeof(string),
        MoneyColumn => typeof(decimal),
        CountColumn => typeof(int),
        NumberColumn => typeof(double),
        DateColumn => typeof(DateTime),
        ShareColumn => typeof(double),
        _ => throw new InvalidOperationException($"no type for {column.GetType().Name}"),
    };

    static object Value(ReportColumn column, int row) => column switch
    {
        TextColumn text => text.Values[row] ?? (object)DBNull.Value,
        MoneyColumn money => money.At(row)?.Amount ?? (object)DBNull.Value,
        CountColumn count => count.At(row) ?? (object)DBNull.Value,
        NumberColumn number => double.IsNaN(number.Values[row]) ? DBNull.Value : number.Values[row],
        DateColumn date => date.Values[row].ToDateTime(TimeOnly.MinValue),
        ShareColumn share => double.IsNaN(share.Values[row]) ? DBNull.Value : share.Values[row],
        _ => throw new InvalidOperationException($"no value for {column.GetType().Name}"),
    };

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Words();
}
