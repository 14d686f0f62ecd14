using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IBackfillStore"/>
sealed class SqliteBackfills(SqliteStore store) : IBackfillStore
{
    /// <summary>Holds for a write of whoever has the lease ?1 of the shop ?2.</summary>
    const string Held = "EXISTS (SELECT 1 FROM backfills WHERE shop_id = ?2 AND lease = ?1)";

    public Backfill? Find(int shop) => store.Read(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var backfill = connection.Query(
            "SELECT started_at, sees_all, orders, oldest_at, finished_at, problem FROM backfills WHERE shop_id = ?1",
            r => new Backfill(shop, r.Instant(0), r.GetBoolean(1), r.GetInt64(2), r.MaybeInstant(3), r.MaybeInstant(4), r.MaybeText(5)), shop).SingleOrDefault();
        return backfill is null ? null : backfill with { Windows = Windows(connection, shop) };
    });

    public Task<bool> StartAsync(Backfill backfill, IReadOnlyList<HistoryWindow> windows, Backfill? instead) => store.WriteAsync(connection =>
    {
        var known = connection.Value("SELECT started_at FROM backfills WHERE shop_id = ?1", backfill.Shop);
        if (!Equals(known, instead?.StartedAt.ToUnixTimeMilliseconds())) return false;
        connection.Execute(
            "INSERT OR REPLACE INTO backfills VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL)",
            backfill.Shop, backfill.StartedAt, backfill.FinishedAt, backfill.SeesAll, backfill.Orders, backfill.Oldest, backfill.Problem);
        connection.Execute("DELETE FROM backfill_windows WHERE shop_id = ?1", backfill.Shop);
        foreach (var window in windows) Add(connection, backfill.Shop, window);
        return true;
    });

    public Task<bool> ClaimAsync(int shop, string lease, DateTimeOffset now, DateTimeOffset until) => store.WriteAsync(connection => connection.Execute(
        "UPDATE backfills SET lease = ?2, lease_until = ?4 WHERE shop_id = ?1 AND (lease IS NULL OR lease = ?2 OR lease_until <= ?3)", shop, lease, now, until) > 0);

    public Task ReleaseAsync(int shop, string lease) => store.WriteAsync(connection =>
        connection.Execute("UPDATE backfills SET lease = NULL, lease_until = NULL WHERE shop_id = ?1 AND lease = ?2", shop, lease));

    public Task<bool> SaveAsync(string lease, HistoryWindow window) => store.WriteAsync(connection => connection.Execute(
        $"""
        UPDATE backfill_windows SET
            step = ?4, attempts = ?5, operation = ?6, asked_at = ?7, next_at = ?8, cursor = ?9, found = ?10, imported = ?11, problem = ?12, paged = ?13
        WHERE window_id = ?3 AND shop_id = ?2 AND {Held}
        """,
        lease, window.Shop, window.Id, window.Step, window.Attempts, window.Operation, window.AskedAt, window.NextAt, window.Cursor, window.Found, window.Imported,
        window.Problem, window.Paged) > 0);

    public Task<bool> SplitAsync(string lease, HistoryWindow window, IReadOnlyList<HistoryWindow> narrower) => store.WriteAsync(connection =>
    {
        if (connection.Execute($"DELETE FROM backfill_windows WHERE window_id = ?3 AND shop_id = ?2 AND {Held}", lease, window.Shop, window.Id) == 0) return false;
        foreach (var part in narrower) Add(connection, window.Shop, part);
        return true;
    });

    public Task<bool> EndAsync(string lease, int shop, DateTimeOffset? finishedAt, string? problem) => store.WriteAsync(connection =>
        connection.Execute("UPDATE backfills SET finished_at = ?3, problem = ?4 WHERE shop_id = ?2 AND lease = ?1", lease, shop, finishedAt, problem) > 0);

    static void Add(SqliteConnection connection, int shop, HistoryWindow window) => connection.Execute(
        "INSERT INTO backfill_windows VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        shop, window.Kind, window.From, window.To, window.Paged, window.Step, window.Attempts, window.Operation, window.AskedAt, window.NextAt, window.Cursor,
        window.Found, window.Imported, window.Problem);

    static List<HistoryWindow> Windows(SqliteConnection connection, int shop) => connection.Query(
        """
        SELECT window_id, kind, from_at, to_at, paged, step, attempts, operation, asked_at, next_at, cursor, found, imported, problem
        FROM backfill_windows WHERE shop_id = ?1 ORDER BY window_id
        """,
        r => new HistoryWindow(
            r.Enum<HistoryKind>(1), r.MaybeInstant(2), r.MaybeInstant(3), r.GetBoolean(4), r.Enum<WindowStep>(5), r.GetInt32(6), r.MaybeText(7), r.MaybeInstant(8),
            r.MaybeInstant(9), r.MaybeText(10), r.GetInt64(11), r.GetInt64(12), r.MaybeText(13))
        {
            Id = r.GetInt64(0),
            Shop = shop,
        },
        shop);
}
