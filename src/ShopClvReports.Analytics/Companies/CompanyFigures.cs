namespace ShopClvReports.Analytics;

/// <summary>What one company bought, in one currency.</summary>
/// <param name="Contacts">Who ordered for it in the period, who spent most first.</param>
/// <param name="WithoutContact">Those of its orders in the period that name no customer.</param>
sealed record CompanyFigures(OrderCompany Company, IReadOnlyList<ContactFigures> Contacts, CompanyOrders Orders, Tally WithoutContact);

/// <summary>What one customer bought for a company.</summary>
/// <param name="Customer">Place in the ledger.</param>
sealed record ContactFigures(int Customer, CompanyOrders Orders);

/// <summary>Orders for a company.</summary>
/// <param name="Tally">In the period.</param>
/// <param name="Lifetime">Spent in the whole history, minor units.</param>
/// <param name="Last">The last order that counts, seconds since 1970.</param>
readonly record struct CompanyOrders(Tally Tally, long Lifetime, uint Last)
{
    /// <param name="inPeriod">Whether the order lies in the period.</param>
    public CompanyOrders With(long value, uint at, bool inPeriod) => new(inPeriod ? Tally + new Tally(1, value) : Tally, Lifetime + value, Math.Max(Last, at));
}

/// <summary>Adds up what companies bought, from the orders that were placed for one, in any order. One currency.</summary>
sealed class CompanySales(Ledger ledger, OrderIndex index, ReportWindow window, ValuePolicy policy, Currency currency)
{
    readonly byte? _currency = ledger.IndexOf(currency);
    readonly Dictionary<long, Sums> _companies = [];

    sealed class Sums
    {
        public OrderCompany? Company;
        public (uint At, long Order) Named;
        public CompanyOrders Orders;
        public CompanyOrders WithoutContact;
        public readonly Dictionary<int, CompanyOrders> Contacts = [];
    }

    /// <summary>Takes one order; those that do not count are passed over.</summary>
    public void Add(OrderId id, OrderCompany company)
    {
        if (index.Find(id) is not { } order) return;
        var at = ledger.ProcessedAt[order];
        if (at >= window.AsOf || !new CountedOrders(ledger, policy, _currency).Has(order, out var value) || ledger.CurrencyIndex[order] != _currency) return;
        if (!_companies.TryGetValue(company.Id, out var sums)) _companies[company.Id] = sums = new Sums();
        // A company goes by the name that its last order with one has.
        if (sums.Company is null || company.Name is not null && (sums.Company.Name is null || (at, id.Value).CompareTo(sums.Named) > 0))
            (sums.Company, sums.Named) = (company, (at, id.Value));
        var inPeriod = at >= window.Start && at < window.End;
        sums.Orders = sums.Orders.With(value, at, inPeriod);
        if (index.CustomerOf(order) is not (>= 0 and var customer)) sums.WithoutContact = sums.WithoutContact.With(value, at, inPeriod);
        else sums.Contacts[customer] = sums.Contacts.GetValueOrDefault(customer).With(value, at, inPeriod);
    }

    /// <returns>Those with an order in the period, by what was spent for them.</returns>
    public IReadOnlyList<CompanyFigures> Figures() =>
    [
        .. _companies.Values.Where(s => s.Orders.Tally.Orders > 0).OrderByDescending(s => s.Orders.Tally.Spent).ThenBy(s => s.Company!.Id)
            .Select(s => new CompanyFigures(s.Company!, [.. Contacts(s.Contacts)], s.Orders, s.WithoutContact.Tally)),
    ];

    static IEnumerable<ContactFigures> Contacts(Dictionary<int, CompanyOrders> contacts) =>
        contacts.Where(c => c.Value.Tally.Orders > 0).OrderByDescending(c => c.Value.Tally.Spent).ThenBy(c => c.Key).Select(c => new ContactFigures(c.Key, c.Value));
}
