namespace ShopClvReports.Analytics;

/// <summary>The columns of one section, each computed when first asked for.</summary>
sealed class ColumnSet(IReadOnlyList<string> keys, Func<string, ReportColumn> compute)
{
    readonly Dictionary<string, ReportColumn> _columns = [];

    public IReadOnlyList<string> Keys => keys;

    /// <exception cref="ReportQueryException">No such column.</exception>
    public ReportColumn Get(string key) =>
        _columns.TryGetValue(key, out var column) ? column : _columns[key] = compute(key);
}
