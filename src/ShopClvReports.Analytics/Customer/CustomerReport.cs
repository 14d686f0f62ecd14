namespace ShopClvReports.Analytics;

/// <summary>One customer: every order, oldest first, with what it added up to, and what the fitted model says.</summary>
public static class CustomerReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["order", "date", "value", "refunded", "running_total", "channel", "cancelled", "products"];

    const int MostProducts = 5;

    /// <summary>The orders of which notes and lines are wanted, all of the customer's.</summary>
    public static IReadOnlyList<OrderId> OrdersOf(Ledger ledger, int customer)
    {
        var (start, end) = ledger.OrdersOf(customer);
        return [.. Enumerable.Range(start, end - start).Select(ledger.OrderId)];
    }

    /// <param name="customer">Place in the ledger, see <see cref="CustomerSearch"/>.</param>
    /// <param name="modelOf">What is foretold in a currency, by its index in the ledger; null when nothing can be.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(
        Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, int customer, IReadOnlyDictionary<OrderId, OrderNote> notes,
        IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> lines, Func<byte, ShopModel?> modelOf)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var (start, end) = ledger.OrdersOf(customer);
        int[] orders = [.. Enumerable.Range(start, end - start).Where(i => ledger.ProcessedAt[i] < window.AsOf)];
        var clock = DayClock.Of(ledger, shop.TimeZone);
        var rhythm = new PurchaseRhythm(ledger, shop, asOf, query.Value);
        List<ReportSection> sections = [];
        List<Remark> remarks = [];
        Foretold? foretold = null;
        foreach (var currency in orders.Select(i => ledger.Currencies[ledger.CurrencyIndex[i]]).DefaultIfEmpty(shop.Currency).Distinct())
        {
            int[] own = [.. orders.Where(i => ledger.Currencies[ledger.CurrencyIndex[i]] == currency)];
            sections.Add(Section(ledger, own, window, clock, currency, query, notes, lines));
            remarks.Add(CustomerStanding.Of(ledger, customer, ReportWindow.Of(Period.All, asOf, shop.TimeZone).Totals(ledger, query.Value, currency), currency, rhythm));
            var model = ledger.IndexOf(currency) is { } index ? modelOf(index) : null;
            remarks.AddRange(CustomerOutlook.Of(model, customer, currency));
            foretold ??= Foretold.Of(model);
        }

        return new Report(ReportKind.Customer, shop, asOf, window.From, window.To, query, sections, Foretold: foretold) { Remarks = remarks };
    }

    static ReportSection Section(
        Ledger ledger, int[] orders, ReportWindow window, DayClock clock, Currency currency, ReportQuery query, IReadOnlyDictionary<OrderId, OrderNote> notes,
        IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> lines)
    {
        var (values, counts, running) = (new long[orders.Length], new bool[orders.Length], new long[orders.Length]);
        var counted = new CountedOrders(ledger, query.Value, null);
        for (var i = 0; i < orders.Length; i++)
        {
            counts[i] = counted.Has(orders[i], out values[i]);
            running[i] = values[i] + (i > 0 ? running[i - 1] : 0);
        }

        GroupTally Part(int row) => new(0, counts[row] ? new Tally(1, values[row]) : default);
        int[] rows = [.. Enumerable.Range(0, orders.Length).Where(r => ledger.ProcessedAt[orders[r]] >= window.Start && ledger.ProcessedAt[orders[r]] < window.End)];
        T[] Each<T>(Func<int, T> value) => Array.ConvertAll(orders, i => value(i));

        ReportColumn? Column(string key) => key switch
        {
            "order" => new TextColumn(key, Each(i => notes.GetValueOrDefault(ledger.OrderId(i)) is { Number.Length: > 0 } note ? note.Number : ShownId(ledger.OrderId(i)))),
            "date" => new DateColumn(key, Each(i => clock.Day(ledger.ProcessedAt[i]))),
            "value" => new MoneyColumn(key, values, currency),
            "refunded" => new MoneyColumn(key, Each(i => notes.GetValueOrDefault(ledger.OrderId(i))?.Refunded.Minor ?? MoneyColumn.Unknown), currency),
            "running_total" => new MoneyColumn(key, running, currency),
            "channel" => new ChannelColumn(key, Each<string?>(i => ledger.Channels[ledger.ChannelIndex[i]] is { Length: > 0 } channel ? channel : MarketingChannel.Unknown)),
            "cancelled" => new WordColumn(key, Each(i => ledger.Cancelled[i] ? "yes" : null)),
            "products" => new TextColumn(key, Each(i => Products(lines.GetValueOrDefault(ledger.OrderId(i), [])))),
            _ => null,
        };

        var whole = GroupTally.Sum(rows, Part);
        return new ReportTable(ReportKind.Customer, currency, ColumnKeys, [], Column)
            .Section(query, rows, null, shown => GroupTally.Sum(shown, Part) with { Customers = 1 }, whole with { Customers = 1 }, default);
    }

    /// <summary>Of a file's order without an id nothing can be shown.</summary>
    static string ShownId(OrderId id) => id.Value > 0 ? id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";

    static string Products(IReadOnlyList<LineItem> lines) =>
        string.Join(", ", lines.Where(l => l.Title.Length > 0).Take(MostProducts).Select(l => l.Quantity == 1 ? l.Title : $"{l.Quantity} × {l.Title}"))
        + (lines.Count > MostProducts ? ", …" : "");
}
