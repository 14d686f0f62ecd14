using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>What sells: which products win customers that come back, and what the best customers buy.</summary>
public static class ProductsReport
{
    /// <summary>The best customers, by what they spent in the whole history.</summary>
    public const int TopPercent = 20;

    /// <summary>The columns, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["product", "revenue", "units", "orders", "customers", "top_share", "first_customers", "repeat_rate", "clv_per_customer"];

    /// <summary>Shown when asked for; the margin also by itself, where the shop's costs are known.</summary>
    public static IReadOnlyList<string> MoreColumns { get; } = ["product_id", "margin", "margin_by"];

    /// <param name="readLines">Hands over the lines of every order, in any order of orders; called once.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(
        Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, Action<Action<OrderId, IReadOnlyList<LineItem>>> readLines, ShopTerms terms,
        IReadOnlyList<VariantCost>? costs = null)
    {
        var known = costs is { Count: > 0 } ? new VariantCosts(costs) : VariantCosts.None;
        var (window, ever) = (ReportWindow.Of(query.Period, asOf, shop.TimeZone), ReportWindow.Of(Period.All, asOf, shop.TimeZone));
        var (acquisitions, index) = (new Acquisitions(ledger, shop.TimeZone, query.Value, asOf.Instant), new OrderIndex(ledger));
        var parts = ledger.Currencies.Select(currency =>
        {
            var lifetime = ever.Totals(ledger, query.Value, currency);
            var sales = new ProductSales(ledger, index, window, query.Value, currency, acquisitions, Top(lifetime, currency), known);
            return (Currency: currency, Sales: sales, Lifetime: lifetime, Totals: window.Totals(ledger, query.Value, currency));
        }).ToList();
        readLines((order, lines) =>
        {
            foreach (var part in parts) part.Sales.Add(order, lines);
        });
        List<ReportSection> sections = [.. parts.Select(p => Section(p.Sales.Figures(p.Lifetime, p.Totals), p.Totals, p.Currency, query, terms.Share, known.IsAny))];
        if (sections.Count > 1) sections.RemoveAll(s => s.Totals.Total.Orders == 0);
        if (sections.Count == 0) sections.Add(Section([], window.Totals(Ledger.Empty, query.Value, shop.Currency), shop.Currency, query, terms.Share, known.IsAny));
        return new Report(ReportKind.Products, shop, asOf, window.From, window.To, query, sections, Terms: terms);
    }

    static bool[] Top(CustomerTotals lifetime, Currency currency)
    {
        var from = new SpendRanking(lifetime, currency).Bar(new HighValue(HighValueBy.Percent, TopPercent)).From;
        return Array.ConvertAll(lifetime.Spent, spent => spent > 0 && spent >= from);
    }

    static ReportSection Section(IReadOnlyList<ProductFigures> products, CustomerTotals totals, Currency currency, ReportQuery query, double margin, bool byCost)
    {
        T[] Each<T>(Func<ProductFigures, T> value) => [.. products.Select(value)];

        ReportColumn? Column(string key) => key switch
        {
            "product_id" => new TextColumn(key, Each(p => p.Product?.Value.ToString(CultureInfo.InvariantCulture))),
            "product" => new TextColumn(key, Each(p => p.Title)),
            "revenue" => new MoneyColumn(key, Each(p => p.Revenue), currency),
            "units" => new CountColumn(key, Each(p => (int)Math.Min(p.Units, int.MaxValue))),
            "orders" => new CountColumn(key, Each(p => p.Orders)),
            "customers" => new CountColumn(key, Each(p => p.Customers)),
            "top_share" => new ShareColumn(key, Each(p => p.ShareOfTop)),
            "first_customers" => new CountColumn(key, Each(p => p.FirstCustomers)),
            "repeat_rate" => new ShareColumn(key, Each(p => p.RepeatRate)),
            "clv_per_customer" => new MoneyColumn(key, Each(p => Minor.Of(p.ClvOfFirst(margin))), currency),
            "margin" => new MoneyColumn(key, Each(p => p.Margin(margin)), currency),
            "margin_by" => new WordColumn(key, Each(p => p.Cost is null ? "percentage" : "cost")),
            _ => null,
        };

        var section = new ReportTable(ReportKind.Products, currency, byCost ? [.. ColumnKeys, "margin", "margin_by"] : ColumnKeys, MoreColumns, Column).Section(
            query, [.. Enumerable.Range(0, products.Count)], new SortKey("revenue", true), rows => GroupTally.Sum(rows, row => new GroupTally(products[row].Won, products[row].WonTally)), totals.Whole,
            totals.WithoutCustomer);
        return section with { Chart = Bars([.. section.Rows.Select(row => products[row])], margin) };
    }

    /// <summary>What those brought whom a product won, of the products that won most: of a few customers an average says little.</summary>
    static Chart.Bars? Bars(IReadOnlyList<ProductFigures> shown, double margin)
    {
        ProductFigures[] drawn =
        [
            .. shown.Where(p => p.FirstCustomers > 0).OrderByDescending(p => p.FirstCustomers).Take(Chart.MostBars).OrderByDescending(p => p.ClvOfFirst(margin)),
        ];
        return drawn.Length == 0 ? null : new Chart.Bars("clv_per_customer", [.. drawn.Select(p => p.Title)], [.. drawn.Select(p => Minor.Of(p.ClvOfFirst(margin)))])
        {
            NamesAreTexts = true,
        };
    }
}
