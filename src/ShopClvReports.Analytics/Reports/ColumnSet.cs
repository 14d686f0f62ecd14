namespace ShopClvReports.Analytics;

/// <summary>The columns of one section, each computed when first asked for.</summary>
sealed class ColumnSet(IReadOnlyList<string> keys, Func<string, ReportColumn> compute)
{
    readonly Dictionary<string, ReportColumn> _columns = [];

    public IReadOnlyList<string> Keys => keys;

    /// <exception cref="ReportQueryException">No such column.</exception>
    public ReportColumn Get(string key) =>
        _columns.TryGetValue(key, out var column) ? column : _columns[key] = compute(key);

    /// <summary>With one more column over these.</summary>
    /// <param name="rows">How many rows every column has.</param>
    /// <exception cref="ReportQueryException">There is a column of that name already.</exception>
    public ColumnSet With(OwnColumn own, int rows) => keys.Contains(own.Name, StringComparer.OrdinalIgnoreCase)
        ? throw new ReportQueryException($"there is a column {own.Name} already; give '{own.Name} = {own.Expression}' another name")
        : new ColumnSet([.. keys, own.Name], key => key == own.Name ? own.Over(this, rows) : Get(key));
}
