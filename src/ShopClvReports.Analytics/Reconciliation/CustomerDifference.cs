namespace ShopClvReports.Analytics;

/// <summary>A customer of whom Shopify's figures are not ours.</summary>
/// <param name="Ours">In the currency of Shopify's figure, whole history.</param>
/// <param name="Parts">They add up to Shopify's less ours.</param>
public sealed record CustomerDifference(CustomerId Customer, Currency Currency, Tally Ours, Tally Shopifys, IReadOnlyList<DifferencePart> Parts)
{
    /// <summary>Whether the orders tell why.</summary>
    public bool IsExplained => Parts.All(p => p.Cause != DifferenceCause.Unexplained);
}

/// <summary>Holds what Shopify says of customers against the ledger.</summary>
public static class CustomerComparison
{
    /// <param name="readTotals">Hands over what Shopify says, in any order of customers, once each; those merged into another left out.</param>
    /// <param name="differs">Called for each that differs, with the customer's place in the ledger (null when it has none) and our figures.</param>
    /// <returns>Our figures of all customers that were compared, and how many those are.</returns>
    public static (int Customers, Tally Ours) Compare(Ledger ledger, Action<Action<ShopifyTotal>> readTotals, Action<ShopifyTotal, int?, Tally> differs)
    {
        var (customers, sum) = (0, default(Tally));
        readTotals(total =>
        {
            var customer = ledger.Find(total.Customer);
            var ours = customer is { } place ? Of(ledger, place, total.Spent.Currency) : default;
            if (ours != new Tally(total.Orders, total.Spent.Minor)) differs(total, customer, ours);
            (customers, sum) = (customers + 1, sum + ours);
        });
        return (customers, sum);
    }

    /// <summary>What a customer bought in one currency, as the CLV report counts it.</summary>
    public static Tally Of(Ledger ledger, int customer, Currency currency)
    {
        if (ledger.IndexOf(currency) is not { } index) return default;
        var counted = new CountedOrders(ledger, ValuePolicy.Paid, index);
        var (start, end) = ledger.OrdersOf(customer);
        var sum = default(Tally);
        for (var i = start; i < end; i++)
            if (counted.Has(i, out var value)) sum += new Tally(1, value);
        return sum;
    }
}
