using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>One person in one shop: every id, address and name they go by, and the orders they placed.</summary>
/// <param name="Orders">Theirs, and those that a request names besides.</param>
sealed record Person(int Shop, IReadOnlyList<long> Ids, IReadOnlyList<string> Emails, IReadOnlyList<string> Names, IReadOnlyList<string> Shown, IReadOnlyList<long> Orders)
{
    public PersonText Text => new(Shown, Emails, Names);

    /// <summary>Accounts that were merged and guests with the same address are one person, as they are in reports.</summary>
    /// <param name="key">Null when the shop has none, and so nobody is known by it.</param>
    public static Person Find(SqliteConnection connection, PersonKey? key, int shop, CustomerId? customer, string? email, IReadOnlyCollection<OrderId> named)
    {
        HashSet<long> ids = [];
        HashSet<string> emails = [];
        if (customer is { } id) ids.Add(id.Value);
        if (Email.Normalise(email) is { } address) emails.Add(address);
        for (var before = -1; before != ids.Count + emails.Count;)
        {
            before = ids.Count + emails.Count;
            foreach (var one in emails)
            {
                ids.Add(DerivedId.Of("email", one));
                if (key is not null) ids.Add(key.Guest(one).Value);
            }

            Stage(connection, "person_ids", ids);
            Stage(connection, "person_emails", emails);
            foreach (var row in connection.Query("""
                SELECT customer_id, merged_into, email FROM customers WHERE shop_id = ?1
                    AND (customer_id IN person_ids OR merged_into IN person_ids OR lower(email) IN person_emails)
                """, r => (Id: r.GetInt64(0), Into: r.GetInt64(1), Email: r.GetString(2)), shop))
            {
                ids.Add(row.Id);
                if (row.Into != 0) ids.Add(row.Into);
                if (Email.Normalise(row.Email) is { } theirs) emails.Add(theirs);
            }
        }

        Stage(connection, "person_ids", ids);
        Stage(connection, "person_orders", named.Select(o => o.Value));
        connection.Execute("INSERT OR IGNORE INTO person_orders SELECT order_id FROM orders WHERE shop_id = ?1 AND customer_id IN person_ids", shop);
        var known = connection.Query("SELECT name, label FROM customers WHERE shop_id = ?1 AND customer_id IN person_ids", r => (Name: r.GetString(0), Label: r.GetString(1)), shop);
        return new Person(
            shop, [.. ids], [.. emails], [.. known.Select(k => k.Name).Where(n => n.Length > 0).Distinct()],
            [.. ids.Select(one => new LedgerCustomer(one, CustomerKind.Unknown, null, null, null, 0, false).ShownId), .. known.Select(k => k.Label).Where(l => l.Length > 0)],
            connection.Query("SELECT value FROM person_orders", r => r.GetInt64(0)));
    }

    /// <summary>Empties what <see cref="Stage"/> filled: it tells who the person is.</summary>
    public static void Unstage(SqliteConnection connection)
    {
        foreach (var table in (string[])["person_ids", "person_emails", "person_orders", "person_requests"]) connection.Execute($"DROP TABLE IF EXISTS temp.{table}");
    }

    /// <summary>Puts values where a statement can look them up; such tables are the connection's own and in memory.</summary>
    public static void Stage<T>(SqliteConnection connection, string table, IEnumerable<T> values)
    {
        connection.Execute($"CREATE TEMP TABLE IF NOT EXISTS {table} (value PRIMARY KEY) WITHOUT ROWID");
        connection.Execute($"DELETE FROM {table}");
        foreach (var value in values) connection.Execute($"INSERT OR IGNORE INTO {table} VALUES (?1)", value);
    }
}
