using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// The embedded engine. Write-ahead log with synchronous=FULL: what was acknowledged survives a power cut. One writer commits in
/// groups; readers come from the driver's pool and never wait for it. Several processes may open the file: SQLite's own locks
/// keep them apart.
/// </summary>
public sealed class SqliteStore : IStore
{
    const string FileName = "shopclv.db";

    readonly string _path;
    readonly string _readString;
    readonly SecretBox _secrets;
    readonly TimeProvider _clock;
    readonly int _busyMilliseconds;
    readonly WriteTransaction _transaction;
    readonly GroupCommit _writer;

    static SqliteStore() => NativeSqlite.Configure();

    SqliteStore(string path, SqliteConnection connection, SecretBox secrets, SqliteOptions options, TimeProvider clock)
    {
        (_path, _secrets, _clock, _busyMilliseconds) = (path, secrets, clock, options.BusySeconds * 1000);
        _readString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = options.BusySeconds }.ToString();
        _transaction = new WriteTransaction(connection, path, secrets, options.NoPersonalData);
        _writer = new GroupCommit(_transaction, options.QueueCapacity);
        Schedules = new SqliteSchedules(this, secrets);
        Outbox = new SqliteOutbox(this);
        Alerts = new SqliteAlerts(this);
        Spend = new SqliteSpend(this);
        Connections = new SqliteConnections(this, secrets);
        Backfills = new SqliteBackfills(this);
        Reconciliations = new SqliteReconciliations(this);
        Privacy = new SqlitePrivacy(this, secrets, clock);
    }

    /// <summary>What shops want to receive.</summary>
    public IScheduleStore Schedules { get; }

    /// <summary>What is on its way.</summary>
    public IOutbox Outbox { get; }

    /// <summary>Who is unusually quiet.</summary>
    public IAlertStore Alerts { get; }

    /// <summary>What winning customers cost.</summary>
    public ISpendStore Spend { get; }

    /// <summary>How shops are reached at Shopify.</summary>
    public IConnectionStore Connections { get; }

    /// <summary>How far their history has come.</summary>
    public IBackfillStore Backfills { get; }

    /// <summary>How what we know compares with what Shopify says.</summary>
    public IReconcileStore Reconciliations { get; }

    /// <summary>What is owed to customers as persons.</summary>
    public IPrivacyStore Privacy { get; }

    /// <summary>Opens the store of a data directory, making both when they are not there.</summary>
    /// <exception cref="StoreException">It cannot be; the message says why and what to do. Nothing was changed.</exception>
    public static SqliteStore Open(string directory, SecretBox secrets, SqliteOptions options, TimeProvider clock)
    {
        var path = Path.Combine(directory, FileName);
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(directory);
            var isNew = !File.Exists(path);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = options.BusySeconds,
            }.ToString());
            connection.Open();
            if (isNew && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Schema.BringForward(connection, path);
            connection.Execute($"PRAGMA busy_timeout = {options.BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
            return new SqliteStore(path, connection, secrets, options, clock);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or StoreException)
        {
            connection?.Dispose();
            throw e switch
            {
                StoreException => e,
                SqliteException => SqliteFault.Explain(e, path),
                _ => new StoreException($"the data directory {directory} cannot be used: {e.Message}", e),
            };
        }
    }

    /// <summary>Steps waiting for the disk.</summary>
    public int Waiting => _writer.Waiting;

    public Task<WebhookOutcome> ReceiveAsync(WebhookDelivery delivery) => _writer.Enqueue(t => t.Receive(delivery));

    public Task<ImportOutcome> ImportAsync(int shop, IReadOnlyList<ShopFact> facts, IReadOnlyList<Rejected> rejected) => _writer.Enqueue(t =>
    {
        var stored = t.Apply(shop, facts);
        foreach (var one in rejected) t.Quarantine(shop, one, _clock.GetUtcNow());
        return new ImportOutcome(stored, facts.Count - stored);
    });

    public IReadOnlyList<Quarantined> Quarantine(int? shop, long before, int limit) => Read(connection => connection.Query("""
        SELECT quarantine_id, shop_id, at, source, format, reason, body FROM quarantine
        WHERE quarantine_id < ?2 AND (?1 IS NULL OR shop_id = ?1) ORDER BY quarantine_id DESC LIMIT ?3
        """, r => new Quarantined(
            r.GetInt64(0), r.GetInt32(1), r.Instant(2), new Rejected(r.GetString(3), r.GetString(4), r.GetString(5), (byte[])r[6])), shop, before, limit));

    public Task ReleaseAsync(long quarantineId, IReadOnlyList<ShopFact> facts) => _writer.Enqueue(t =>
    {
        t.Release(quarantineId, facts);
        return true;
    });

    public IReadOnlyList<StoredShop> Shops() => Read(connection => connection.Query(
        "SELECT shop_id, domain, time_zone, currency, secrets, last_webhook_at FROM shops ORDER BY domain",
        r => new StoredShop(Shop(r), r.IsDBNull(4) ? new ShopSecrets() : Open(r.GetString(1), (byte[])r[4]), r.MaybeInstant(5))));

    public Task<Shop> SaveShopAsync(string domain, TimeZoneInfo? timeZone, Currency? currency, ShopSecrets? secrets) => WriteAsync(connection => connection.Query("""
        INSERT INTO shops (domain, time_zone, currency, secrets) VALUES (?1, coalesce(?2, 'UTC'), coalesce(?3, 'EUR'), ?4)
        ON CONFLICT DO UPDATE SET time_zone = coalesce(?2, time_zone), currency = coalesce(?3, currency), secrets = coalesce(?4, secrets)
        RETURNING shop_id, domain, time_zone, currency
        """, Shop, domain, timeZone?.Id, currency?.Code, secrets is null ? null : _secrets.Seal(JsonSerializer.Serialize(secrets), Purpose(domain))).Single());

    public Task RemoveShopAsync(int shop) => _writer.Enqueue(t =>
    {
        SqlitePrivacy.Remove(t.Connection, shop, _clock.GetUtcNow());
        t.Forget();
        return true;
    });

    /// <summary>Seals every stored secret with another key, all or none.</summary>
    public Task ResealAsync(SecretBox fresh) => WriteAsync(connection =>
    {
        foreach (var (domain, box) in connection.Query("SELECT domain, secrets FROM shops WHERE secrets IS NOT NULL", r => (r.GetString(0), (byte[])r[1])))
            connection.Execute("UPDATE shops SET secrets = ?2 WHERE domain = ?1", domain, fresh.Seal(_secrets.Open(box, Purpose(domain)), Purpose(domain)));
        SqliteSchedules.Reseal(connection, _secrets, fresh);
        SqliteConnections.Reseal(connection, _secrets, fresh);
        PersonKey.Reseal(connection, _secrets, fresh);
        return true;
    });

    /// <summary>Drops every stored secret unread, for when their key is lost.</summary>
    public Task ForgetSecretsAsync() => WriteAsync(connection =>
        connection.Execute("UPDATE shops SET secrets = NULL") + connection.Execute("DELETE FROM channel_settings")
        + connection.Execute("DELETE FROM privacy_keys") + connection.Execute("DELETE FROM privacy_exports") + connection.Execute("DELETE FROM forgotten")
        + connection.Execute("UPDATE connections SET token = NULL, problem = 'its token was forgotten with the secrets; connect the shop anew'"));

    public LedgerChanges ChangesSince(int shop, long sequence)
    {
        var customers = sequence == 0 ? Task.Run(() => Read(connection => LedgerReader.AllCustomers(connection, shop))) : null;
        return Read(connection => LedgerReader.Read(connection, shop, sequence, customers));
    }

    public IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> Lines(int shop, IReadOnlyCollection<OrderId> orders) => Read(connection => connection
        .Query("SELECT order_id, lines FROM order_lines WHERE shop_id = ?1 AND order_id IN (SELECT value FROM json_each(?2))",
            r => (Order: new OrderId(r.GetInt64(0)), Lines: LineItems.Read(Encoding.UTF8.GetBytes(r.GetString(1)))), shop, Among(orders))
        .ToDictionary(o => o.Order, o => o.Lines));

    public void ReadLines(int shop, Action<OrderId, IReadOnlyList<LineItem>> seen) => Read(connection =>
    {
        using var rows = new Statement(connection, "SELECT order_id, lines FROM order_lines WHERE shop_id = ?1");
        rows.Bind(shop);
        var titles = new Dictionary<long, string>();
        while (rows.Step()) seen(new OrderId(rows.Int64(0)), LineItems.Read(rows.Utf8(1), titles));
        return true;
    });

    public void ReadCompanies(int shop, Action<OrderId, OrderCompany> seen) => Read(connection =>
    {
        using var rows = new Statement(connection, "SELECT order_id, company_id, name FROM order_companies WHERE shop_id = ?1");
        rows.Bind(shop);
        while (rows.Step()) seen(new OrderId(rows.Int64(0)), new OrderCompany(rows.Int64(1), rows.Text(2)));
        return true;
    });

    public void ReadFirstVisits(int shop, Action<OrderId, FirstVisit> seen) => Read(connection =>
    {
        using var rows = new Statement(connection, "SELECT order_id, source, medium, campaign FROM order_first_visits WHERE shop_id = ?1");
        rows.Bind(shop);
        while (rows.Step()) seen(new OrderId(rows.Int64(0)), new FirstVisit(rows.Text(1) ?? "", rows.Text(2), rows.Text(3)));
        return true;
    });

    public IReadOnlyList<VariantCost> Costs(int shop) => Read(connection => connection.Query(
        "SELECT variant_id, since, cost, currency FROM variant_costs WHERE shop_id = ?1 ORDER BY variant_id, since",
        r => new VariantCost(new VariantId(r.GetInt64(0)), new Money(r.GetInt64(2), new Currency(r.GetString(3))), r.Instant(1)), shop));

    public IReadOnlyDictionary<OrderId, OrderNote> Orders(int shop, IReadOnlyCollection<OrderId> orders) => Read(connection => connection
        .Query("SELECT order_id, number, refunded, currency FROM orders WHERE shop_id = ?1 AND NOT deleted AND order_id IN (SELECT value FROM json_each(?2))",
            r => (Order: new OrderId(r.GetInt64(0)), Note: new OrderNote(r.GetString(1), new Money(r.GetInt64(2), new Currency(r.GetString(3))))), shop, Among(orders))
        .ToDictionary(o => o.Order, o => o.Note));

    static string Among(IReadOnlyCollection<OrderId> orders) => JsonSerializer.Serialize(orders.Select(o => o.Value));

    public Task ProbeAsync() => _writer.Trouble is { } trouble
        ? Task.FromException(SqliteFault.Explain(trouble, _path))
        : _writer.Enqueue(t =>
        {
            t.Touch();
            return true;
        });

    public StoreHealth Check() => Read(connection => connection.Query("""
        SELECT (SELECT count(*) FROM orders WHERE NOT deleted), (SELECT count(*) FROM customers WHERE NOT deleted AND merged_into = 0),
            (SELECT count(*) FROM quarantine),
            (SELECT count(*) FROM order_edits e LEFT JOIN orders o USING (shop_id, order_id)
                WHERE o.order_id IS NULL OR NOT (o.deleted OR (o.detail = ?1 AND o.updated_at >= e.edited_at)))
        """, r => new StoreHealth(
            "SQLite " + connection.ServerVersion, (int)Schema.Pragma(connection, "user_version"),
            [.. connection.Query("PRAGMA integrity_check(20)", line => line.GetString(0)).Where(line => line != "ok")],
            new[] { _path, _path + "-wal" }.Where(File.Exists).Sum(f => new FileInfo(f).Length),
            r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), (long)OrderDetail.Whole).Single());

    /// <summary>Finishes what waits, folds the log into the file, and closes.</summary>
    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _transaction.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(_readString));
        return ValueTask.CompletedTask;
    }

    /// <summary>One step that needs no speed, as everything but storing facts.</summary>
    internal Task<T> WriteAsync<T>(Func<SqliteConnection, T> write) => _writer.Enqueue(t => write(t.Connection));

    /// <summary>Likewise, for a step that ledgers must see.</summary>
    internal Task<T> StepAsync<T>(Func<WriteTransaction, T> step) => _writer.Enqueue(step);

    /// <summary>Writes the file anew and empties its log, so that nothing deleted is left in either. Writers wait meanwhile.</summary>
    /// <returns>False when a reader of the old log kept it from being emptied.</returns>
    internal Task<bool> RewriteAsync() => _writer.Enqueue(t =>
    {
        // The copy is as large as the file, and no burden for the memory.
        t.Connection.Execute("PRAGMA temp_store = FILE");
        try
        {
            t.Connection.Execute("VACUUM");
        }
        finally
        {
            t.Connection.Execute("PRAGMA temp_store = MEMORY");
        }

        return t.Connection.Query("PRAGMA wal_checkpoint(TRUNCATE)", r => r.GetInt64(0)) is [0];
    }, alone: true);

    internal T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = new SqliteConnection(_readString);
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {_busyMilliseconds}");
            return read(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Explain(e, _path);
        }
    }

    ShopSecrets Open(string domain, byte[] box) => JsonSerializer.Deserialize<ShopSecrets>(_secrets.Open(box, Purpose(domain)))!;

    static string Purpose(string domain) => $"the webhook secrets of {domain}";

    static Shop Shop(SqliteDataReader rows) =>
        new(rows.GetInt32(0), rows.GetString(1), TimeZoneInfo.FindSystemTimeZoneById(rows.GetString(2)), new Currency(rows.GetString(3)));
}

/// <summary>How the embedded engine works.</summary>
public sealed record SqliteOptions
{
    /// <summary>Steps that may wait for the disk, from 1.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Names and addresses are never kept; see <see cref="IPrivacyStore.StripAsync"/> for those that are there.</summary>
    public bool NoPersonalData { get; init; }

    /// <summary>Seconds to wait for another process's lock.</summary>
    public int BusySeconds { get; init; } = 10;
}
