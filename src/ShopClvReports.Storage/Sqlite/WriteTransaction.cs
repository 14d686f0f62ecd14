using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>What may be written within one group commit. Used by the writer's thread alone.</summary>
sealed class WriteTransaction : IDisposable
{
    readonly SqliteConnection _connection;
    readonly FactWriter _facts;
    readonly PersonScreen _screen;
    readonly Statement _begin, _commit, _rollback, _sequence, _advance, _shop, _lastWebhook, _quarantine, _release;
    readonly Dictionary<int, DateTimeOffset> _lastWebhooks = [];
    readonly HashSet<int> _shops = [];
    bool _open;
    bool _changed;
    long _next;

    /// <param name="noPersonalData">Names and addresses are never kept.</param>
    public WriteTransaction(SqliteConnection connection, string path, SecretBox secrets, bool noPersonalData)
    {
        _connection = connection;
        Path = path;
        _facts = new FactWriter(connection, secrets);
        _screen = new PersonScreen(connection, secrets, noPersonalData);
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        _sequence = new(connection, "SELECT value FROM sequence");
        _advance = new(connection, "UPDATE sequence SET value = ?1");
        _shop = new(connection, "SELECT 1 FROM shops WHERE shop_id = ?1");
        _lastWebhook = new(connection, "UPDATE shops SET last_webhook_at = ?2 WHERE shop_id = ?1 AND coalesce(last_webhook_at, 0) < ?2");
        _quarantine = new(connection, """
            INSERT INTO quarantine (shop_id, at, source, format, reason, body, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT DO UPDATE SET reason = excluded.reason
            """);
        _release = new(connection, "DELETE FROM quarantine WHERE quarantine_id = ?1 RETURNING shop_id");
    }

    public string Path { get; }

    /// <summary>Rows changed by this connection so far.</summary>
    int Changes => SQLitePCL.raw.sqlite3_total_changes(_connection.Handle!);

    /// <summary>For the rare statements that need no speed.</summary>
    public SqliteConnection Connection => _connection;

    public void Begin()
    {
        // A rollback that failed, on a disk that did, left its transaction behind.
        if (InTransaction) _rollback.Run();
        _begin.Run();
        _open = true;
        _changed = false;
        _lastWebhooks.Clear();
        _shops.Clear();
        _sequence.Step();
        _next = _sequence.Int64(0) + 1;
        _sequence.Reset();
        _screen.Begin();
    }

    /// <summary>Somebody was erased: what comes later in the same commit is held against that.</summary>
    public void Forget()
    {
        _screen.Forget();
        _shops.Clear();
    }

    /// <summary>The change sequence of this commit, for what a ledger must see again.</summary>
    public long Stamp()
    {
        _changed = true;
        return _next;
    }

    public void Commit()
    {
        if (_changed) _advance.Bind(_next).Run();
        foreach (var (shop, at) in _lastWebhooks) _lastWebhook.Bind(shop).Bind(at.ToUnixTimeMilliseconds()).Run();
        _commit.Run();
        _open = false;
    }

    public void Rollback()
    {
        if (!_open) return;
        _open = false;
        _screen.Forget();
        // A full disk may have rolled back already.
        if (InTransaction) _rollback.Run();
    }

    bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0;

    /// <summary>Writes what is there already.</summary>
    public void Touch() => _advance.Bind(_next - 1).Run();

    public WebhookOutcome Receive(WebhookDelivery delivery)
    {
        if (delivery.ReceivedAt > _lastWebhooks.GetValueOrDefault(delivery.Shop)) _lastWebhooks[delivery.Shop] = delivery.ReceivedAt;
        var before = Changes;
        Apply(delivery.Shop, delivery.Facts);
        if (delivery.Rejected is not { } rejected) return Changes == before && delivery.Facts.Count > 0 ? WebhookOutcome.Duplicate : WebhookOutcome.Stored;
        Quarantine(delivery.Shop, rejected, delivery.ReceivedAt);
        return WebhookOutcome.Quarantined;
    }

    /// <returns>How many of the facts told something new.</returns>
    public int Apply(int shop, IReadOnlyList<ShopFact> facts)
    {
        RequireShop(shop);
        var before = Changes;
        (facts, var besides) = _screen.Pass(shop, facts);
        var stored = facts is [var only] ? _facts.Apply(shop, only, _next) ? 1 : 0 : _facts.ApplyAll(shop, facts, _next);
        foreach (var fact in besides) _facts.Apply(shop, fact, _next);
        _changed |= Changes != before;
        return stored;
    }

    /// <summary>A shop removed by another process may still be known to this one.</summary>
    void RequireShop(int shop)
    {
        if (_shops.Contains(shop)) return;
        if (!_shop.Bind(shop).Any()) throw new StoreException($"shop number {shop} is not there any more; what came for it was not stored");
        _shops.Add(shop);
    }

    public void Quarantine(int shop, Rejected rejected, DateTimeOffset at)
    {
        var (kept, fingerprint) = _screen.Pass(shop, rejected);
        _quarantine.Bind(shop).Bind(at.ToUnixTimeMilliseconds()).Bind(kept.Source).Bind(kept.Format).Bind(kept.Reason)
            .Bind(kept.Body.Span).Bind(fingerprint).Run();
    }

    /// <exception cref="StoreException">No such entry.</exception>
    public void Release(long quarantineId, IReadOnlyList<ShopFact> facts)
    {
        int shop;
        try
        {
            if (!_release.Bind(quarantineId).Step())
                throw new StoreException($"quarantine has no entry {quarantineId}; shopclv quarantine list shows what it has");
            shop = (int)_release.Int64(0);
            _release.Step();
        }
        finally
        {
            _release.Reset();
        }

        Apply(shop, facts);
    }

    public void Dispose()
    {
        _facts.Dispose();
        _screen.Dispose();
        foreach (var statement in new[] { _begin, _commit, _rollback, _sequence, _advance, _shop, _lastWebhook, _quarantine, _release })
            statement.Dispose();
        _connection.Dispose();
    }
}
