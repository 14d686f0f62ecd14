using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>How the figures of customers and days compare with Shopify's, as the last reconciliation found them.</summary>
public static class ReconcileReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["part", "what", "ours", "shopifys", "difference", "our_orders", "shopifys_orders", "orders_between", "explanation", "orders_named"];

    /// <param name="last">Null when there never was one.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, Reconciliation? last)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        Row[] rows = [.. (last?.Differences ?? []).Select(d => RowOf(ledger, d)), .. (last?.Days ?? []).Reverse().Select(RowOf)];
        var compared = last is null ? default : new GroupTally(last.Customers, last.Ours);
        var agreement = last is null ? null : ShopifyAgreement.Of(last, shop.TimeZone);
        var currencies = rows.Select(r => r.Currency).Append(shop.Currency).Distinct().OrderBy(c => c != shop.Currency).ThenBy(c => c.Code, StringComparer.Ordinal);
        return new Report(
            ReportKind.Reconcile, shop, asOf, window.From, window.To, query,
            [
                .. currencies.Select(c => Section(query, c, [.. rows.Where(r => r.Currency == c)], c == shop.Currency ? compared : default) with
                {
                    Agreement = c == shop.Currency ? agreement : null,
                }),
            ])
        {
            Remarks = [agreement ?? (Remark)new NeverReconciled()],
        };
    }

    /// <param name="Explanation">Words with blanks between.</param>
    /// <param name="Orders">For each of those, in the same order, the orders and what each makes of number and amount.</param>
    sealed record Row(string Part, string Item, string What, Currency Currency, Tally Ours, Tally Shopifys, string Explanation, string Orders)
    {
        public GroupTally Stands => Part == CustomerPart ? new GroupTally(1, Ours) : default;
    }

    const string CustomerPart = "customer";

    static Row RowOf(Ledger ledger, CustomerDifference difference)
    {
        var id = difference.Customer.Value.ToString(CultureInfo.InvariantCulture);
        var what = ledger.Find(difference.Customer) is { } place && ledger.Customer(place) is var who ? who.Name ?? who.Email ?? who.ShownId : id;
        return new Row(
            CustomerPart, id, what, difference.Currency, difference.Ours, difference.Shopifys,
            string.Join(' ', difference.Parts.Select(p => Word(p.Cause.ToString()))),
            string.Join("; ", difference.Parts.Select(p => Orders(p, difference.Currency))));
    }

    static Row RowOf(DayDifference day)
    {
        var item = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        List<IGrouping<DayTrouble, DayOrder>> troubles = [.. day.Orders.GroupBy(o => o.Trouble).OrderBy(g => g.Key)];
        string Orders(IGrouping<DayTrouble, DayOrder> of) =>
            string.Join(", ", of.Take(MostOrders).Select(o => $"{o.Number} ({Signed(o.Tally, day.Currency)})")) + Beyond(of.Count() - MostOrders);
        return new Row(
            "day", item, item, day.Currency, day.Ours, day.Shopifys,
            string.Join(' ', troubles.Select(t => Word(t.Key.ToString())).Append(day.Mended ? "mended" : "not_mended")),
            string.Join("; ", troubles.Select(Orders)));
    }

    const int MostOrders = 20;

    static string Orders(DifferencePart part, Currency currency) =>
        string.Join(", ", part.Orders.Select(o => o.Tally == default ? o.Number : $"{o.Number} ({Signed(o.Tally, currency)})")) + Beyond(part.More);

    static string Beyond(int more) => more > 0 ? string.Create(CultureInfo.InvariantCulture, $", … +{more}") : "";

    /// <summary>Such as <c>+1, -12.50</c>; the number of orders only where it changes.</summary>
    static string Signed(Tally tally, Currency currency)
    {
        var amount = new Money(tally.Spent, currency).ToString();
        if (tally.Spent > 0) amount = "+" + amount;
        return tally.Orders == 0 ? amount : string.Create(CultureInfo.InvariantCulture, $"{tally.Orders:+0;-0}, {amount}");
    }

    /// <summary>Such as <c>gift_card_sold</c> for GiftCardSold.</summary>
    static string Word(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    static ReportSection Section(ReportQuery query, Currency currency, Row[] rows, GroupTally whole)
    {
        T[] Each<T>(Func<Row, T> value) => Array.ConvertAll(rows, r => value(r));
        ReportColumn? Column(string key) => key switch
        {
            "item" => new TextColumn(key, Each<string?>(r => r.Item)),
            "part" => new WordColumn(key, Each<string?>(r => r.Part)),
            "what" => new TextColumn(key, Each<string?>(r => r.What)),
            "ours" => new MoneyColumn(key, Each(r => r.Ours.Spent), currency),
            "shopifys" => new MoneyColumn(key, Each(r => r.Shopifys.Spent), currency),
            "difference" => new MoneyColumn(key, Each(r => r.Shopifys.Spent - r.Ours.Spent), currency),
            "our_orders" => new CountColumn(key, Each(r => r.Ours.Orders)),
            "shopifys_orders" => new CountColumn(key, Each(r => r.Shopifys.Orders)),
            "orders_between" => new CountColumn(key, Each(r => r.Shopifys.Orders - r.Ours.Orders)),
            "explanation" => new WordsColumn(key, Each<string?>(r => r.Explanation)),
            "orders_named" => new TextColumn(key, Each<string?>(r => r.Orders)),
            _ => null,
        };
        return new ReportTable(ReportKind.Reconcile, currency, ColumnKeys, [], Column)
            .Section(query, [.. Enumerable.Range(0, rows.Length)], null, shown => GroupTally.Sum(shown, row => rows[row].Stands), whole, default);
    }
}
