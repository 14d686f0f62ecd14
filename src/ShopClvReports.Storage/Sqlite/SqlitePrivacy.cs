using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IPrivacyStore"/>
sealed class SqlitePrivacy(SqliteStore store, SecretBox secrets, TimeProvider clock) : IPrivacyStore
{
    const string Columns = """
        SELECT shop_id, obligation_id, kind, customer_id, email, orders, asked_by, received_at, due_at, state, done_at, proof FROM obligations
        """;

    public IReadOnlyList<Obligation> Obligations(int? shop, bool open) => store.Read(connection => connection.Query(
        $"{Columns} WHERE (?1 IS NULL OR shop_id = ?1) AND (NOT ?2 OR state <> 'Done') ORDER BY obligation_id", Obligation, shop, open));

    public Obligation? Find(long obligation) => store.Read(connection => Find(connection, obligation));

    public Task<Obligation> AskAsync(int shop, PrivacyAsked asked, string by) => store.WriteAsync(connection =>
    {
        Add(connection, shop, asked, by, RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes));
        return connection.Query($"{Columns} WHERE obligation_id = last_insert_rowid()", Obligation).Single();
    });

    /// <summary>Stores what Shopify asks, within the writer's transaction.</summary>
    /// <returns>False for a webhook that is known.</returns>
    public static bool Receive(SqliteConnection connection, SecretBox secrets, int shop, PrivacyAsked asked)
    {
        var said = string.Create(CultureInfo.InvariantCulture,
            $"{asked.Kind} {asked.Customer?.Value} {asked.Email} {asked.Request} {string.Join(',', asked.Orders.Select(o => o.Value).Order())}");
        return Add(connection, shop, asked, Storage.Obligation.Shopify, PersonKey.Of(connection, secrets, shop).Hash(Encoding.UTF8.GetBytes(said)));
    }

    static bool Add(SqliteConnection connection, int shop, PrivacyAsked asked, string by, byte[] fingerprint) => connection.Execute("""
        INSERT INTO obligations (shop_id, kind, customer_id, email, orders, asked_by, received_at, due_at, state, fingerprint)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'Open', ?9)
        ON CONFLICT (shop_id, fingerprint) DO UPDATE SET received_at = excluded.received_at, due_at = excluded.due_at, state = 'Open', done_at = NULL, proof = NULL
        WHERE kind = 'ShopRedact' AND state <> 'Open' AND excluded.received_at > received_at  -- the app was removed once more
        """, shop, asked.Kind, asked.Customer?.Value, asked.Email, JsonSerializer.Serialize(asked.Orders.Select(o => o.Value)), by, asked.At,
        asked.At + Storage.Obligation.Time, fingerprint) > 0;

    public PersonHoldings Holdings(int shop, CustomerId? customer, string? email, IReadOnlyCollection<OrderId> orders) => store.Read(connection =>
    {
        try
        {
            return PersonRecords.Of(connection, Person.Find(connection, PersonKey.Find(connection, secrets, shop), shop, customer, email, orders));
        }
        finally
        {
            Person.Unstage(connection);
        }
    });

    public Task ReadyAsync(Obligation obligation, IReadOnlyList<PrivacyExport> exports, PrivacyProof proof, Telling telling, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        if (connection.Execute("UPDATE obligations SET state = 'Ready', proof = ?2 WHERE obligation_id = ?1 AND state = 'Open'", obligation.Id, JsonSerializer.Serialize(proof)) == 0) return false;
        foreach (var export in exports)
            connection.Execute("INSERT INTO privacy_exports VALUES (?1, ?2, ?3, ?4, ?5, ?6)", obligation.Id, export.Name, obligation.Shop,
                secrets.Seal(export.Text, PersonKey.ExportPurpose(obligation.Id)), export.Sha256, export.MadeAt);
        SqliteOutbox.Tell(connection, telling, now);
        return true;
    });

    public IReadOnlyList<PrivacyExport> Exports(long obligation) => store.Read(connection => connection.Query(
        "SELECT name, box, sha256, made_at FROM privacy_exports WHERE obligation_id = ?1 ORDER BY name",
        r => new PrivacyExport(r.GetString(0), secrets.Open((byte[])r[1], PersonKey.ExportPurpose(obligation)), r.GetString(2), r.Instant(3)), obligation));

    public Task FetchedAsync(long obligation, DateTimeOffset now) => store.WriteAsync(connection => connection.Execute("""
        UPDATE obligations SET state = 'Done', done_at = ?2, customer_id = NULL, email = NULL, orders = '[]' WHERE obligation_id = ?1 AND state = 'Ready'
        """, obligation, now));

    public Task EraseAsync(Obligation obligation, Telling? telling, DateTimeOffset now) => store.StepAsync(step =>
    {
        var connection = step.Connection;
        if (!IsOpen(connection, obligation)) return false;
        var proof = Erasure.Apply(connection, secrets, obligation, step.Stamp(), now);
        step.Forget();
        connection.Execute("UPDATE obligations SET state = 'Erased', proof = ?2 WHERE obligation_id = ?1", obligation.Id, JsonSerializer.Serialize(proof));
        if (telling is not null) SqliteOutbox.Tell(connection, telling, now);
        return true;
    });

    /// <summary>Another process may have done it.</summary>
    static bool IsOpen(SqliteConnection connection, Obligation obligation) =>
        connection.Value("SELECT 1 FROM obligations WHERE obligation_id = ?1 AND state = 'Open'", obligation.Id) is not null;

    public Task EraseShopAsync(Obligation obligation, DateTimeOffset now) => store.StepAsync(step =>
    {
        var connection = step.Connection;
        Keep(connection, obligation.Shop, now);
        if (!IsOpen(connection, obligation)) return false;
        Remove(connection, obligation.Shop, now);
        step.Forget();
        return true;
    });

    public Task HoldShopAsync(Obligation obligation, Telling telling, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        Keep(connection, obligation.Shop, now);
        if (connection.Execute("UPDATE obligations SET state = 'Held' WHERE obligation_id = ?1 AND state = 'Open'", obligation.Id) == 0) return false;
        SqliteOutbox.Tell(connection, telling, now);
        return true;
    });

    /// <summary>A shop that was connected since Shopify asked to erase it stays, within the writer's transaction.</summary>
    public static void Keep(SqliteConnection connection, int shop, DateTimeOffset now) => connection.Execute("""
        UPDATE obligations SET state = 'Done', done_at = ?2, proof = ?3 WHERE shop_id = ?1 AND kind = 'ShopRedact' AND state <> 'Done'
            AND received_at < (SELECT connected_at FROM connections WHERE shop_id = ?1 AND token IS NOT NULL)
        """, shop, now, JsonSerializer.Serialize(new PrivacyProof(new Dictionary<string, int>(), new Dictionary<string, string>(), ["The shop was connected again since, and stays."])));

    /// <summary>Deletes everything of a shop, within the writer's transaction. Where Shopify asked for that, a proof stays.</summary>
    public static void Remove(SqliteConnection connection, int shop, DateTimeOffset now)
    {
        if (connection.Value("SELECT min(received_at) FROM obligations WHERE shop_id = ?1 AND kind = 'ShopRedact' AND state <> 'Done'", shop) is long received)
            connection.Execute("INSERT INTO erased_shops SELECT domain, ?2, ?3, ?4 FROM shops WHERE shop_id = ?1", shop, received, now, JsonSerializer.Serialize(Proof(connection, shop)));
        foreach (var table in Schema.ShopTables) connection.Execute($"DELETE FROM {table} WHERE shop_id = ?1", shop);
        connection.Execute("UPDATE remains SET value = value + 1");
    }

    static PrivacyProof Proof(SqliteConnection connection, int shop)
    {
        var rows = Schema.ShopTables.Select(table => (Table: table, Rows: Convert.ToInt32(
                connection.Value($"SELECT count(*) FROM {table} WHERE shop_id = ?1", shop), CultureInfo.InvariantCulture)))
            .Where(t => t.Rows > 0).ToDictionary(t => t.Table, t => t.Rows);
        return new PrivacyProof(rows, new Dictionary<string, string>(),
        [
            "Backups made before hold the shop still: delete them.",
            "A shop that the settings name is there again at the next start, empty, and fetched anew if they hold a token of it that works: take it out of Shops.",
        ]);
    }

    public IReadOnlyList<ErasedShop> ErasedShops() => store.Read(connection => connection.Query(
        "SELECT domain, received_at, erased_at, proof FROM erased_shops ORDER BY erased_at",
        r => new ErasedShop(r.GetString(0), r.Instant(1), r.Instant(2), JsonSerializer.Deserialize<PrivacyProof>(r.GetString(3))!)));

    public bool HoldsRemains() => store.Read(connection => connection.Value("SELECT value FROM remains") is > 0L);

    public async Task<bool> CompactAsync(DateTimeOffset now)
    {
        // What is erased while the file is written, by another process, is for the next time.
        var (seen, erased) = store.Read(connection => (connection.Value("SELECT value FROM remains"), connection.Query("SELECT obligation_id FROM obligations WHERE state = 'Erased'", r => r.GetInt64(0))));
        if (!await store.RewriteAsync()) return false;
        return await store.WriteAsync(connection =>
        {
            connection.Execute("UPDATE remains SET value = 0 WHERE value = ?1", seen);
            foreach (var obligation in erased) connection.Execute("UPDATE obligations SET state = 'Done', done_at = ?2 WHERE obligation_id = ?1 AND state = 'Erased'", obligation, now);
            return true;
        });
    }

    public async Task<int> StripAsync()
    {
        var stripped = 0;
        foreach (var shop in store.Shops())
            stripped += await store.StepAsync(step => Forgetting.All(step.Connection, secrets, shop.Shop.Id, step.Stamp(), clock.GetUtcNow()));
        return stripped;
    }

    public async Task<int> ForgetAsync(Retention retention, DateTimeOffset now)
    {
        await store.WriteAsync(connection => connection.Execute("DELETE FROM access_log WHERE at < ?1", retention.AccessBefore)
            + connection.Execute("DELETE FROM privacy_exports WHERE made_at < ?1", retention.ExportsBefore)
            + (retention.QuarantineBefore is { } before ? connection.Execute("DELETE FROM quarantine WHERE at < ?1", before) : 0));
        if (retention.LastOrderBefore is not { } since) return 0;
        var forgotten = 0;
        foreach (var shop in store.Shops()) forgotten += await store.StepAsync(step => Forgetting.Stale(step.Connection, secrets, shop.Shop.Id, since, step.Stamp(), now));
        return forgotten;
    }

    public Task LogAsync(Access access) => store.WriteAsync(connection => Log(connection, access));

    /// <summary>Within the writer's transaction.</summary>
    public static int Log(SqliteConnection connection, Access access) => connection.Execute(
        "INSERT INTO access_log (shop_id, at, who, what, place, customers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        access.Shop, access.At, access.Who, access.What, access.Place, access.Customers);

    public IReadOnlyList<Access> Log(int shop, int limit) => store.Read(connection => connection.Query(
        "SELECT shop_id, at, who, what, place, customers FROM access_log WHERE shop_id = ?1 ORDER BY log_id DESC LIMIT ?2",
        r => new Access(r.GetInt32(0), r.Instant(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetInt32(5)), shop, limit));

    static Obligation? Find(SqliteConnection connection, long obligation) =>
        connection.Query($"{Columns} WHERE obligation_id = ?1", Obligation, obligation).SingleOrDefault();

    static Obligation Obligation(SqliteDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.Enum<PrivacyKind>(2), row.IsDBNull(3) ? null : new CustomerId(row.GetInt64(3)), row.MaybeText(4),
        [.. JsonSerializer.Deserialize<long[]>(row.GetString(5))!.Select(id => new OrderId(id))], row.GetString(6), row.Instant(7), row.Instant(8),
        row.Enum<ObligationState>(9), row.MaybeInstant(10), row.MaybeText(11) is { } proof ? JsonSerializer.Deserialize<PrivacyProof>(proof) : null);
}
