using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Compares what Shopify says of each customer with the ledger. Those that differ are asked for anew; what the orders at hand do not
/// explain is looked at more closely, which mends orders older than the days compared, and merges; what is left is explained or flagged.
/// </summary>
sealed class ComparedCustomers(ShopifyTotals totals, CloserLook look, IReconcileStore book, Ledgers ledgers)
{
    /// <summary>Customers asked for anew in one night, a hundred with each request.</summary>
    const int MostRefreshed = 5_000;

    /// <summary>Customers whose orders are held in memory at once.</summary>
    const int AtOnce = 200;

    /// <summary>What a result keeps.</summary>
    const int MostKept = 1_000;

    const int MostOrdersKept = 20;

    /// <summary>Our figures of the customers that were compared.</summary>
    public (int Customers, Tally Ours) Compared { get; private set; }

    public int Differ { get; private set; }
    public int Unexplained { get; private set; }

    /// <summary>The unexplained first, then by what is between.</summary>
    public IReadOnlyList<CustomerDifference> Differences { get; private set; } = [];

    sealed record Suspect(ShopifyTotal Total, int? Place, Tally Ours);

    /// <param name="since">What Shopify said before this is asked for anew.</param>
    /// <param name="visible">Older orders are not shown to us; null when all are.</param>
    public async Task CompareAsync(Shop shop, DateTimeOffset since, DateTimeOffset? visible, CancellationToken cancellation)
    {
        var stale = Suspects(shop).Where(s => s.Total.At < since).Take(MostRefreshed).Select(s => s.Total.Customer).ToList();
        var gone = await totals.FetchAsync(shop, stale, cancellation);
        var puzzling = Explain(shop, Suspects(shop), visible).Where(e => !e.Difference.IsExplained).Select(e => e.Total);
        gone = await look.AtAsync(shop, ledgers.Get(shop.Id), [.. puzzling.Take(CloserLook.MostCustomers)], gone, visible, cancellation);
        if (gone.Count > 0) await book.ForgetTotalsAsync(shop.Id, gone);
        Conclude(Explain(shop, Suspects(shop), visible).Select(e => e.Difference));
    }

    List<Suspect> Suspects(Shop shop)
    {
        List<Suspect> suspects = [];
        Compared = CustomerComparison.Compare(
            ledgers.Get(shop.Id), seen => book.ReadTotals(shop.Id, seen), (total, place, ours) => suspects.Add(new Suspect(total, place, ours)));
        return suspects;
    }

    IEnumerable<(ShopifyTotal Total, CustomerDifference Difference)> Explain(Shop shop, List<Suspect> suspects, DateTimeOffset? visible)
    {
        var ledger = ledgers.Get(shop.Id);
        var tests = book.TestOrders(shop.Id, [.. suspects.Select(s => s.Total.Customer)]).ToLookup(o => o.Customer);
        foreach (var some in suspects.Chunk(AtOnce))
        {
            var ordersOf = some.ToDictionary(s => s, s => s.Place is { } place ? CustomerReport.OrdersOf(ledger, place) : []);
            var traces = book.Traces(shop.Id, [.. ordersOf.Values.SelectMany(o => o)]).ToDictionary(o => o.Id);
            foreach (var suspect in some)
            {
                var total = suspect.Total;
                var known = ordersOf[suspect].Where(traces.ContainsKey).Select(id => traces[id]).Concat(tests[total.Customer]);
                var parts = DifferenceExplanation.Explain(total, suspect.Ours, [.. known.Select(look.Detailed)], visible is not null);
                yield return (total, new CustomerDifference(
                    total.Customer, total.Spent.Currency, suspect.Ours, new Tally(total.Orders, total.Spent.Minor), parts));
            }
        }
    }

    void Conclude(IEnumerable<CustomerDifference> differences)
    {
        (Differ, Unexplained) = (0, 0);
        List<CustomerDifference> kept = [];
        foreach (var difference in differences)
        {
            Differ++;
            if (!difference.IsExplained) Unexplained++;
            kept.Add(difference with { Parts = [.. difference.Parts.Select(Shortened)] });
            if (kept.Count == 2 * MostKept) kept = Worst(kept);
        }

        Differences = Worst(kept);
    }

    static List<CustomerDifference> Worst(List<CustomerDifference> differences) =>
        [.. differences.OrderBy(d => d.IsExplained).ThenByDescending(d => Math.Abs((d.Shopifys - d.Ours).Spent)).ThenBy(d => d.Customer.Value).Take(MostKept)];

    static DifferencePart Shortened(DifferencePart part) => part.Orders.Count <= MostOrdersKept
        ? part
        : part with { Orders = [.. part.Orders.TakeLast(MostOrdersKept)], More = part.Orders.Count - MostOrdersKept };
}
