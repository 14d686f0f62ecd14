namespace ShopClvReports.Analytics;

/// <summary>The customers of one currency, from which a report takes columns, rows and totals.</summary>
/// <param name="totals">Of the period, in that currency.</param>
/// <param name="listed">Parallel to the ledger's customers, whom the report may list; null for everybody with an order in the period.</param>
sealed class CustomerSection(Ledger ledger, CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, bool[]? listed = null)
{
    readonly int[] _customers = [.. Enumerable.Range(0, ledger.CustomerCount).Where(c => totals.Orders[c] > 0 || listed?[c] == true)];

    /// <summary>Columns that every report over customers can have.</summary>
    /// <returns>Null for another key.</returns>
    public ReportColumn? Column(string key) => key switch
    {
        "customer_id" => new TextColumn(key, Each(c => ledger.Customer(c).ShownId)),
        "name" => new TextColumn(key, Each(c => ledger.Customer(c).Name)),
        "email" => new TextColumn(key, Each(c => ledger.Customer(c).Email)),
        "total_spent" => new MoneyColumn(key, Each(c => totals.Spent[c]), currency),
        "orders" => new CountColumn(key, Each(c => totals.Orders[c])),
        "first_order" => new DateColumn(key, Each(c => clock.Day(totals.First[c]))),
        "last_order" => new DateColumn(key, Each(c => clock.Day(totals.Last[c]))),
        "days_since" => new CountColumn(key, Each(c => today.DayNumber - clock.Day(totals.Last[c]).DayNumber)),
        "average_order_value" => new MoneyColumn(key, Each(c => Tally(c).Average), currency),
        "share_of_revenue" => new ShareColumn(key, Shares()),
        _ => null,
    };

    /// <summary>A column's values from the index of each customer in the ledger.</summary>
    public T[] Each<T>(Func<int, T> value) => Array.ConvertAll(_customers, c => value(c));

    /// <param name="keys">The report's columns in the order in which they are shown when none are asked for.</param>
    /// <param name="more">Its other columns.</param>
    /// <param name="column">Makes one of them; null when there is no such column.</param>
    /// <param name="order">When none is asked for.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public ReportSection Build(
        ReportQuery query, ReportKind kind, IReadOnlyList<string> keys, IReadOnlyList<string> more, Func<string, ReportColumn?> column, SortKey order)
    {
        int[] rows = [.. Enumerable.Range(0, _customers.Length).Where(row => listed?[_customers[row]] != false)];
        return new ReportTable(kind, currency, keys, more, column)
            .Section(query, rows, order, shown => Tally(shown.Select(row => _customers[row])), Tally(_customers), totals.WithoutCustomer) with
        { Customers = _customers };
    }

    double[] Shares()
    {
        var revenue = Tally(_customers).Tally.Spent + totals.WithoutCustomer.Spent;
        return Each(c => revenue > 0 ? (double)totals.Spent[c] / revenue : double.NaN);
    }

    GroupTally Tally(IEnumerable<int> customers) => customers.Aggregate(default(GroupTally), (sum, customer) => sum + new GroupTally(1, Tally(customer)));

    Tally Tally(int customer) => new(totals.Orders[customer], totals.Spent[customer]);
}
