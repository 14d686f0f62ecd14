using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ShopClvReports.Analytics;

/// <summary>Filters rows by an expression over column names, in the base library's <see cref="DataColumn.Expression"/> language.</summary>
static partial class RowFilter
{
    const int LongestExpression = 1000;

    /// <returns>The indexes of the rows for which the expression holds; all of them when there is none.</returns>
    /// <exception cref="ReportQueryException">The expression is not understood, or is not a yes-or-no question.</exception>
    public static int[] Apply(string? expression, ColumnSet columns, int count)
    {
        if (string.IsNullOrWhiteSpace(expression)) return [.. Enumerable.Range(0, count)];
        if (expression.Length > LongestExpression)
            throw new ReportQueryException($"the filter is {expression.Length} characters long; at most {LongestExpression} are allowed");

        try
        {
            using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
            var used = columns.Keys.Where(key => Words().EnumerateMatches(expression) is var words && Contains(words, expression, key))
                .Select(columns.Get).ToArray();
            foreach (var column in used) table.Columns.Add(column.Key, ValueType(column));
            // Unused columns are declared without data, so that an unknown name is told apart from an unused one.
            var keep = table.Columns.Add("\u0001keep", typeof(bool), expression);
            var rows = new List<int>();
            var row = table.NewRow();
            table.Rows.Add(row);
            for (var i = 0; i < count; i++)
            {
                row.BeginEdit();
                foreach (var column in used) row[column.Key] = Value(column, i);
                row.EndEdit();
                if (row[keep] is true) rows.Add(i);
            }

            return [.. rows];
        }
        catch (Exception e) when (e is InvalidExpressionException or ArgumentException or FormatException or ArithmeticException or InvalidCastException)
        {
            throw new ReportQueryException(
                $"the filter '{expression}' cannot be used: {e.Message} Write it over {string.Join(", ", columns.Keys)}, for example: total_spent > 500 AND orders >= 2",
                e);
        }
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
        DateColumn => typeof(DateTime),
        ShareColumn => typeof(double),
        _ => throw new InvalidOperationException($"no type for {column.GetType().Name}"),
    };

    static object Value(ReportColumn column, int row) => column switch
    {
        TextColumn text => text.Values[row] ?? (object)DBNull.Value,
        MoneyColumn money => new Money(money.Values[row], money.Currency).Amount,
        CountColumn count => count.Values[row],
        DateColumn date => date.Values[row].ToDateTime(TimeOnly.MinValue),
        ShareColumn share => double.IsNaN(share.Values[row]) ? DBNull.Value : share.Values[row],
        _ => throw new InvalidOperationException($"no value for {column.GetType().Name}"),
    };

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Words();
}
