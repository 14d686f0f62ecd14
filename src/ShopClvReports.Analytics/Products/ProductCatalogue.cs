namespace ShopClvReports.Analytics;

/// <summary>Numbers the products that order lines name. A line without a product goes by its title.</summary>
sealed class ProductCatalogue
{
    readonly Dictionary<long, int> _byId = [];
    readonly Dictionary<string, int> _byTitle = [];
    readonly List<(ProductId? Id, string Title, long Order)> _products = [];

    public int Count => _products.Count;

    public ProductId? Id(int product) => _products[product].Id;

    public string Title(int product) => _products[product].Title;

    /// <param name="order">Where titles differ, that of the highest order is kept: lines come in any order.</param>
    public int Index(LineItem line, OrderId order)
    {
        if (line.Product is not { } id)
        {
            if (!_byTitle.TryGetValue(line.Title, out var custom)) _byTitle[line.Title] = custom = Add(null, line.Title, order);
            return custom;
        }

        if (!_byId.TryGetValue(id.Value, out var known)) return _byId[id.Value] = Add(id, line.Title, order);
        if (order.Value >= _products[known].Order) _products[known] = (id, line.Title, order.Value);
        return known;
    }

    int Add(ProductId? id, string title, OrderId order)
    {
        _products.Add((id, title, order.Value));
        return _products.Count - 1;
    }
}
