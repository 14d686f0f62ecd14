using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>Companies that order (B2B), and below each the customers who order for it.</summary>
/// <remarks>
/// What is asked of the report is asked of the companies; the lines of contacts go with their company. They tell the company's orders
/// again, by who placed them, and are no part of what is added up.
/// </remarks>
public static class CompaniesReport
{
    const int MostContacts = 3;

    /// <summary>The columns, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } = ["company", "contact", "contacts", "orders", "revenue", "share_of_revenue", "historical_clv", "last_order"];

    /// <summary>Shown when asked for.</summary>
    public static IReadOnlyList<string> MoreColumns { get; } = ["company_id", "contact_id", "contact_names"];

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
        /// <summary>The companies, and behind them all contacts.</summary>
        readonly (CompanyFigures Company, ContactFigures? Contact)[] _lines =
        [
            .. companies.Select(company => (company, (ContactFigures?)null)),
            .. companies.SelectMany(company => company.Contacts.Select(contact => (company, (ContactFigures?)contact))),
        ];

        public ReportSection Section(ReportQuery query)
        {
            var whole = totals.Whole;
            var revenue = whole.Tally.Spent + totals.WithoutCustomer.Spent;
            var section = new ReportTable(ReportKind.Companies, currency, ColumnKeys, MoreColumns, key => Column(key, revenue)).Section(
                query, [.. Enumerable.Range(0, companies.Count)], new SortKey("revenue", true), Shown, whole, totals.WithoutCustomer);
            return section.Columns.Any(c => c.Key is "contact" or "contact_id") ? WithContacts(section) : section;
        }

        ReportSection WithContacts(ReportSection section)
        {
            var contacts = Enumerable.Range(companies.Count, _lines.Length - companies.Count).ToLookup(line => _lines[line].Company);
            return section with
            {
                Rows = [.. section.Rows.SelectMany(row => contacts[companies[row]].Prepend(row))],
                Below = [.. _lines.Select(line => line.Contact is not null)],
            };
        }

        /// <summary>Who orders for two companies is one customer.</summary>
        GroupTally Shown(int[] rows) => new(
            rows.SelectMany(row => companies[row].Contacts).Select(c => c.Customer).Distinct().Count(),
            rows.Aggregate(default(Tally), (sum, row) => sum + companies[row].Orders.Tally));

        ReportColumn? Column(string key, long revenue) => key switch
        {
            "company" => new TextColumn(key, OfCompany(c => c.Company.Name ?? Id(c))),
            "company_id" => new TextColumn(key, OfCompany(Id)),
            "contact" => new TextColumn(key, Each(line => line.Contact is { } contact ? Name(contact) : null)),
            "contact_id" => new TextColumn(key, Each(line => line.Contact is { } contact ? ledger.Customer(contact.Customer).ShownId : null)),
            "contacts" => new CountColumn(key, Each(line => line.Contact is null ? line.Company.Contacts.Count : CountColumn.Unknown)),
            "contact_names" => new TextColumn(key, Each(line => line.Contact is null ? Names(line.Company) : null)),
            "orders" => new CountColumn(key, Each(line => Orders(line).Tally.Orders)),
            "revenue" => new MoneyColumn(key, Each(line => Orders(line).Tally.Spent), currency),
            "share_of_revenue" => new ShareColumn(key, Each(line => revenue > 0 ? (double)Orders(line).Tally.Spent / revenue : double.NaN)),
            "historical_clv" => new MoneyColumn(key, Each(line => terms.Margin(Orders(line).Lifetime)), currency),
            "last_order" => new DateColumn(key, Each(line => clock.Day(Orders(line).Last))),
            _ => null,
        };

        T[] Each<T>(Func<(CompanyFigures Company, ContactFigures? Contact), T> value) => Array.ConvertAll(_lines, line => value(line));

        string?[] OfCompany(Func<CompanyFigures, string> value) => Each<string?>(line => value(line.Company));

        static CompanyOrders Orders((CompanyFigures Company, ContactFigures? Contact) line) => line.Contact?.Orders ?? line.Company.Orders;

        static string Id(CompanyFigures company) => company.Company.Id.ToString(CultureInfo.InvariantCulture);

        string Name(ContactFigures contact) => ledger.Customer(contact.Customer) is var who ? who.Name ?? who.Email ?? who.ShownId : "";

        string Names(CompanyFigures company) =>
            string.Join(", ", company.Contacts.Take(MostContacts).Select(Name)) + (company.Contacts.Count > MostContacts ? ", …" : "");
    }
}
