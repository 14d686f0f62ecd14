using System.Globalization;
using System.Text.RegularExpressions;

namespace ShopClvReports.Analytics;

/// <summary>
/// A column of the reader's own: arithmetic, comparison and <c>IIF</c> over the columns before it. What it gives decides what it is:
/// numbers (two decimals; nothing where one divides by zero), yes or no, or text.
/// </summary>
public sealed partial record OwnColumn
{
    const int LongestName = 40;
    const int LongestExpression = 1000;
    const int Most = 20;
    const string Example = "expected a name and a formula, such as ratio = total_spent / orders";

    OwnColumn(string name, string expression) => (Name, Expression) = (name, expression);

    /// <summary>Such as <c>ratio</c>: its key and its heading.</summary>
    public string Name { get; }

    /// <summary>Such as <c>total_spent / orders</c>.</summary>
    public string Expression { get; }

    /// <summary>Reads <c>ratio = total_spent / orders</c>, each.</summary>
    /// <exception cref="FormatException">One has no name or no formula, or there are too many.</exception>
    public static IReadOnlyList<OwnColumn> ParseAll(IReadOnlyList<string> texts) => texts.Count <= Most
        ? [.. texts.Select(Parse)]
        : throw new FormatException($"there are {texts.Count} columns of your own; at most {Most} are allowed");

    static OwnColumn Parse(string text)
    {
        if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, { Length: > 0 } expression])
            throw new FormatException($"'{text}' is no column; {Example}");
        if (name.Length > LongestName || !NamePattern().IsMatch(name))
            throw new FormatException($"'{name}' cannot name a column: a name has small letters, digits and _ between them, at most {LongestName}; {Example}");
        return expression.Length <= LongestExpression
            ? new OwnColumn(name, expression)
            : throw new FormatException($"the formula of {name} is {expression.Length} characters long; at most {LongestExpression} are allowed");
    }

    /// <exception cref="ReportQueryException">It cannot be computed; the message says where.</exception>
    internal ReportColumn Over(ColumnSet columns, int rows)
    {
        if (ExpressionWords.Wrong(Expression, columns.Keys) is var (position, why)) throw Unusable(why, position, null);
        var values = new object[rows];
        try
        {
            using var expression = new ColumnExpression(Expression, columns, exact: false);
            for (var row = 0; row < rows; row++) values[row] = expression.Value(row);
        }
        catch (Exception e) when (e is not (ReportQueryException or OutOfMemoryException))
        {
            // What the library quotes is what it stumbled over.
            var token = Quoted().Match(e.Message) is { Success: true } quoted
                ? Expression.LastIndexOf(quoted.Groups[1].Value, StringComparison.OrdinalIgnoreCase)
                : -1;
            throw Unusable(e.Message.TrimEnd('.'), token < 0 ? Expression.Length : token + 1, e);
        }

        return Column(values);

        ReportQueryException Unusable(string what, int at, Exception? inner) => new(
            $"the column '{Name} = {Expression}' cannot be used: {what}, at position {at} of the formula. "
            + $"Write it over {string.Join(", ", columns.Keys)}, for example: {Name} = total_spent / orders",
            inner);
    }

    ReportColumn Column(object[] values)
    {
        if (values.All(v => v is DBNull or double or int or long or decimal)) return new NumberColumn(Name, Array.ConvertAll(values, Number));
        if (values.All(v => v is DBNull or bool)) return new AnswerColumn(Name, Array.ConvertAll(values, v => v as bool?));
        return new TextColumn(Name, Array.ConvertAll(values, v => v switch
        {
            DBNull => null,
            DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(v, CultureInfo.InvariantCulture),
        }));
    }

    static double Number(object value) =>
        value is not DBNull && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : double.NaN;

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"'([^']+)'")]
    private static partial Regex Quoted();
}
