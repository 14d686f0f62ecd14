using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>The arrays behind a <see cref="Ledger"/>; filled once by <see cref="LedgerBuilder"/>, never changed after.</summary>
sealed class LedgerColumns
{
    /// <summary>Every customer row known, by id, merged ones and guests included.</summary>
    public required LedgerCustomer[] Sources { get; init; }

    /// <summary>For each customer of the reports, by id, its row.</summary>
    public required int[] SourceOfCustomer { get; init; }

    /// <summary>For each customer its first order; one more entry for the orders of nobody.</summary>
    public required int[] FirstOrder { get; init; }

    public required long[] OrderIds { get; init; }

    /// <summary>The customer row that the order itself names, -1 for none: what merges and e-mails are resolved from again.</summary>
    public required int[] SourceOfOrder { get; init; }

    public required uint[] ProcessedAt { get; init; }
    public required ValueColumn Paid { get; init; }
    public required ValueColumn Current { get; init; }
    public required ValueColumn Ordered { get; init; }
    public required ushort[] Channel { get; init; }
    public required byte[] Currency { get; init; }
    public required bool[] Cancelled { get; init; }

    /// <summary>By order and date.</summary>
    public required EarlierOrder[] Earlier { get; init; }

    public required IReadOnlyList<Currency> Currencies { get; init; }
    public required IReadOnlyList<string> Channels { get; init; }

    public bool IsEmpty => OrderIds.Length == 0 && Sources.Length == 0;

    public long Bytes =>
        (long)OrderIds.Length * (sizeof(long) + sizeof(int) + sizeof(uint) + sizeof(ushort) + sizeof(byte) + sizeof(bool))
        + Paid.Bytes + Current.Bytes + Ordered.Bytes + (long)Earlier.Length * Unsafe.SizeOf<EarlierOrder>()
        + (long)SourceOfCustomer.Length * 2 * sizeof(int)
        + Sources.Sum(static c => 56L + TextBytes(c.Label) + TextBytes(c.Name) + TextBytes(c.Email));

    /// <summary>The whole history that results when the changes are laid over these columns.</summary>
    public LedgerChanges Overlay(LedgerChanges changes)
    {
        List<string> currencies = [.. Currencies.Select(c => c.Code)];
        List<string> channels = [.. Channels];
        var orders = new List<LedgerOrder>(OrderIds.Length + changes.Orders.Count);
        var replaced = changes.Orders.Select(o => o.Id).ToHashSet();
        for (var i = 0; i < OrderIds.Length; i++)
        {
            if (replaced.Contains(OrderIds[i])) continue;
            var source = SourceOfOrder[i];
            orders.Add(new LedgerOrder(
                OrderIds[i], source < 0 ? 0 : Sources[source].Id, ProcessedAt[i], Paid[i], Current[i],
                Ordered[i], Currency[i], Channel[i], Cancelled[i], Removed: false));
        }

        var currencyMap = Append(currencies, changes.Currencies);
        var channelMap = Append(channels, changes.Channels);
        foreach (var order in changes.Orders)
            orders.Add(order with { Currency = (byte)currencyMap[order.Currency], Channel = (ushort)channelMap[order.Channel] });

        var known = changes.Customers.Select(c => c.Id).ToHashSet();
        var customers = new List<LedgerCustomer>(Sources.Length + changes.Customers.Count);
        foreach (var customer in Sources)
            if (!known.Contains(customer.Id) && !customer.IsBare) customers.Add(customer);
        customers.AddRange(changes.Customers);
        return new LedgerChanges(changes.Sequence, currencies, channels, orders, customers)
        {
            Earlier = [.. Earlier.Where(e => !replaced.Contains(e.Order)), .. changes.Earlier],
        };
    }

    /// <summary>As it was known before an instant; null when nothing has become of any order since.</summary>
    public LedgerColumns? At(uint instant)
    {
        var then = new Dictionary<long, EarlierOrder>();
        foreach (ref readonly var earlier in Earlier.AsSpan())
            if (earlier.Until >= instant) then.TryAdd(earlier.Order, earlier);
        if (then.Count == 0) return null;

        var (paid, current, ordered, cancelled) = (new ValueColumn(Paid), new ValueColumn(Current), new ValueColumn(Ordered), Cancelled.ToArray());
        for (var i = 0; i < OrderIds.Length; i++)
            if (then.TryGetValue(OrderIds[i], out var one)) (paid[i], current[i], ordered[i], cancelled[i]) = (one.Paid, one.Current, one.Ordered, one.Cancelled);
        return new LedgerColumns
        {
            Sources = Sources,
            SourceOfCustomer = SourceOfCustomer,
            FirstOrder = FirstOrder,
            OrderIds = OrderIds,
            SourceOfOrder = SourceOfOrder,
            ProcessedAt = ProcessedAt,
            Paid = paid,
            Current = current,
            Ordered = ordered,
            Channel = Channel,
            Currency = Currency,
            Cancelled = cancelled,
            Earlier = [.. Earlier.Where(e => e.Until < instant)],
            Currencies = Currencies,
            Channels = Channels,
        };
    }

    static int[] Append(List<string> names, IReadOnlyList<string> more)
    {
        var map = new int[more.Count];
        for (var i = 0; i < more.Count; i++)
        {
            map[i] = names.IndexOf(more[i]);
            if (map[i] >= 0) continue;
            map[i] = names.Count;
            names.Add(more[i]);
        }

        return map;
    }

    static long TextBytes(string? text) => text is null ? 0 : 24 + 2L * text.Length;
}
