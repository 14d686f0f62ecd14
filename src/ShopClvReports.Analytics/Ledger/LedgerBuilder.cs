using System.Runtime.InteropServices;

namespace ShopClvReports.Analytics;

/// <summary>Lays out a shop's orders and customers as a <see cref="Ledger"/>.</summary>
static class LedgerBuilder
{
    public static Ledger Build(LedgerChanges all)
    {
        var orders = CollectionsMarshal.AsSpan(all.Orders);
        var sources = WithUnknown(all.Customers, orders, out var indexOf);
        var person = CustomerIdentity.Resolve(sources, indexOf);
        var sourceOfOrder = SourceOfOrders(orders, indexOf, out var count);
        var customers = Customers(sources, person, sourceOfOrder);
        var layout = Layout(orders, sourceOfOrder, person, customers, sources.Length, count, out var firstOrder);

        var (currencies, currencyMap) = Used(all.Currencies, orders, static o => o.Currency);
        var (channels, channelMap) = Used(all.Channels, orders, static o => o.Channel);
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

    /// <summary>Customers by id, with a bare one for each id that is only pointed at.</summary>
    static LedgerCustomer[] WithUnknown(List<LedgerCustomer> known, ReadOnlySpan<LedgerOrder> orders, out Dictionary<long, int> indexOf)
    {
        indexOf = new Dictionary<long, int>(known.Count);
        known.RemoveAll(static c => c.IsBare);
        foreach (var customer in known) indexOf[customer.Id] = 0;
        var missing = new SortedSet<long>();
        foreach (ref readonly var order in orders)
            if (!order.Removed && order.Customer != 0 && !indexOf.ContainsKey(order.Customer)) missing.Add(order.Customer);
        foreach (var customer in known)
            if (customer.MergedInto != 0 && !indexOf.ContainsKey(customer.MergedInto)) missing.Add(customer.MergedInto);

        LedgerCustomer[] sources = [.. known, .. missing.Select(id => new LedgerCustomer(id, CustomerKind.Unknown, null, null, null, 0, false))];
        Array.Sort(sources, static (a, b) => a.Id.CompareTo(b.Id));
        for (var i = 0; i < sources.Length; i++) indexOf[sources[i].Id] = i;
        return sources;
    }

    /// <returns>For each order the index of its customer; -1 for none, -2 for an order that is removed.</returns>
    static int[] SourceOfOrders(ReadOnlySpan<LedgerOrder> orders, Dictionary<long, int> indexOf, out int count)
    {
        var sources = new int[orders.Length];
        count = 0;
        for (var i = 0; i < orders.Length; i++)
        {
            ref readonly var order = ref orders[i];
            sources[i] = order.Removed ? -2 : order.Customer == 0 ? -1 : indexOf[order.Customer];
            if (!order.Removed) count++;
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
        if (positions.Length < 2) return;
        var keys = new (uint At, long Id)[positions.Length];
        var sorted = true;
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var order = ref orders[positions[i]];
            keys[i] = (order.ProcessedAt, order.Id);
            sorted &= i == 0 || keys[i - 1].CompareTo(keys[i]) < 0;
        }

        if (!sorted) keys.AsSpan().Sort(positions);
    }

    static (List<string> Names, int[] Map) Used(IReadOnlyList<string> names, ReadOnlySpan<LedgerOrder> orders, Func<LedgerOrder, int> index)
    {
        var used = new bool[names.Count];
        foreach (ref readonly var order in orders)
            if (!order.Removed) used[index(order)] = true;
        List<string> sorted = [.. names.Where((_, i) => used[i]).Distinct().Order(StringComparer.Ordinal)];
        return (sorted, [.. names.Select(name => Math.Max(0, sorted.IndexOf(name)))]);
    }
}
