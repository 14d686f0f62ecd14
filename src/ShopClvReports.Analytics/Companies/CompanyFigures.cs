namespace ShopClvReports.Analytics;

/// <summary>What one company bought, in one currency.</summary>
/// <param name="Contacts">Places in the ledger of the customers who ordered for it in the period, who spent most first.</param>
/// <param name="Tally">Orders in the period.</param>
/// <param name="Lifetime">Spent for it in the whole history, minor units.</param>
/// <param name="Last">Its last order that counts, seconds since 1970.</param>
sealed record CompanyFigures(OrderCompany Company, IReadOnlyList<int> Contacts, Tally Tally, long Lifetime, uint Last);

/// <summary>Adds up what companies bought, from the orders that were placed for one, in any order. One currency.</summary>
sealed class CompanySales(Ledger ledger, OrderIndex index, ReportWindow window, ValuePolicy policy, Currency currency)
{
    readonly byte? _currency = ledger.IndexOf(currency);
    readonly Dictionary<long, Sums> _companies = [];

    sealed class Sums
    {
        public OrderCompany? Company;
        public (uint At, long Order) Named;
        public Tally Tally;
        public long Lifetime;
        public uint Last;
        public readonly Dictionary<int, long> Contacts = [];
    }

    /// <summary>Takes one order; those of nobody, and those that do not count, are passed over.</summary>
    public void Add(OrderId id, OrderCompany company)
    {
        if (index.Find(id) is not { } order || index.CustomerOf(order) is not (>= 0 and var customer)) return;
        var at = ledger.ProcessedAt[order];
        if (at >= window.AsOf || !new CountedOrders(ledger, policy, _currency).Has(order, out var value) || ledger.CurrencyIndex[order] != _currency) return;
        if (!_companies.TryGetValue(company.Id, out var sums)) _companies[company.Id] = sums = new Sums();
        // A company goes by the name that its last order with one has.
        if (sums.Company is null || company.Name is not null && (sums.Company.Name is null || (at, id.Value).CompareTo(sums.Named) > 0))
            (sums.Company, sums.Named) = (company, (at, id.Value));
        sums.Lifetime += value;
        sums.Last = Math.Max(sums.Last, at);
        if (at < window.Start || at >= window.End) return;
        sums.Tally += new Tally(1, value);
        sums.Contacts[customer] = sums.Contacts.GetValueOrDefault(customer) + value;
    }

    /// <returns>Those with an order in the period, by what was spent for them.</returns>
    public IReadOnlyList<CompanyFigures> Figures() =>
    [
        .. _companies.Values.Where(s => s.Tally.Orders > 0).OrderByDescending(s => s.Tally.Spent).ThenBy(s => s.Company!.Id)
            .Select(s => new CompanyFigures(
                s.Company!, [.. s.Contacts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => c.Key)], s.Tally, s.Lifetime, s.Last)),
    ];
}
