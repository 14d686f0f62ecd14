namespace ShopClvReports.Analytics;

/// <summary>
/// Puts rows in order; rows that are equal keep the ledger's order, which is by customer id, and rows without a value stand last, up or down.
/// </summary>
static class RowSort
{
    public static void Apply(int[] rows, IReadOnlyList<SortKey> keys, ColumnSet columns)
    {
        var comparisons = keys.Select(key => Comparison(columns.Get(key.Column), key.Descending)).ToArray();
        Array.Sort(rows, (a, b) =>
        {
            foreach (var compare in comparisons)
                if (compare(a, b) is var order and not 0) return order;
            return a.CompareTo(b);
        });
    }

    static Comparison<int> Comparison(ReportColumn column, bool? descending)
    {
        Comparison<int> ascending = column switch
        {
            TextColumn text => (a, b) => string.Compare(text.Values[a], text.Values[b], StringComparison.OrdinalIgnoreCase),
            MoneyColumn money => (a, b) => money.Values[a].CompareTo(money.Values[b]),
            CountColumn count => (a, b) => count.Values[a].CompareTo(count.Values[b]),
            NumberColumn number => (a, b) => number.Values[a].CompareTo(number.Values[b]),
            DateColumn date => (a, b) => date.Values[a].CompareTo(date.Values[b]),
            ShareColumn share => (a, b) => share.Values[a].CompareTo(share.Values[b]),
            _ => throw new InvalidOperationException($"no order for {column.GetType().Name}"),
        };
        var turned = descending ?? column is MoneyColumn or CountColumn or NumberColumn or ShareColumn;
        return (a, b) => (column.Knows(a), column.Knows(b)) switch
        {
            (true, true) => turned ? ascending(b, a) : ascending(a, b),
            var (first, second) => second.CompareTo(first),
        };
    }
}
