using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>A shop's customers, as they were at a change sequence.</summary>
sealed record CustomersAt(long Sequence, List<LedgerCustomer> Customers);

/// <summary>Reads what a ledger needs, in one consistent read.</summary>
static class LedgerReader
{
    const string OrderColumns = """
        SELECT order_id, customer_id, processed_at, ordered, current, received, refunded, gift_cards_ordered, gift_cards_current,
            currency, channel, cancelled_at, test OR deleted
        FROM orders
        """;

    /// <summary>A ledger's 0 means no order; a date that it cannot hold is its first or last second.</summary>
    const long FirstSecond = 1;

    const string CustomerColumns = "SELECT customer_id, kind, label, name, email, merged_into, deleted FROM customers";

    // From nothing, the tables lie in the order of their keys and what has left need not be read.
    const string WholeCustomers = "WHERE shop_id = ?1 AND ?2 = 0";
    const string WholeOrders = WholeCustomers + " AND NOT test AND NOT deleted";
    const string Changed = "WHERE shop_id = ?1 AND sequence > ?2";
    const string ChangedRefunds = $"WHERE shop_id = ?1 AND order_id IN (SELECT order_id FROM orders {Changed})";

    /// <param name="beside">All customers, read on another core meanwhile; taken when nothing has changed in between.</param>
    public static LedgerChanges Read(SqliteConnection connection, int shop, long since, Task<CustomersAt>? beside = null)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var now = Sequence(connection);
        if (now == since) return new LedgerChanges(now, [], [], [], []);
        var whole = since > 0 && connection.Value("SELECT sequence FROM identity_changes WHERE shop_id = ?1", shop) is long changed && changed > since;
        if (whole) since = 0;

        var currencies = new Names(byte.MaxValue);
        var channels = new Names(ushort.MaxValue);
        var earlier = new List<EarlierOrder>();
        var refunds = Refunds(connection, since == 0 ? "WHERE shop_id = ?1 AND ?2 = 0" : ChangedRefunds, shop, since);
        var orders = Orders(connection, since == 0 ? WholeOrders : Changed, shop, since, currencies, channels, refunds, earlier);
        var customers = beside?.GetAwaiter().GetResult() is { } read && read.Sequence == now
            ? read.Customers
            : Customers(connection, since == 0 ? WholeCustomers : Changed, shop, since);
        return new LedgerChanges(now, currencies.All, channels.All, orders, customers) { IsWhole = whole, Earlier = earlier };
    }

    public static CustomersAt AllCustomers(SqliteConnection connection, int shop)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        return new CustomersAt(Sequence(connection), Customers(connection, WholeCustomers, shop, 0));
    }

    static long Sequence(SqliteConnection connection)
    {
        using var sequence = new Statement(connection, "SELECT value FROM sequence");
        sequence.Step();
        return sequence.Int64(0);
    }

    static Dictionary<long, List<(uint At, long Amount)>> Refunds(SqliteConnection connection, string filter, int shop, long since)
    {
        using var rows = new Statement(connection, $"SELECT order_id, processed_at / 1000, amount FROM refunds {filter}");
        rows.Bind(shop).Bind(since);
        var refunds = new Dictionary<long, List<(uint, long)>>();
        while (rows.Step())
        {
            if (!refunds.TryGetValue(rows.Int64(0), out var ofOrder)) refunds.Add(rows.Int64(0), ofOrder = []);
            ofOrder.Add((Second(rows.Int64(1)), rows.Int64(2)));
        }

        return refunds;
    }

    static uint Second(long second) => (uint)Math.Clamp(second, FirstSecond, uint.MaxValue);

    static List<LedgerOrder> Orders(
        SqliteConnection connection, string filter, int shop, long since, Names currencies, Names channels,
        Dictionary<long, List<(uint At, long Amount)>> refunds, List<EarlierOrder> earlier)
    {
        using var rows = new Statement(connection, $"{OrderColumns} {filter}");
        rows.Bind(shop).Bind(since);
        var orders = new List<LedgerOrder>(since == 0 ? Count(connection, "orders", shop) : 0);
        while (rows.Step())
        {
            var amounts = new OrderAmounts(
                rows.Int64(3), rows.Int64(4), rows.Int64(5), rows.Int64(6), GiftCardsOrdered: rows.Int64(7), GiftCardsCurrent: rows.Int64(8));
            var cancelled = rows.Bool(11);
            var order = new LedgerOrder(
                rows.Int64(0), rows.Int64(1), Second(rows.Int64(2)),
                amounts.Value(ValuePolicy.Paid, cancelled), amounts.Value(ValuePolicy.Current, cancelled), amounts.Value(ValuePolicy.Ordered, cancelled),
                (byte)currencies.Index(rows.Utf8(9)), (ushort)channels.Index(rows.Utf8(10)), cancelled, Removed: rows.Bool(12));
            orders.Add(order);
            List<(uint At, long Amount)>? given = null;
            if (!order.Removed && (amounts.Refunded > 0 && refunds.TryGetValue(order.Id, out given) || cancelled))
                earlier.AddRange(EarlierOrders.Of(order.Id, amounts, cancelled ? Second(rows.Int64(11) / 1000) : null, given ?? []));
        }

        return orders;
    }

    static List<LedgerCustomer> Customers(SqliteConnection connection, string filter, int shop, long since)
    {
        using var rows = new Statement(connection, $"{CustomerColumns} {filter}");
        rows.Bind(shop).Bind(since);
        var customers = new List<LedgerCustomer>(since == 0 ? Count(connection, "customers", shop) : 0);
        while (rows.Step())
            customers.Add(new LedgerCustomer(
                rows.Int64(0), (CustomerKind)rows.Int64(1), rows.Text(2), rows.Text(3), rows.Text(4), rows.Int64(5), rows.Bool(6)));
        return customers;
    }

    /// <summary>So that the list need not grow, and be copied, a dozen times.</summary>
    static int Count(SqliteConnection connection, string table, int shop)
    {
        using var count = new Statement(connection, $"SELECT count(*) FROM {table} WHERE shop_id = ?1");
        count.Bind(shop).Step();
        return (int)count.Int64(0);
    }

    /// <summary>Numbers the few distinct texts of a column without making a string for every row.</summary>
    sealed class Names(int most)
    {
        readonly List<byte[]> _utf8 = [];

        public List<string> All => [.. _utf8.Select(System.Text.Encoding.UTF8.GetString)];

        public int Index(ReadOnlySpan<byte> name)
        {
            for (var i = 0; i < _utf8.Count; i++)
                if (name.SequenceEqual(_utf8[i])) return i;
            if (_utf8.Count > most) throw new StoreException($"the shop's orders name more than {most} currencies or channels, which no real shop has");
            _utf8.Add(name.ToArray());
            return _utf8.Count - 1;
        }
    }
}
