namespace ShopClvReports.Analytics;

/// <summary>What the customers known today are expected to order within 30, 90 and 365 days, with an 80 % interval.</summary>
public static class ForecastReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["days", "expected_orders", "orders_low", "orders_high", "expected_revenue", "revenue_low", "revenue_high", "year_before"];

    static readonly int[] Horizons = [30, 90, 365];

    /// <param name="modelOf">What is foretold in a currency, by its index in the ledger; null when nothing can be.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, Func<byte, ShopModel?> modelOf)
    {
        var window = ReportWindow.Of(Period.All, asOf, shop.TimeZone);
        Currency[] currencies = ledger.Currencies.Count == 0 ? [shop.Currency] : [.. ledger.Currencies];
        ReportSection[] sections = [.. currencies.Select(currency => Section(ledger, shop, asOf, query, window, currency, ledger.IndexOf(currency) is { } index ? modelOf(index) : null))];
        return new Report(ReportKind.Forecast, shop, asOf, window.From, window.To, query, sections, Foretold: Foretold.Of(ledger.Currencies.Count == 0 ? null : modelOf(0)));
    }

    static ReportSection Section(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, ReportWindow window, Currency currency, ShopModel? model)
    {
        Outlook?[] outlooks = [.. Horizons.Select(days => model?.Outlook(days))];
        var totals = window.Totals(ledger, query.Value, currency);

        T[] Each<T>(Func<Outlook?, T> value) => Array.ConvertAll(outlooks, o => value(o));
        MoneyColumn Money(string key, Func<ShopOrders, double> value) => new(key, Each(o => o?.Revenue is { } revenue ? Minor.Of(value(revenue)) : MoneyColumn.Unknown), currency);
        NumberColumn Number(string key, Func<ShopOrders, double> value) => new(key, Each(o => o is null ? double.NaN : value(o.Orders)));

        ReportColumn? Column(string key) => key switch
        {
            "horizon" => new TextColumn(key, [.. Horizons.Select(days => days.ToString(System.Globalization.CultureInfo.InvariantCulture))]),
            "days" => new CountColumn(key, Horizons),
            "expected_orders" => Number(key, o => o.Expected),
            "orders_low" => Number(key, o => o.Low),
            "orders_high" => Number(key, o => o.High),
            "expected_revenue" => Money(key, r => r.Expected),
            "revenue_low" => Money(key, r => r.Low),
            "revenue_high" => Money(key, r => r.High),
            "year_before" => new MoneyColumn(key, [.. Horizons.Select(days => YearBefore(ledger, shop, asOf, query.Value, currency, days))], currency),
            _ => null,
        };

        var section = new ReportTable(ReportKind.Forecast, currency, ColumnKeys, [], Column)
            .Section(query, [.. Enumerable.Range(0, Horizons.Length)], null, _ => default, totals.Whole, totals.WithoutCustomer);
        return section with { Chart = Bars([.. section.Rows.Select(row => outlooks[row])]) };
    }

    static Chart.Bars? Bars(Outlook?[] outlooks)
    {
        List<(int Days, ShopOrders Revenue)> known = [.. outlooks.Where(o => o?.Revenue is not null).Select(o => (o!.Days, o.Revenue!))];
        return known.Count == 0 ? null : new Chart.Bars("expected_revenue", [.. known.Select(k => $"{k.Days}_days")], [.. known.Select(k => Minor.Of(k.Revenue.Expected))])
        {
            Ranges = [.. known.Select(k => (Minor.Of(k.Revenue.Low), Minor.Of(k.Revenue.High)))],
        };
    }

    /// <summary>What everybody, newcomers too, spent in the same days a year earlier; unknown where the shop's history is shorter.</summary>
    static long YearBefore(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy, Currency currency, int days)
    {
        var from = asOf.Day.AddDays(1).AddYears(-1);
        var (start, end) = (ReportWindow.Seconds(ZonedDay.Start(from, shop.TimeZone)), ReportWindow.Seconds(ZonedDay.Start(from.AddDays(days), shop.TimeZone)));
        if (ledger.IndexOf(currency) is not { } index || ledger.OrderCount == 0 || !ledger.ProcessedAt.ContainsAnyInRange(0u, start)) return MoneyColumn.Unknown;
        var totals = CustomerTotals.Compute(ledger, policy, index, start, end, ReportWindow.Seconds(asOf.Instant));
        return totals.Spent.Sum() + totals.WithoutCustomer.Spent;
    }
}
