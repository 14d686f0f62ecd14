using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <summary>Gives customers other ids, wherever one stands.</summary>
static class Rekeying
{
    /// <param name="ids">Old and new.</param>
    /// <param name="sequence">Stamped, so that ledgers of before are read anew.</param>
    /// <returns>Rows changed, by table.</returns>
    public static Dictionary<string, int> Apply(SqliteConnection connection, int shop, IEnumerable<(long Old, long New)> ids, long sequence, DateTimeOffset now)
    {
        connection.Execute("CREATE TEMP TABLE IF NOT EXISTS rekeyed (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)");
        connection.Execute("DELETE FROM rekeyed");
        foreach (var (old, fresh) in ids) connection.Execute("INSERT OR IGNORE INTO rekeyed VALUES (?1, ?2)", old, fresh);
        EndAlerts(connection, shop, now);
        var rows = new Dictionary<string, int>();
        foreach (var (table, column) in PersonalColumns.Holding(Personal.Id))
            Add(rows, table, connection.Execute(
                $"UPDATE {table} SET {column} = (SELECT new FROM rekeyed WHERE old = {column}) WHERE shop_id = ?1 AND {column} IN (SELECT old FROM rekeyed)", shop));
        foreach (var (table, column) in PersonalColumns.Holding(Personal.IdOfRow))
            Add(rows, table, connection.Execute($"DELETE FROM {table} WHERE shop_id = ?1 AND {column} IN (SELECT old FROM rekeyed)", shop));
        connection.Execute("DELETE FROM rekeyed");
        connection.Execute("INSERT INTO identity_changes VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sequence = excluded.sequence", shop, sequence);
        connection.Execute("UPDATE remains SET value = value + 1");
        return rows;
    }

    /// <summary>Counts, and leaves out what did not change.</summary>
    public static void Add(Dictionary<string, int> rows, string table, int changed)
    {
        if (changed > 0) rows[table] = rows.GetValueOrDefault(table) + changed;
    }

    /// <summary>Of those who get another id nobody is told any more.</summary>
    static void EndAlerts(SqliteConnection connection, int shop, DateTimeOffset now)
    {
        var ended = connection.Query("""
            UPDATE alerts SET state = 'Dropped', ended_at = ?2, version = version + 1
            WHERE shop_id = ?1 AND ended_at IS NULL AND customer_id IN (SELECT old FROM rekeyed) RETURNING alert_id
            """, r => r.GetInt64(0), shop, now);
        foreach (var alert in ended)
            connection.Execute("INSERT INTO alert_events (shop_id, alert_id, at, state, what) VALUES (?1, ?2, ?3, 'Dropped', 'dropped: erased')", shop, alert, now);
    }
}
