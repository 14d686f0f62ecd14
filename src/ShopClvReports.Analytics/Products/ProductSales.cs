using System.Runtime.InteropServices;

namespace ShopClvReports.Analytics;

/// <summary>Adds up what sells, from the lines of a shop's orders as they pass by in any order. One currency.</summary>
/// <remarks>
/// An order counts as everywhere: <see cref="CountedOrders"/>. What its lines brought: <see cref="OrderGoods"/>. Gift cards are a liability
/// and no product.
/// </remarks>
sealed class ProductSales
{
    const int Unknown = -1;

    readonly Ledger _ledger;
    readonly OrderIndex _index;
    readonly Acquisitions _acquisitions;
    readonly bool[] _isTop;
    readonly byte? _currency;
    readonly ValuePolicy _policy;
    readonly (uint Start, uint End) _window;
    readonly VariantCosts _costs;
    readonly Currency _money;
    readonly ProductCatalogue _catalogue = new();
    readonly List<Sold> _sums = [];

    /// <summary>Product and order in one number, which sorts faster than a pair.</summary>
    readonly List<long> _sold = [];

    readonly int[] _firstProduct;

    /// <summary>Of one product, in the period.</summary>
    struct Sold
    {
        public long Units, UnitsToTop, Revenue, Cost;
        public bool CostUnknown;
    }

    /// <param name="window">The period.</param>
    /// <param name="isTop">Parallel to the ledger's customers: who is in the top tier.</param>
    public ProductSales(
        Ledger ledger, OrderIndex index, ReportWindow window, ValuePolicy policy, Currency currency, Acquisitions acquisitions, bool[] isTop, VariantCosts costs)
    {
        (_costs, _money) = (costs, currency);
        (_ledger, _index, _acquisitions, _isTop, _policy) = (ledger, index, acquisitions, isTop, policy);
        (_currency, _window) = (ledger.IndexOf(currency), (window.Start, Math.Min(window.End, window.AsOf)));
        _firstProduct = new int[ledger.CustomerCount];
        Array.Fill(_firstProduct, Unknown);
    }

    /// <summary>Takes the lines of one order; each order once.</summary>
    public void Add(OrderId id, IReadOnlyList<LineItem> lines)
    {
        if (_index.Find(id) is not { } order || !new CountedOrders(_ledger, _policy, _currency).Has(order, out var worth)) return;
        var customer = _index.CustomerOf(order);
        if (customer >= 0 && _acquisitions.FirstOrder[customer] == order && FirstProducts.Main(lines) is { } main) _firstProduct[customer] = Product(main, id);
        if (_ledger.ProcessedAt[order] < _window.Start || _ledger.ProcessedAt[order] >= _window.End) return;
        var (current, ordered) = (_ledger.Values(ValuePolicy.Current)[order], _ledger.Values(ValuePolicy.Ordered)[order]);
        foreach (var (line, units, revenue) in OrderGoods.Sold(lines, _policy, worth, current, ordered))
        {
            var product = Product(line, id);
            ref var sums = ref CollectionsMarshal.AsSpan(_sums)[product];
            sums.Units += units;
            if (customer >= 0 && _isTop[customer]) sums.UnitsToTop += units;
            sums.Revenue += revenue;
            if (_costs.Of(line.Variant, _ledger.ProcessedAt[order], _money) is { } cost) sums.Cost += units * cost;
            else sums.CostUnknown = true;
            _sold.Add((long)product << 32 | (uint)order);
        }
    }

    int Product(LineItem line, OrderId order)
    {
        var product = _catalogue.Index(line, order);
        if (product == _sums.Count) _sums.Add(default);
        return product;
    }

    /// <param name="lifetime">The whole history of the currency up to the as-of instant.</param>
    /// <param name="totals">Its period.</param>
    /// <returns>One for each product that won a customer or sold, by revenue.</returns>
    public IReadOnlyList<ProductFigures> Figures(CustomerTotals lifetime, CustomerTotals totals)
    {
        var (customers, orders) = Buyers();
        var won = new Won[_sums.Count];
        for (var c = 0; c < _firstProduct.Length; c++)
        {
            if (_firstProduct[c] is not (>= 0 and var product)) continue;
            ref var of = ref won[product];
            if (totals.Orders[c] > 0) (of.Customers, of.Tally) = (of.Customers + 1, of.Tally + new Tally(totals.Orders[c], totals.Spent[c]));
            var at = _ledger.ProcessedAt[_acquisitions.FirstOrder[c]];
            if (at < _window.Start || at >= _window.End) continue;
            of.New++;
            of.Lifetime += lifetime.Spent[c];
            if (lifetime.Orders[c] > 1 || lifetime.Last[c] > at) of.Repeated++;
        }

        return
        [
            .. Enumerable.Range(0, _sums.Count).Where(p => orders[p] > 0 || won[p].New > 0 || won[p].Customers > 0)
                .Select(p => new ProductFigures(
                    _catalogue.Id(p), _catalogue.Title(p), won[p].New, won[p].Repeated, won[p].Lifetime, won[p].Customers, won[p].Tally, customers[p], orders[p],
                    _sums[p].Units, _sums[p].UnitsToTop, _sums[p].Revenue, _sums[p].CostUnknown || _sums[p].Units == 0 ? null : _sums[p].Cost))
                .OrderByDescending(f => f.Revenue).ThenBy(f => f.Title, StringComparer.Ordinal).ThenBy(f => f.Product?.Value),
        ];
    }

    /// <summary>Of one product, whom it won.</summary>
    struct Won
    {
        public int New, Repeated, Customers;
        public long Lifetime;
        public Tally Tally;
    }

    /// <summary>How many different customers and orders bought each product.</summary>
    (int[] Customers, int[] Orders) Buyers()
    {
        // A customer's orders are neighbours in the ledger: sorted, everyone who bought a product stands in a row.
        var sold = CollectionsMarshal.AsSpan(_sold);
        sold.Sort();
        var (customers, orders) = (new int[_sums.Count], new int[_sums.Count]);
        (int Product, int Order, int Customer) last = (Unknown, Unknown, Unknown);
        foreach (var both in sold)
        {
            var (product, order) = ((int)(both >> 32), (int)both);
            if (product == last.Product && order == last.Order) continue;
            var customer = _index.CustomerOf(order);
            orders[product]++;
            if (customer >= 0 && (product != last.Product || customer != last.Customer)) customers[product]++;
            last = (product, order, customer);
        }

        return (customers, orders);
    }
}
