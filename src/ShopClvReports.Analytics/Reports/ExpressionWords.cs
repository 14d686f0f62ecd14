using System.Text.RegularExpressions;

namespace ShopClvReports.Analytics;

/// <summary>The words of an expression, and what can be told to be wrong before anything is computed.</summary>
static partial class ExpressionWords
{
    static readonly string[] s_known = ["AND", "OR", "NOT", "IN", "LIKE", "IS", "NULL", "TRUE", "FALSE", "IIF", "ISNULL", "LEN", "TRIM", "SUBSTRING"];

    /// <summary>All of them, columns or not.</summary>
    public static IReadOnlyList<string> Of(string expression) => [.. Words().Matches(expression).Select(word => word.Value)];

    /// <summary>The first thing that cannot be.</summary>
    /// <param name="columns">That it may name.</param>
    /// <returns>Where, counted from 1, and what; null when there is nothing.</returns>
    public static (int Position, string Why)? Wrong(string expression, IReadOnlyList<string> columns)
    {
        var open = new Stack<int>();
        foreach (Match part in Parts().Matches(expression))
        {
            var at = part.Index + 1;
            switch (part.Value[0])
            {
                case '\'' or '#' or '[' when part.Length == 1: return (at, $"the {part.Value} is not closed");
                case '\'' or '#': break;
                case '[' when !columns.Contains(part.Value[1..^1], StringComparer.OrdinalIgnoreCase): return (at, $"there is no column {part.Value}");
                case '(': open.Push(at); break;
                case ')' when !open.TryPop(out _): return (at, "the ) closes nothing");
                case var c when char.IsLetter(c) || c == '_':
                    if (!columns.Contains(part.Value, StringComparer.OrdinalIgnoreCase) && !s_known.Contains(part.Value, StringComparer.OrdinalIgnoreCase))
                        return (at, $"there is no column or function {part.Value}");
                    break;
            }
        }

        return open.TryPop(out var opened) ? (opened, "the ( is not closed") : null;
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Words();

    /// <summary>Texts, days and names in brackets whole, or their first sign alone when they are not closed; numbers, words and brackets.</summary>
    [GeneratedRegex(@"'(?:[^']|'')*'|#[^#]*#|\[[^\]]*\]|['#\[]|[0-9.]+(?:[eE][+-]?[0-9]+)?|[\p{L}_][\p{L}0-9_]*|[()]")]
    private static partial Regex Parts();
}
