namespace ShopClvReports.Analytics;

/// <summary>The Customer Lifetime Value report: every customer with orders in the period and what they are worth.</summary>
public static class ClvReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["name", "email", "total_spent", "orders", "first_order", "last_order", "days_since", "average_order_value", "share_of_revenue"];

    static readonly string[] AllKeys = ["customer_id", .. ColumnKeys];

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query)
    {
        var (from, to) = query.Period.Days(asOf.Day);
        var days = (
            From: from is { } day ? ZonedDay.Seconds(ZonedDay.Start(day, shop.TimeZone)) : 0,
            To: ZonedDay.Seconds(ZonedDay.Start(to.AddDays(1), shop.TimeZone)),
            AsOf: asOf.Seconds);
        var clock = DayClock.Over(ledger, shop.TimeZone);
        List<ReportSection> sections =
        [
            .. ledger.Currencies.Select((currency, index) => Section(
                ledger, CustomerTotals.Compute(ledger, query.Value, (byte)index, days.From, days.To, days.AsOf), currency, clock, asOf.Day, query)),
        ];
        if (sections.Count > 1) sections.RemoveAll(s => s.Totals.Total.Orders == 0);
        if (sections.Count == 0)
            sections.Add(Section(Ledger.Empty, CustomerTotals.Compute(Ledger.Empty, query.Value, 0, 0, 0, 0), shop.Currency, clock, asOf.Day, query));
        return new Report("clv", shop, asOf, from, to, query, sections);
    }

    static ReportSection Section(Ledger ledger, CustomerTotals totals, Currency currency, DayClock clock, DateOnly today, ReportQuery query)
    {
        var customers = Enumerable.Range(0, ledger.CustomerCount).Where(c => totals.Orders[c] > 0).ToArray();
        var all = Tally(totals, customers);
        var revenue = all.Spent + totals.WithoutCustomer.Spent;

        ReportColumn Column(string key) => key switch
        {
            "customer_id" => new TextColumn(key, Each(c => ledger.Customer(c).ShownId)),
            "name" => new TextColumn(key, Each(c => ledger.Customer(c).Name)),
            "email" => new TextColumn(key, Each(c => ledger.Customer(c).Email)),
            "total_spent" => new MoneyColumn(key, Each(c => totals.Spent[c]), currency),
            "orders" => new CountColumn(key, Each(c => totals.Orders[c])),
            "first_order" => new DateColumn(key, Each(c => clock.Day(totals.First[c]))),
            "last_order" => new DateColumn(key, Each(c => clock.Day(totals.Last[c]))),
            "days_since" => new CountColumn(key, Each(c => today.DayNumber - clock.Day(totals.Last[c]).DayNumber)),
            "average_order_value" => new MoneyColumn(key, Each(c => Average(totals.Spent[c], totals.Orders[c])), currency),
            "share_of_revenue" => new ShareColumn(key, Each(c => revenue > 0 ? (double)totals.Spent[c] / revenue : double.NaN)),
            _ => throw new ReportQueryException($"there is no column '{key}'; the clv report has {string.Join(", ", AllKeys)}"),
        };

        T[] Each<T>(Func<int, T> value) => Array.ConvertAll(customers, c => value(c));

        var columns = new ColumnSet(AllKeys, Column);
        var rows = RowFilter.Apply(query.Where, columns, customers.Length);
        RowSort.Apply(rows, query.Sort ?? [new SortKey("total_spent", true)], columns);
        if (query.Top is { } top && top < rows.Length) rows = rows[..top];

        var shown = Tally(totals, rows.Select(r => customers[r]));
        return new ReportSection(
            currency,
            new ReportTotals(customers.Length, all + totals.WithoutCustomer, shown, all - shown, totals.WithoutCustomer),
            [.. (query.Columns is { Count: > 0 } chosen ? chosen : ColumnKeys).Select(columns.Get)],
            ((TextColumn)columns.Get("customer_id")).Values!,
            rows);
    }

    static Tally Tally(CustomerTotals totals, IEnumerable<int> customers) =>
        customers.Aggregate(default(Tally), (sum, c) => sum + new Tally(totals.Orders[c], totals.Spent[c]));

    /// <summary>Rounded half away from zero to whole minor units.</summary>
    static long Average(long spent, int orders) => (long)Math.Round((decimal)spent / orders, MidpointRounding.AwayFromZero);
}
