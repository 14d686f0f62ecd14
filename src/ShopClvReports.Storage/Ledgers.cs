using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// The ledgers of all shops, each brought up to date when asked for, together within a memory budget: the one used longest ago
/// leaves first and is read anew when its shop is next asked for.
/// </summary>
/// <param name="budget">Bytes. One ledger larger than this is still served, alone.</param>
public sealed class Ledgers(IStore store, long budget)
{
    readonly Lock _lock = new();
    readonly LinkedList<Entry> _entries = [];

    sealed class Entry(int shop)
    {
        public int Shop { get; } = shop;
        public Ledger Ledger { get; set; } = Ledger.Empty;
        public long Bytes { get; set; }
    }

    /// <summary>Bytes held.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _entries.Sum(e => e.Bytes);
        }
    }

    /// <summary>The shop's history as of now.</summary>
    public Ledger Get(int shop)
    {
        var entry = Use(shop);
        lock (entry)
        {
            var ledger = entry.Ledger.With(store.ChangesSince(shop, entry.Ledger.Sequence));
            if (!ReferenceEquals(ledger, entry.Ledger)) Keep(entry, ledger);
            return ledger;
        }
    }

    /// <summary>Forgets what is held of a shop, names included; asked for again, it is read anew.</summary>
    public void Drop(int shop)
    {
        lock (_lock)
            if (_entries.FirstOrDefault(e => e.Shop == shop) is { } entry) _entries.Remove(entry);
    }

    Entry Use(int shop)
    {
        lock (_lock)
        {
            var entry = _entries.FirstOrDefault(e => e.Shop == shop) ?? new Entry(shop);
            _entries.Remove(entry);
            _entries.AddFirst(entry);
            return entry;
        }
    }

    void Keep(Entry entry, Ledger ledger)
    {
        lock (_lock)
        {
            entry.Ledger = ledger;
            entry.Bytes = ledger.Bytes;
            while (_entries.Count > 1 && _entries.Sum(e => e.Bytes) > budget) _entries.RemoveLast();
        }
    }
}
