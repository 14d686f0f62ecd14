using System.Data;
using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>
/// An expression over the columns of a report, in the base library's <see cref="DataColumn.Expression"/> language, for one row after
/// another. It sees the columns that it names and nothing else.
/// </summary>
sealed class ColumnExpression : IDisposable
{
    readonly DataTable _table = new() { Locale = CultureInfo.InvariantCulture };
    readonly ReportColumn[] _used;
    readonly DataColumn _result;
    readonly DataRow _row;
    readonly bool _exact;

    /// <param name="exact">
    /// Amounts and counts are whole and decimal numbers, so that equal is equal, and an amount divided by zero is nothing; otherwise all
    /// are floating, and nothing overflows.
    /// </param>
    /// <exception cref="Exception">
    /// It is not understood. The library's parser ends in whatever it stumbles over, out-of-range indexes and null references included.
    /// </exception>
    public ColumnExpression(string text, ColumnSet columns, bool exact)
    {
        _exact = exact;
        var names = ExpressionWords.Of(text);
        _used = [.. columns.Keys.Where(key => names.Contains(key, StringComparer.OrdinalIgnoreCase)).Select(columns.Get)];
        foreach (var column in _used) _table.Columns.Add(column.Key, ValueType(column));
        // Of any type: a column of yes and no would take every number but 0 for a yes.
        _result = _table.Columns.Add("\u0001result", typeof(object), text);
        _row = _table.NewRow();
        _table.Rows.Add(_row);
    }

    /// <returns>A number, a yes or no, a text, a day, or <see cref="DBNull"/>; that also where it divides an amount by zero.</returns>
    /// <inheritdoc cref="ColumnExpression(string, ColumnSet, bool)"/>
    public object Value(int row)
    {
        _row.BeginEdit();
        try
        {
            foreach (var column in _used) _row[column.Key] = Value(column, row);
            _row.EndEdit();
            return _row[_result];
        }
        catch (DivideByZeroException)
        {
            _row.CancelEdit();
            return DBNull.Value;
        }
    }

    public void Dispose() => _table.Dispose();

    Type ValueType(ReportColumn column) => column switch
    {
        AnswerColumn => typeof(bool),
        TextColumn => typeof(string),
        MoneyColumn => _exact ? typeof(decimal) : typeof(double),
        CountColumn => _exact ? typeof(int) : typeof(double),
        NumberColumn => typeof(double),
        DateColumn => typeof(DateTime),
        ShareColumn => typeof(double),
        _ => throw new InvalidOperationException($"no type for {column.GetType().Name}"),
    };

    object Value(ReportColumn column, int row) => column switch
    {
        AnswerColumn answers => answers.Answers[row] ?? (object)DBNull.Value,
        TextColumn text => text.Values[row] ?? (object)DBNull.Value,
        MoneyColumn money => money.At(row)?.Amount is not { } amount ? DBNull.Value : _exact ? amount : (double)amount,
        CountColumn count => count.At(row) is not { } known ? DBNull.Value : _exact ? known : (double)known,
        NumberColumn number => double.IsNaN(number.Values[row]) ? DBNull.Value : number.Values[row],
        DateColumn date => date.Values[row].ToDateTime(TimeOnly.MinValue),
        ShareColumn share => double.IsNaN(share.Values[row]) ? DBNull.Value : share.Values[row],
        _ => throw new InvalidOperationException($"no value for {column.GetType().Name}"),
    };
}
