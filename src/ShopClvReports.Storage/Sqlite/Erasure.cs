using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>Makes a person forgotten, within one transaction of the writer.</summary>
static class Erasure
{
    const string NothingKept = "Nothing was kept of the person. What comes of them from now on is kept out.";

    /// <summary>The owner's part; nothing here can reach these.</summary>
    static readonly string[] s_notes =
    [
        "Backups made before hold the person still: delete them, or once one was restored start the server again with this request repeated: shopclv privacy redact CUSTOMER --yes",
        "What was sent (mails, Slack messages, sheets, files in other folders) lies with those who got it: delete it there.",
    ];

    /// <returns>What was done.</returns>
    public static PrivacyProof Apply(SqliteConnection connection, SecretBox secrets, Obligation obligation, long sequence, DateTimeOffset now)
    {
        var shop = obligation.Shop;
        var key = PersonKey.Of(connection, secrets, shop);
        var person = Person.Find(connection, key, shop, obligation.Customer, obligation.Email, obligation.Orders);
        var text = person.Text;
        var fresh = RandomNumberGenerator.GetInt32(int.MaxValue) + ((long)RandomNumberGenerator.GetInt32(int.MaxValue) << 32) | long.MinValue;

        var sent = ErasedRuns.Find(connection, shop, text);
        var orders = Orders(connection, shop, fresh);
        var customers = connection.Execute("DELETE FROM customers WHERE shop_id = ?1 AND customer_id IN person_ids", shop);
        var rows = Rekeying.Apply(connection, shop, person.Ids.Select(id => (id, fresh)), sequence, now);
        Rekeying.Add(rows, "orders", orders);
        Rekeying.Add(rows, "customers", customers);
        Rekeying.Add(rows, "order_lines", Lines(connection, person));
        foreach (var (table, column) in PersonalColumns.Holding(Personal.OrderOfRow))
            Rekeying.Add(rows, table, connection.Execute($"DELETE FROM {table} WHERE shop_id = ?1 AND {column} IN person_orders", shop));
        Rekeying.Add(rows, "artifacts", ErasedRuns.Apply(connection, shop, sent, now));
        foreach (var (table, count) in Texts(connection, shop, text)) Rekeying.Add(rows, table, count);
        Rekeying.Add(rows, "privacy_exports", Requests(connection, person, obligation.Id, now));

        Forget(connection, key, shop, person.Ids, now);
        var proof = new PrivacyProof(
            rows, new Dictionary<string, string>(), rows.Count == 0 ? [NothingKept, .. Readers(connection, person)] : [.. s_notes, .. ErasedRuns.Notes(sent), .. Readers(connection, person)]);
        Person.Unstage(connection);
        if (rows.Count == 0) return proof;
        connection.Execute("INSERT INTO nameless VALUES (?1, ?2)", shop, fresh);
        connection.Execute("INSERT INTO customers VALUES (?1, ?2, ?3, ?4, '', '', 0, 0, 1, ?5)",
            shop, fresh, (long)CustomerKind.Unknown, $"erased-{fresh & uint.MaxValue:x8}", sequence);
        return proof;
    }

    /// <summary>From now on nothing of before brings them back. The hash is keyed: the ids themselves are gone.</summary>
    public static void Forget(SqliteConnection connection, PersonKey key, int shop, IEnumerable<long> ids, DateTimeOffset now)
    {
        foreach (var id in ids)
            connection.Execute("INSERT INTO forgotten VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET forgotten_at = excluded.forgotten_at", shop, key.Hash(id), now);
    }

    /// <summary>The number stands on confirmations and parcels outside Shopify, so it is a way back; Shopify's own id is one into Shopify alone.</summary>
    static int Orders(SqliteConnection connection, int shop, long fresh) => connection.Execute(
        "UPDATE orders SET number = '', customer_id = ?2 WHERE shop_id = ?1 AND order_id IN person_orders AND (number <> '' OR customer_id <> ?2)", shop, fresh);

    /// <summary>Of what is no product of the shop the title may say for whom it was made.</summary>
    static int Lines(SqliteConnection connection, Person person)
    {
        var changed = 0;
        foreach (var order in person.Orders)
        {
            if (connection.Value("SELECT lines FROM order_lines WHERE shop_id = ?1 AND order_id = ?2", person.Shop, order) is not string stored) continue;
            var lines = LineItems.Read(Encoding.UTF8.GetBytes(stored));
            if (!lines.Any(line => line.Product is null && line.Title.Length > 0)) continue;
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes)) LineItems.Write(json, [.. lines.Select(line => line.Product is null ? line with { Title = "" } : line)]);
            changed += connection.Execute("UPDATE order_lines SET lines = ?3 WHERE shop_id = ?1 AND order_id = ?2", person.Shop, order, Encoding.UTF8.GetString(bytes.ToArray()));
        }

        return changed;
    }

    static List<(string Table, int Changed)> Texts(SqliteConnection connection, int shop, PersonText text)
    {
        connection.CreateFunction("mentions", (object? value) => value switch
        {
            string one => text.IsIn(one),
            byte[] one => text.IsIn(one),
            _ => false,
        });
        connection.CreateFunction("without", (string value) => text.Without(value));
        List<(string, int)> changed = [];
        foreach (var (table, column) in PersonalColumns.Holding(Personal.Text))
            changed.Add((table, connection.Execute($"UPDATE {table} SET {column} = without({column}) WHERE shop_id = ?1 AND {column} IS NOT NULL AND mentions({column})", shop)));
        foreach (var (table, column) in PersonalColumns.Holding(Personal.TextOfRow))
            changed.Add((table, connection.Execute($"DELETE FROM {table} WHERE shop_id = ?1 AND mentions({column})", shop)));
        // They hold the person.
        connection.CreateFunction("mentions", (Func<object?, bool>?)null);
        connection.CreateFunction("without", (Func<string, string>?)null);
        return changed;
    }

    /// <summary>What the person asked for before, and this very request, name the person too.</summary>
    static int Requests(SqliteConnection connection, Person person, long erasing, DateTimeOffset now)
    {
        Person.Stage(connection, "person_emails", person.Emails);
        var asked = connection.Query("""
            SELECT obligation_id FROM obligations WHERE shop_id = ?1 AND (obligation_id = ?2 OR customer_id IN person_ids OR lower(email) IN person_emails)
            """, r => r.GetInt64(0), person.Shop, erasing);
        Person.Stage(connection, "person_requests", asked);
        var moot = JsonSerializer.Serialize(new PrivacyProof(new Dictionary<string, int>(), new Dictionary<string, string>(), ["The customer was erased before it was done."]));
        connection.Execute("""
            UPDATE obligations SET state = 'Done', done_at = ?2, proof = coalesce(proof, ?3)
            WHERE obligation_id IN person_requests AND obligation_id <> ?1 AND state IN ('Open', 'Ready') AND kind = 'DataRequest'
            """, erasing, now, moot);
        connection.Execute("UPDATE obligations SET customer_id = NULL, email = NULL, orders = '[]' WHERE obligation_id IN person_requests AND (obligation_id = ?1 OR state = 'Done')", erasing);
        return connection.Execute("DELETE FROM privacy_exports WHERE obligation_id IN person_requests");
    }

    /// <summary>A reader of reports may be a customer as well; taking the address out of a schedule is the owner's to do.</summary>
    static IEnumerable<string> Readers(SqliteConnection connection, Person person) => person.Emails.Any(email =>
            connection.Value("SELECT 1 FROM schedules, json_tree(definition) part WHERE shop_id = ?1 AND part.type = 'text' AND instr(lower(part.atom), ?2)", person.Shop, email) is not null)
        ? ["The address is also that of a reader of reports, and stays in the schedules that name it: shopclv schedules list"]
        : [];
}
