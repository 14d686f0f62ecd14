namespace ShopClvReports.Analytics;

/// <summary>What each customer's first order was mainly for: its dearest line, of equal ones the first. Gift cards are no product.</summary>
public sealed class FirstProducts
{
    readonly Dictionary<long, int> _customerOfFirst;
    readonly string?[] _titles;

    public FirstProducts(Ledger ledger, Acquisitions acquisitions)
    {
        _titles = new string?[ledger.CustomerCount];
        _customerOfFirst = new Dictionary<long, int>(ledger.CustomerCount);
        for (var c = 0; c < _titles.Length; c++)
            if (acquisitions.FirstOrder[c] is >= 0 and var order) _customerOfFirst[ledger.OrderId(order).Value] = c;
    }

    /// <summary>Takes the lines of an order; orders may come in any order.</summary>
    public void Add(OrderId order, IReadOnlyList<LineItem> lines)
    {
        if (_customerOfFirst.TryGetValue(order.Value, out var customer)) _titles[customer] = Main(lines)?.Title;
    }

    /// <summary>Null when nothing is known of the first order.</summary>
    public string? Title(int customer) => _titles[customer];

    /// <returns>Null when there is nothing but gift cards.</returns>
    internal static LineItem? Main(IReadOnlyList<LineItem> lines)
    {
        LineItem? main = null;
        foreach (var line in lines)
            if (!line.IsGiftCard && (main is null || line.Net > main.Net)) main = line;
        return main;
    }
}
