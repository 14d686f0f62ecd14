namespace ShopClvReports.Analytics;

/// <summary>Finds orders of a ledger by their id, and whose they are. Not for several threads.</summary>
sealed class OrderIndex
{
    readonly long[] _ids;
    readonly int[] _orders;
    readonly int[] _customers;
    int _next;

    public OrderIndex(Ledger ledger)
    {
        var count = ledger.OrderCount;
        (_ids, _orders, _customers) = (new long[count], new int[count], new int[count]);
        Array.Fill(_customers, -1);
        for (var i = 0; i < count; i++) (_ids[i], _orders[i]) = (ledger.OrderId(i).Value, i);
        Array.Sort(_ids, _orders);
        for (var c = 0; c < ledger.CustomerCount; c++)
        {
            var (start, end) = ledger.OrdersOf(c);
            _customers.AsSpan(start..end).Fill(c);
        }
    }

    /// <returns>Null for an order that is not in the ledger: a test, or deleted.</returns>
    public int? Find(OrderId id)
    {
        // Asked for in the order of their ids, as a store hands them over, each is the neighbour of the one before.
        var at = _next < _ids.Length && _ids[_next] == id.Value ? _next : Array.BinarySearch(_ids, id.Value);
        if (at < 0) return null;
        _next = at + 1;
        return _orders[at];
    }

    /// <returns>-1 for nobody.</returns>
    public int CustomerOf(int order) => _customers[order];
}
