namespace ShopClvReports.Analytics;

/// <summary>
/// One shop's whole history in columns: an immutable snapshot, 32 bytes an order. Orders lie customer by customer, each
/// customer's by date, so that every measure is one pass over neighbours. <see cref="With"/> gives the next snapshot.
/// </summary>
public sealed class Ledger
{
    /// <summary>A shop of which nothing is known.</summary>
    public static Ledger Empty { get; } = LedgerBuilder.Build(new LedgerChanges(0, [], [], [], []));

    readonly LedgerColumns _columns;

    internal Ledger(long sequence, LedgerColumns columns)
    {
        Sequence = sequence;
        _columns = columns;
    }

    /// <summary>The store's change sequence that this snapshot has seen.</summary>
    public long Sequence { get; }

    /// <summary>Currencies that occur, by code.</summary>
    public IReadOnlyList<Currency> Currencies => _columns.Currencies;

    /// <summary>Where a currency stands in <see cref="Currencies"/>; null when it does not occur.</summary>
    public byte? IndexOf(Currency currency)
    {
        for (byte i = 0; i < Currencies.Count; i++)
            if (Currencies[i] == currency) return i;
        return null;
    }

    /// <summary>Channels that occur, by name.</summary>
    public IReadOnlyList<string> Channels => _columns.Channels;

    /// <summary>Orders that count; test and deleted ones are not here.</summary>
    public int OrderCount => _columns.OrderIds.Length;

    /// <summary>Persons: merged accounts and guests with an account's e-mail are one.</summary>
    public int CustomerCount => _columns.SourceOfCustomer.Length;

    /// <summary>Processed instants, seconds since 1970.</summary>
    public ReadOnlySpan<uint> ProcessedAt => _columns.ProcessedAt;

    /// <summary>Index into <see cref="Currencies"/> for each order.</summary>
    public ReadOnlySpan<byte> CurrencyIndex => _columns.Currency;

    /// <summary>Index into <see cref="Channels"/> for each order.</summary>
    public ReadOnlySpan<ushort> ChannelIndex => _columns.Channel;

    /// <summary>Whether each order was cancelled.</summary>
    public ReadOnlySpan<bool> Cancelled => _columns.Cancelled;

    /// <summary>About how much memory the snapshot holds.</summary>
    public long Bytes => _columns.Bytes;

    /// <summary>The orders of a customer, by date: indexes into the order columns, end exclusive.</summary>
    public (int Start, int End) OrdersOf(int customer) => (_columns.FirstOrder[customer], _columns.FirstOrder[customer + 1]);

    /// <summary>Orders that belong to nobody, by date.</summary>
    public (int Start, int End) OrdersWithoutCustomer => (_columns.FirstOrder[CustomerCount], OrderCount);

    /// <summary>Who a customer is.</summary>
    public ref readonly LedgerCustomer Customer(int customer) => ref _columns.Sources[_columns.SourceOfCustomer[customer]];

    /// <summary>The place of a customer among the customers; null for one that is not there, or was merged into another.</summary>
    public int? Find(CustomerId id)
    {
        var (low, high) = (0, CustomerCount - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = Customer(middle).Id;
            if (found == id.Value) return middle;
            if (found < id.Value) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    /// <summary>The id of an order.</summary>
    public OrderId OrderId(int order) => new(_columns.OrderIds[order]);

    /// <summary>The value of every order under a policy, in minor units of its currency.</summary>
    public ValueColumn Values(ValuePolicy policy) => policy switch
    {
        ValuePolicy.Paid => _columns.Paid,
        ValuePolicy.Current => _columns.Current,
        ValuePolicy.Ordered => _columns.Ordered,
    };

    internal ReadOnlySpan<EarlierOrder> Earlier => _columns.Earlier;

    /// <summary>Whether this is how things were known at an earlier moment; see <see cref="At"/>.</summary>
    public bool IsEarlier { get; private init; }

    /// <summary>
    /// What was known before an instant of the orders: refunds and cancellations from then on are undone, as far as they have a date.
    /// Orders placed later are still there; a window leaves them out.
    /// </summary>
    public Ledger At(DateTimeOffset instant) =>
        _columns.At(ReportWindow.Seconds(instant)) is { } then ? new Ledger(Sequence, then) { IsEarlier = true } : this;

    /// <summary>The next snapshot. Equal, to the byte, to one built from the whole history at once.</summary>
    /// <remarks>Costs one pass over the history, however small the change; no change costs nothing.</remarks>
    public Ledger With(LedgerChanges changes)
    {
        if (changes.IsWhole) return LedgerBuilder.Build(changes);
        if (changes.Orders.Count == 0 && changes.Customers.Count == 0) return changes.Sequence == Sequence ? this : new Ledger(changes.Sequence, _columns);
        return LedgerBuilder.Build(_columns.IsEmpty ? changes : _columns.Overlay(changes));
    }
}
