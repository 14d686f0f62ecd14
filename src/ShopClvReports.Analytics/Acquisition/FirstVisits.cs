namespace ShopClvReports.Analytics;

/// <summary>The first visit of each customer's first order.</summary>
public sealed class FirstVisits
{
    readonly FirstVisit?[] _visits;

    /// <param name="read">Hands over the first visit of every order of which it is known, in any order.</param>
    public FirstVisits(Ledger ledger, Acquisitions acquisitions, Action<Action<OrderId, FirstVisit>> read)
    {
        _visits = new FirstVisit?[ledger.CustomerCount];
        var customerOfFirst = new Dictionary<long, int>(ledger.CustomerCount);
        for (var c = 0; c < _visits.Length; c++)
            if (acquisitions.FirstOrder[c] is >= 0 and var order) customerOfFirst[ledger.OrderId(order).Value] = c;
        read((order, visit) =>
        {
            if (customerOfFirst.TryGetValue(order.Value, out var customer)) _visits[customer] = visit;
        });
    }

    /// <summary>As channels are named.</summary>
    public string Source(int customer) => MarketingChannel.Of(_visits[customer]?.Source ?? "");
}
