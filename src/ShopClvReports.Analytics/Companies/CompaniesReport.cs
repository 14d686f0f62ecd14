using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>Companies that order (B2B), with the customers who order for them.</summary>
public static class CompaniesReport
{
    const int MostContacts = 3;

    /// <summary>The columns, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["company", "contacts", "contact_names", "orders", "revenue", "share_of_revenue", "historical_clv", "last_order"];

    /// <summary>Shown when asked for.</summary>
    public static IReadOnlyList<string> MoreColumns { get; } = ["company_id"];

    /// <param name="readCompanies">Hands over every order that was placed for a company, in any order; called once.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, Action<Action<OrderId, OrderCompany>> readCompanies, ShopTerms terms)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var (index, clock) = (new OrderIndex(ledger), DayClock.Of(ledger, shop.TimeZone));
        var sales = ledger.Currencies.ToDictionary(currency => currency, currency => new CompanySales(ledger, index, window, query.Value, currency));
        readCompanies((order, company) =>
        {
            foreach (var one in sales.Values) one.Add(order, company);
        });

        ReportSection Section(Ledger orders, Currency currency)
        {
            var totals = window.Totals(orders, query.Value, currency);
            return new CompanyTable(orders, sales.TryGetValue(currency, out var of) ? of.Figures() : [], totals, currency, clock, terms).Section(query);
        }

        return new Report(ReportKind.Companies, shop, asOf, window.From, window.To, query, CurrencySections.Of(ledger, shop, Section), Terms: terms);
    }

    sealed class CompanyTable(Ledger ledger, IReadOnlyList<CompanyFigures> companies, CustomerTotals totals, Currency currency, DayClock clock, ShopTerms terms)
    {
        public ReportSection Section(ReportQuery query)
        {
            var whole = GroupTally.Sum(
                Enumerable.Range(0, totals.Orders.Length).Where(c => totals.Orders[c] > 0), c => new GroupTally(1, new Tally(totals.Orders[c], totals.Spent[c])));
            var revenue = whole.Tally.Spent + totals.WithoutCustomer.Spent;
            return new ReportTable(ReportKind.Companies, currency, ColumnKeys, MoreColumns, key => Column(key, revenue)).Section(
                query, [.. Enumerable.Range(0, companies.Count)], new SortKey("revenue", true), Shown, whole, totals.WithoutCustomer);
        }

        /// <summary>Who orders for two companies is one customer.</summary>
        GroupTally Shown(int[] rows) => new(
            rows.SelectMany(row => companies[row].Contacts).Distinct().Count(), rows.Aggregate(default(Tally), (sum, row) => sum + companies[row].Tally));

        ReportColumn? Column(string key, long revenue) => key switch
        {
            "company" => new TextColumn(key, Each<string?>(c => c.Company.Name ?? Id(c))),
            "company_id" => new TextColumn(key, Each<string?>(Id)),
            "contacts" => new CountColumn(key, Each(c => c.Contacts.Count)),
            "contact_names" => new TextColumn(key, Each<string?>(Names)),
            "orders" => new CountColumn(key, Each(c => c.Tally.Orders)),
            "revenue" => new MoneyColumn(key, Each(c => c.Tally.Spent), currency),
            "share_of_revenue" => new ShareColumn(key, Each(c => revenue > 0 ? (double)c.Tally.Spent / revenue : double.NaN)),
            "historical_clv" => new MoneyColumn(key, Each(c => terms.Margin(c.Lifetime)), currency),
            "last_order" => new DateColumn(key, Each(c => clock.Day(c.Last))),
            _ => null,
        };

        T[] Each<T>(Func<CompanyFigures, T> value) => [.. companies.Select(value)];

        static string Id(CompanyFigures company) => company.Company.Id.ToString(CultureInfo.InvariantCulture);

        string Names(CompanyFigures company) =>
            string.Join(", ", company.Contacts.Take(MostContacts).Select(c => ledger.Customer(c) is var who ? who.Name ?? who.Email ?? who.ShownId : ""))
            + (company.Contacts.Count > MostContacts ? ", …" : "");
    }
}
