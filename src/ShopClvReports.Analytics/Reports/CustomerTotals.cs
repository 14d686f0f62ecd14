using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>Per customer: value and number of orders within a period, and the first and last order of the whole history.</summary>
/// <remarks>
/// One pass over the ledger. Which orders count: <see cref="CountedOrders"/>. Arrays are parallel to the
/// ledger's customers; a customer without orders has zeros.
/// </remarks>
public sealed class CustomerTotals
{
    CustomerTotals(int customers)
    {
        Spent = new long[customers];
        Orders = new int[customers];
        First = new uint[customers];
        Last = new uint[customers];
    }

    /// <summary>Minor units, within the period.</summary>
    public long[] Spent { get; }

    /// <summary>Orders that count, within the period.</summary>
    public int[] Orders { get; }

    /// <summary>First order that counts, whole history before the as-of instant, seconds since 1970; 0 for none.</summary>
    public uint[] First { get; }

    /// <summary>Last order that counts, likewise.</summary>
    public uint[] Last { get; }

    /// <summary>The orders of nobody, within the period.</summary>
    public Tally WithoutCustomer { get; private set; }

    /// <summary>Everybody with an order in the period.</summary>
    internal GroupTally Whole => new(Orders.Count(orders => orders > 0), new Tally(Orders.Sum(), Spent.Sum()));

    /// <param name="currency">Index into the ledger's currencies.</param>
    /// <param name="from">Start of the period, seconds since 1970.</param>
    /// <param name="to">Its end, exclusive.</param>
    /// <param name="asOf">Orders from here on do not exist yet.</param>
    public static CustomerTotals Compute(Ledger ledger, ValuePolicy policy, byte currency, uint from, uint to, uint asOf)
    {
        var totals = new CustomerTotals(ledger.CustomerCount);
        var scan = new Scan(ledger, policy, currency, from, Math.Min(to, asOf), asOf);
        for (var customer = 0; customer < totals.Spent.Length; customer++)
        {
            var (start, end) = ledger.OrdersOf(customer);
            scan.Run(start, end, out var tally, out totals.First[customer], out totals.Last[customer]);
            totals.Spent[customer] = tally.Spent;
            totals.Orders[customer] = tally.Orders;
        }

        var (nobodyStart, nobodyEnd) = ledger.OrdersWithoutCustomer;
        scan.Run(nobodyStart, nobodyEnd, out var nobody, out _, out _);
        totals.WithoutCustomer = nobody;
        return totals;
    }

    readonly ref struct Scan(Ledger ledger, ValuePolicy policy, byte currency, uint from, uint to, uint asOf)
    {
        readonly ReadOnlySpan<uint> _at = ledger.ProcessedAt;
        readonly CountedOrders _counted = new(ledger, policy, currency);

        // Called once a report, so it would never be called often enough to be compiled well by itself.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end, out Tally tally, out uint first, out uint last)
        {
            (long spent, var orders, first, last) = (0, 0, 0u, 0u);
            // Backwards, so that what lies before the period need not be read; only the very first order is looked up there.
            var i = end - 1;
            for (; i >= start; i--)
            {
                var at = _at[i];
                if (at >= asOf || !_counted.Has(i, out var value)) continue;
                first = at;
                if (last == 0) last = at;
                if (at < from) break;
                if (at >= to) continue;
                spent += value;
                orders++;
            }

            for (var k = start; k < i; k++)
            {
                if (!_counted.Has(k, out _)) continue;
                first = _at[k];
                break;
            }

            tally = new Tally(orders, spent);
        }
    }
}
