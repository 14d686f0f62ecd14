namespace ShopClvReports.Analytics;

/// <summary>The customers of one currency in groups, each in one: how many, their orders and what they spent, by one pass over them.</summary>
sealed class CustomerGroups
{
    readonly Currency _currency;
    readonly IReadOnlyList<string> _names;

    /// <summary>One more than the names where there are prospects: theirs, the last.</summary>
    readonly GroupTally[] _groups;

    readonly int _prospects;
    readonly long[] _days;
    readonly GroupTally _whole;
    readonly Tally _withoutCustomer;

    /// <param name="names">Of the groups, in the order in which they stand.</param>
    /// <param name="groupOf">The group of a customer with an order in the period.</param>
    /// <param name="prospects">Known customers who never ordered: a line of their own when there are any, beside the shares of the others.</param>
    public CustomerGroups(
        CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, IReadOnlyList<string> names, Func<int, int> groupOf, int prospects = 0)
    {
        var lines = prospects > 0 ? names.Count + 1 : names.Count;
        (_currency, _names, _groups, _days, _withoutCustomer, _prospects) = (currency, names, new GroupTally[lines], new long[lines], totals.WithoutCustomer, prospects);
        for (var c = 0; c < totals.Orders.Length; c++)
        {
            if (totals.Orders[c] == 0) continue;
            var group = groupOf(c);
            _groups[group] += new GroupTally(1, new Tally(totals.Orders[c], totals.Spent[c]));
            _days[group] += today.DayNumber - clock.Day(totals.Last[c]).DayNumber;
        }

        _whole = _groups.Aggregate(default(GroupTally), (sum, group) => sum + group);
    }

    /// <summary>The columns after the group's name, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["customers", "share_of_customers", "orders", "revenue", "share_of_revenue", "average_order_value", "average_days_since"];

    /// <param name="defaults">The report's columns, those of <see cref="ColumnKeys"/> among them.</param>
    /// <param name="own">Makes a column of the report's own.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public ReportSection Section(ReportQuery query, ReportKind kind, IReadOnlyList<string> defaults, Func<string, ReportColumn?> own)
    {
        var revenue = (_whole.Tally + _withoutCustomer).Spent;
        ReportColumn? Column(string key) => key switch
        {
            "customers" => new CountColumn(key, [.. _groups.Select((g, i) => IsProspects(i) ? _prospects : g.Customers)]),
            "share_of_customers" => new ShareColumn(
                key, [.. _groups.Select((g, i) => _whole.Customers > 0 && !IsProspects(i) ? (double)g.Customers / _whole.Customers : double.NaN)]),
            "orders" => new CountColumn(key, Each(g => g.Tally.Orders)),
            "revenue" => new MoneyColumn(key, Each(g => g.Tally.Spent), _currency),
            "share_of_revenue" => new ShareColumn(key, Each(g => revenue > 0 ? (double)g.Tally.Spent / revenue : double.NaN)),
            "average_order_value" => new MoneyColumn(key, Each(g => g.Tally.Orders == 0 ? MoneyColumn.Unknown : g.Tally.Average), _currency),
            "average_days_since" => new CountColumn(
                key, [.. _groups.Select((g, i) => g.Customers == 0 ? CountColumn.Unknown : Rounded((double)_days[i] / g.Customers))]),
            _ when key == kind.RowKey() => new WordColumn(key, [.. _groups.Select((_, i) => IsProspects(i) ? RfmGroups.Prospects : _names[i])]),
            _ => own(key),
        };

        int[] rows = [.. Enumerable.Range(0, _groups.Length).Where(i => _whole.Customers > 0 || IsProspects(i))];
        var section = new ReportTable(kind, _currency, defaults, [], Column).Section(
            query, rows, null, shown => shown.Aggregate(default(GroupTally), (sum, row) => sum + _groups[row]), _whole, _withoutCustomer);
        section = section with { Totals = section.Totals with { Prospects = _prospects } };
        int[] drawn = [.. section.Rows.Where(row => !IsProspects(row))];
        return _whole.Customers == 0
            ? section
            : section with { Chart = new Chart.Bars("revenue", new WordColumn(kind.RowKey(), [.. drawn.Select(row => _names[row])]), [.. drawn.Select(row => _groups[row].Tally.Spent)]) };
    }

    bool IsProspects(int group) => group == _names.Count;

    static int Rounded(double days) => (int)Math.Round(days, MidpointRounding.AwayFromZero);

    T[] Each<T>(Func<GroupTally, T> value) => Array.ConvertAll(_groups, group => value(group));
}
