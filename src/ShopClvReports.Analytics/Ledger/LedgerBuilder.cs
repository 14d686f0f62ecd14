using System.Runtime.InteropServices;

namespace ShopClvReports.Analytics;

/// <summary>Lays out a shop's orders and customers as a <see cref="Ledger"/>.</summary>
static class LedgerBuilder
{
    public static Ledger Build(LedgerChanges all)
    {
        var orders = CollectionsMarshal.AsSpan(all.Orders);
        var sources = Sources(all.Customers, []);
        var indexOf = Index(sources);
        var unknown = UnknownMergeTargets(sources, indexOf);
        var sourceOfOrder = SourceOfOrders(orders, indexOf, unknown, out var count);
        if (unknown.Count > 0)
        {
            // Nearly never: an order or a merge names somebody who is not among the customers.
            sources = Sources(all.Customers, unknown);
            indexOf = Index(sources);
            sourceOfOrder = SourceOfOrders(orders, indexOf, [], out count);
        }

        var person = CustomerIdentity.Resolve(sources, indexOf);
        var customers = Customers(sources, person, sourceOfOrder);
        var layout = Layout(orders, sourceOfOrder, person, customers, sources.Length, count, out var firstOrder);

        var usedCurrencies = new bool[all.Currencies.Count];
        var usedChannels = new bool[all.Channels.Count];
        foreach (ref readonly var order in orders)
            if (!order.Removed) usedCurrencies[order.Currency] = usedChannels[order.Channel] = true;
        var (currencies, currencyMap) = Used(all.Currencies, usedCurrencies);
        var (channels, channelMap) = Used(all.Channels, usedChannels);
        var columns = new LedgerColumns
        {
            Sources = sources,
            SourceOfCustomer = customers,
            FirstOrder = firstOrder,
            OrderIds = new long[count],
            SourceOfOrder = new int[count],
            ProcessedAt = new uint[count],
            Paid = new ValueColumn(count),
            Current = new ValueColumn(count),
            Ordered = new ValueColumn(count),
            Channel = new ushort[count],
            Currency = new byte[count],
            Cancelled = new bool[count],
            Earlier = [.. all.Earlier.OrderBy(e => e.Order).ThenBy(e => e.Until)],
            Currencies = [.. currencies.Select(c => new Currency(c))],
            Channels = channels,
        };
        for (var i = 0; i < count; i++)
        {
            ref readonly var order = ref orders[layout[i]];
            columns.OrderIds[i] = order.Id;
            columns.SourceOfOrder[i] = sourceOfOrder[layout[i]];
            columns.ProcessedAt[i] = order.ProcessedAt;
            columns.Paid[i] = order.Paid;
            columns.Current[i] = order.Current;
            columns.Ordered[i] = order.Ordered;
            columns.Channel[i] = (ushort)channelMap[order.Channel];
            columns.Currency[i] = (byte)currencyMap[order.Currency];
            columns.Cancelled[i] = order.Cancelled;
        }

        return new Ledger(all.Sequence, columns);
    }

    /// <summary>Customers by id: those that are known, and bare ones for ids that are only pointed at.</summary>
    static LedgerCustomer[] Sources(List<LedgerCustomer> known, IReadOnlyCollection<long> unknown)
    {
        LedgerCustomer[] sources =
            [.. known.Where(static c => !c.IsBare), .. unknown.Select(static id => new LedgerCustomer(id, CustomerKind.Unknown, null, null, null, 0, false))];
        for (var i = 1; i < sources.Length; i++)
        {
            if (sources[i - 1].Id < sources[i].Id) continue;
            Array.Sort(sources, static (a, b) => a.Id.CompareTo(b.Id));
            break;
        }

        return sources;
    }

    static Dictionary<long, int> Index(LedgerCustomer[] sources)
    {
        var indexOf = new Dictionary<long, int>(sources.Length);
        for (var i = 0; i < sources.Length; i++) indexOf.Add(sources[i].Id, i);
        return indexOf;
    }

    static SortedSet<long> UnknownMergeTargets(LedgerCustomer[] sources, Dictionary<long, int> indexOf)
    {
        var unknown = new SortedSet<long>();
        foreach (ref readonly var customer in sources.AsSpan())
            if (customer.MergedInto != 0 && !indexOf.ContainsKey(customer.MergedInto)) unknown.Add(customer.MergedInto);
        return unknown;
    }

    /// <param name="unknown">Takes the ids that no customer has.</param>
    /// <returns>For each order the index of its customer; -1 for none, -2 for an order that is removed.</returns>
    static int[] SourceOfOrders(ReadOnlySpan<LedgerOrder> orders, Dictionary<long, int> indexOf, SortedSet<long> unknown, out int count)
    {
        var sources = new int[orders.Length];
        count = 0;
        for (var i = 0; i < orders.Length; i++)
        {
            ref readonly var order = ref orders[i];
            sources[i] = order.Removed ? -2 : -1;
            if (order.Removed) continue;
            count++;
            if (order.Customer == 0) continue;
            if (indexOf.TryGetValue(order.Customer, out var source)) sources[i] = source;
            else unknown.Add(order.Customer);
        }

        return sources;
    }

    /// <summary>The customers that reports speak of: those with orders, and known accounts without.</summary>
    static int[] Customers(LedgerCustomer[] sources, int[] person, int[] sourceOfOrder)
    {
        var present = new bool[sources.Length];
        foreach (var source in sourceOfOrder)
            if (source >= 0) present[person[source]] = true;
        for (var i = 0; i < sources.Length; i++)
            if (person[i] == i && sources[i] is { Deleted: false, MergedInto: 0, Kind: CustomerKind.Account }) present[i] = true;

        var customers = new List<int>(sources.Length);
        for (var i = 0; i < present.Length; i++)
            if (present[i]) customers.Add(i);
        return [.. customers];
    }

    /// <summary>The positions of the orders, customer by customer, each by date and id; those of nobody last.</summary>
    static int[] Layout(
        ReadOnlySpan<LedgerOrder> orders, int[] sourceOfOrder, int[] person, int[] customers, int sourceCount, int count, out int[] firstOrder)
    {
        var customerOf = new int[sourceCount];
        for (var c = 0; c < customers.Length; c++) customerOf[customers[c]] = c;
        var nobody = customers.Length;
        var next = new int[nobody + 2];
        foreach (var source in sourceOfOrder)
            if (source != -2) next[(source < 0 ? nobody : customerOf[person[source]]) + 1]++;
        for (var c = 0; c <= nobody; c++) next[c + 1] += next[c];
        firstOrder = next[..(nobody + 1)];

        var layout = new int[count];
        for (var i = 0; i < orders.Length; i++)
            if (sourceOfOrder[i] is var source and not -2) layout[next[source < 0 ? nobody : customerOf[person[source]]]++] = i;
        for (var c = 0; c <= nobody; c++)
            SortByDate(layout.AsSpan(firstOrder[c]..(c == nobody ? count : firstOrder[c + 1])), orders);
        return layout;
    }

    static void SortByDate(Span<int> positions, ReadOnlySpan<LedgerOrder> orders)
    {
        for (var i = 1; i < positions.Length; i++)
        {
            if (DateKey(orders[positions[i - 1]]).CompareTo(DateKey(orders[positions[i]])) < 0) continue;
            var keys = new (uint At, long Id)[positions.Length];
            for (var k = 0; k < keys.Length; k++) keys[k] = DateKey(orders[positions[k]]);
            keys.AsSpan().Sort(positions);
            return;
        }
    }

    static (uint At, long Id) DateKey(in LedgerOrder order) => (order.ProcessedAt, order.Id);

    /// <returns>The names in use, in order, and where each old index has gone.</returns>
    static (List<string> Names, int[] Map) Used(IReadOnlyList<string> names, bool[] used)
    {
        List<string> sorted = [.. names.Where((_, i) => used[i]).Distinct().Order(StringComparer.Ordinal)];
        return (sorted, [.. names.Select(name => Math.Max(0, sorted.IndexOf(name)))]);
    }
}
