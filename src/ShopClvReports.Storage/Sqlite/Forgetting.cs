using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Takes names and addresses off many customers, within one transaction of the writer. Guests are known by a keyed hash of their
/// address afterwards, and still joined with the account that had it.
/// </summary>
static class Forgetting
{
    sealed record Row(long Id, CustomerKind Kind, bool IsNamed, string Email, long MergedInto, long UpdatedAt);

    /// <summary>Every customer of a shop.</summary>
    /// <returns>How many had a name or an address.</returns>
    public static int All(SqliteConnection connection, SecretBox secrets, int shop, long sequence, DateTimeOffset now)
    {
        const string named = "shop_id = ?1 AND (name <> '' OR email <> '' OR instr(label, '@'))";
        return connection.Value($"SELECT 1 FROM customers WHERE {named} LIMIT 1", shop) is null
            ? 0
            : Strip(connection, secrets, shop, Rows(connection, shop).Where(row => row.IsNamed), sequence, now);
    }

    /// <summary>Those whose last order, or without one whose last change, was before a moment.</summary>
    /// <returns>How many.</returns>
    public static int Stale(SqliteConnection connection, SecretBox secrets, int shop, DateTimeOffset since, long sequence, DateTimeOffset now)
    {
        var rows = Rows(connection, shop);
        var into = rows.Where(row => row.MergedInto != 0).ToDictionary(row => row.Id, row => row.MergedInto);
        var bought = new Dictionary<long, long>();
        foreach (var (id, at) in connection.Query(
            "SELECT customer_id, max(processed_at) FROM orders WHERE shop_id = ?1 AND NOT deleted GROUP BY customer_id", r => (r.GetInt64(0), r.GetInt64(1)), shop))
            bought[Root(into, id)] = Math.Max(bought.GetValueOrDefault(Root(into, id)), at);
        var byEmail = rows.Where(row => row.Email.Length > 0).GroupBy(row => row.Email).ToDictionary(g => g.Key, g => g.Max(row => bought.GetValueOrDefault(Root(into, row.Id))));
        bool IsStale(Row row) => Math.Max(bought.GetValueOrDefault(Root(into, row.Id)), byEmail.GetValueOrDefault(row.Email)) is > 0 and var last
            ? last < since.ToUnixTimeSeconds()
            : row.UpdatedAt < since.ToUnixTimeMilliseconds();
        return Strip(connection, secrets, shop, rows.Where(row => row.IsNamed && IsStale(row)), sequence, now);
    }

    static int Strip(SqliteConnection connection, SecretBox secrets, int shop, IEnumerable<Row> whom, long sequence, DateTimeOffset now)
    {
        List<Row> rows = [.. whom];
        if (rows.Count == 0) return 0;
        var key = PersonKey.Of(connection, secrets, shop);
        List<(long Old, long New)> guests = [.. rows.Where(row => row is { Kind: CustomerKind.Guest, Email.Length: > 0 }).Select(row => (row.Id, key.Guest(row.Email).Value))];
        foreach (var (old, fresh) in guests)
        {
            connection.Execute("""
                INSERT OR IGNORE INTO customers
                SELECT shop_id, ?3, kind, '', '', '', updated_at, merged_into, deleted, ?4 FROM customers WHERE shop_id = ?1 AND customer_id = ?2
                """, shop, old, fresh, sequence);
            connection.Execute("DELETE FROM customers WHERE shop_id = ?1 AND customer_id = ?2", shop, old);
        }

        Rekeying.Apply(connection, shop, guests, sequence, now);
        // The account that the ledger joins a guest with: one that was not merged away, and of several the first.
        foreach (var account in rows.Where(row => row is { Kind: CustomerKind.Account, Email.Length: > 0 }).GroupBy(row => row.Email)
            .Select(same => same.OrderBy(row => row.MergedInto != 0).ThenBy(row => row.Id).First()))
            connection.Execute("""
                INSERT INTO customers VALUES (?1, ?2, ?3, '', '', '', -9223372036854775808, ?4, 0, ?5)
                ON CONFLICT DO UPDATE SET merged_into = excluded.merged_into, sequence = excluded.sequence WHERE merged_into = 0
                """, shop, key.Guest(account.Email).Value, (long)CustomerKind.Guest, account.Id, sequence);
        foreach (var row in rows)
            connection.Execute("""
                UPDATE customers SET name = '', email = '', label = iif(instr(label, '@'), '', label), sequence = ?3 WHERE shop_id = ?1 AND customer_id = ?2
                """, shop, row.Id, sequence);
        return rows.Count;
    }

    static List<Row> Rows(SqliteConnection connection, int shop) => connection.Query(
        "SELECT customer_id, kind, name <> '' OR email <> '' OR instr(label, '@'), lower(email), merged_into, updated_at FROM customers WHERE shop_id = ?1",
        r => new Row(r.GetInt64(0), (CustomerKind)r.GetInt32(1), r.GetBoolean(2), r.GetString(3), r.GetInt64(4), r.GetInt64(5)), shop);

    /// <summary>Merges in a ring, which no honest shop sends, end somewhere in it.</summary>
    static long Root(Dictionary<long, long> into, long id)
    {
        var seen = new HashSet<long>();
        while (seen.Add(id) && into.TryGetValue(id, out var next)) id = next;
        return id;
    }
}
