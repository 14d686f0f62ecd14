using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <summary>Reports whose files speak of a person: files go, and what still waits is made anew or withdrawn.</summary>
static class ErasedRuns
{
    const string Deleted = "its files were deleted: somebody in them was erased";

    /// <returns>Their runs.</returns>
    public static List<long> Find(SqliteConnection connection, int shop, PersonText text)
    {
        List<long> runs = [];
        foreach (var (run, name) in connection.Query(
            "SELECT DISTINCT run_id, name FROM artifact_pieces WHERE shop_id = ?1 ORDER BY run_id, name", r => (r.GetInt64(0), r.GetString(1)), shop))
            if ((runs.Count == 0 || runs[^1] != run) && text.IsIn(Whole(connection, run, name))) runs.Add(run);
        return runs;
    }

    /// <returns>Files deleted.</returns>
    public static int Apply(SqliteConnection connection, int shop, IReadOnlyList<long> runs, DateTimeOffset now)
    {
        // What is being rendered was begun before; it is begun again, and the one at work finds its claim lost.
        connection.Execute("UPDATE runs SET state = 'Planned', lease = NULL, lease_until = NULL WHERE shop_id = ?1 AND state = 'Rendering'", shop);
        var deleted = 0;
        foreach (var run in runs)
        {
            Withdraw(connection, run, now);
            deleted += connection.Execute("DELETE FROM artifacts WHERE run_id = ?1", run);
            connection.Execute("DELETE FROM artifact_pieces WHERE run_id = ?1", run);
            // One that is planned again gets new files; a reason would say that it failed.
            connection.Execute("UPDATE runs SET reason = coalesce(reason || '; ', '') || ?2 WHERE run_id = ?1 AND state <> 'Planned'", run, Deleted);
        }

        return deleted;
    }

    /// <summary>What the owner must ask back.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<long> runs) => runs.Count == 0
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"Reports that spoke of the person, by run (shopclv runs show RUN): {string.Join(", ", runs)}.")];

    static void Withdraw(SqliteConnection connection, long run, DateTimeOffset now)
    {
        var states = connection.Query("SELECT state FROM deliveries WHERE run_id = ?1", r => r.Enum<DeliveryState>(0), run);
        if (states.Count == 0 || !states.Any(s => s is DeliveryState.Pending or DeliveryState.RetryWait or DeliveryState.Sending)) return;
        if (connection.Value("SELECT 1 FROM alert_runs WHERE run_id = ?1", run) is not null)
            foreach (var delivery in connection.Query("SELECT delivery_id FROM deliveries WHERE run_id = ?1 AND state IN ('Pending', 'RetryWait')", r => r.GetInt64(0), run))
                SqliteAlerts.Withdraw(connection, SqliteOutbox.FindDelivery(connection, delivery)!, now);
        else if (states.All(s => s is DeliveryState.Pending or DeliveryState.RetryWait or DeliveryState.Skipped))
        {
            connection.Execute("DELETE FROM attempts WHERE delivery_id IN (SELECT delivery_id FROM deliveries WHERE run_id = ?1)", run);
            connection.Execute("DELETE FROM deliveries WHERE run_id = ?1", run);
            connection.Execute("UPDATE runs SET state = 'Planned', reason = NULL, finished_at = NULL, next_at = NULL WHERE run_id = ?1", run);
            return;
        }

        // Others have the report already, or it is on its way this moment: a new one would be another report.
        connection.Execute("""
            UPDATE deliveries SET state = 'Cancelled', lease = NULL, reason = 'withdrawn: somebody in it was erased' || iif(state = 'Sending', '; it may have gone out', '')
            WHERE run_id = ?1 AND state IN ('Pending', 'RetryWait', 'Sending')
            """, run);
        SqliteOutbox.Conclude(connection, run, now);
    }

    static byte[] Whole(SqliteConnection connection, long run, string name)
    {
        using var bytes = new MemoryStream();
        foreach (var piece in connection.Query("SELECT data FROM artifact_pieces WHERE run_id = ?1 AND name = ?2 ORDER BY piece", r => (byte[])r[0], run, name)) bytes.Write(piece);
        return bytes.ToArray();
    }
}
