using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IOutbox"/>
sealed partial class SqliteOutbox(SqliteStore store) : IOutbox
{
    const string RunColumns = """
        SELECT shop_id, run_id, schedule_id, name, kind, scheduled_at, missed, state, reason, definition, notice, created_at, finished_at, fingerprint, follow_up FROM runs
        """;

    const string LaterRun = "a later run took its place";

    public Task<Run?> PlanAsync(NewRun run, DateTimeOffset now, Func<Run, Delivery, Telling?>? telling) => store.WriteAsync(connection => Plan(connection, run, now, telling));

    internal static Run? Plan(SqliteConnection connection, NewRun run, DateTimeOffset now, Func<Run, Delivery, Telling?>? telling)
    {
        var planned = connection.Query("""
            INSERT INTO runs (shop_id, schedule_id, name, kind, scheduled_at, missed, state, definition, notice, created_at, follow_up)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'Planned', ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
            RETURNING run_id
            """, r => r.GetInt64(0), run.Shop, run.Schedule, run.Name, Kind(run.Kind), run.ScheduledAt, run.Missed,
            JsonSerializer.Serialize(run.Definition, SqliteSchedules.Json), run.Notice is null ? null : JsonSerializer.Serialize(run.Notice), now,
            run.FollowUp is null ? null : JsonSerializer.Serialize(run.FollowUp));
        if (planned is not [var id]) return null;
        if (run is { Kind: RunKind.Scheduled, Schedule: { } schedule }) Supersede(connection, run.Shop, schedule, run.ScheduledAt, now, telling);
        return Find(connection, id);
    }

    static void Supersede(
        SqliteConnection connection, int shop, long schedule, DateTimeOffset at, DateTimeOffset now, Func<Run, Delivery, Telling?>? telling)
    {
        connection.Execute("""
            UPDATE runs SET state = 'Superseded', reason = ?5, finished_at = ?4
            WHERE shop_id = ?1 AND schedule_id = ?2 AND scheduled_at < ?3 AND state = 'Planned' AND kind = 'scheduled'
            """, shop, schedule, at, now, LaterRun);
        // A later check does not tell again what an earlier one told.
        var late = connection.Query($"""
            {DeliveryColumns} WHERE state IN ('Pending', 'RetryWait') AND run_id IN
                (SELECT run_id FROM runs WHERE shop_id = ?1 AND schedule_id = ?2 AND scheduled_at < ?3 AND state = 'Sending' AND kind = 'scheduled'
                    AND NOT EXISTS (SELECT 1 FROM alert_runs told WHERE told.run_id = runs.run_id))
            """, Delivery, shop, schedule, at);
        foreach (var delivery in late)
        {
            connection.Execute("UPDATE deliveries SET state = 'Superseded', reason = coalesce(?2 || '; ' || reason, ?2) WHERE delivery_id = ?1", delivery.Id, LaterRun);
            if (delivery.Tries > 0 && telling?.Invoke(Find(connection, delivery.Run)!, delivery) is { } tell) Tell(connection, tell, now);
        }

        foreach (var run in late.Select(d => d.Run).Distinct()) Conclude(connection, run, now);
    }

    // Here and below a condition stands twice, once as the partial index has it: SQLite takes it for no other.
    internal const string ClaimRun = """
        UPDATE runs SET state = 'Rendering', lease = ?1, lease_until = ?2, next_at = NULL WHERE run_id =
            (SELECT run_id FROM runs WHERE state IN ('Planned', 'Rendering') AND iif(state = 'Planned', coalesce(next_at, 0), lease_until) <= ?3
             ORDER BY scheduled_at, run_id LIMIT 1)
        RETURNING run_id
        """;

    public Task<Run?> ClaimRunAsync(Lease lease, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        // One that died while a later one was planned must not come after it.
        connection.Execute("""
            UPDATE runs AS dead SET state = 'Superseded', reason = ?2, finished_at = ?1
            WHERE state IN ('Planned', 'Rendering') AND state = 'Rendering' AND lease_until <= ?1 AND kind = 'scheduled'
                AND EXISTS (SELECT 1 FROM runs later WHERE later.shop_id = dead.shop_id AND later.schedule_id = dead.schedule_id
                    AND later.kind = 'scheduled' AND later.scheduled_at > dead.scheduled_at)
            """, now, LaterRun);
        var claimed = connection.Query(ClaimRun, r => r.GetInt64(0), lease.Owner, lease.Until, now);
        if (claimed is not [var id]) return null;
        DropArtifacts(connection, "run_id = ?1", id);
        return Find(connection, id);
    });

    public Task AppendArtifactAsync(Run run, string name, int piece, ReadOnlyMemory<byte> bytes) => store.WriteAsync(connection =>
        connection.Execute("INSERT INTO artifact_pieces VALUES (?1, ?2, ?3, ?4, ?5)", run.Id, name, piece, run.Shop, bytes.ToArray()));

    public Task FinishArtifactAsync(Run run, Artifact artifact) => store.WriteAsync(connection => connection.Execute(
        "INSERT INTO artifacts VALUES (?1, ?2, ?3, ?4, ?5, ?6)", run.Id, artifact.Name, run.Shop, artifact.MediaType, artifact.Bytes, artifact.Sha256));

    public IReadOnlyList<Artifact> Artifacts(long run) => store.Read(connection => connection.Query(
        "SELECT name, media_type, bytes, sha256 FROM artifacts WHERE run_id = ?1 ORDER BY name",
        r => new Artifact(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3)), run));

    public byte[]? ArtifactPiece(long run, string name, int piece) => store.Read(connection => (byte[]?)connection.Value(
        "SELECT data FROM artifact_pieces WHERE run_id = ?1 AND name = ?2 AND piece = ?3", run, name, piece));

    public Task<bool> RenderedAsync(
        Run run, Lease lease, string fingerprint, IReadOnlyList<NewDelivery> deliveries, string? skipped, DateTimeOffset now, CheckResult? check) =>
        store.WriteAsync(connection =>
    {
        var held = connection.Execute("""
            UPDATE runs SET state = ?3, reason = ?4, finished_at = ?5, fingerprint = ?6, lease = NULL WHERE run_id = ?1 AND lease = ?2 AND state = 'Rendering'
            """, run.Id, lease.Owner, skipped is null ? RunState.Sending : RunState.Skipped, skipped, skipped is null ? null : now, fingerprint) > 0;
        if (held && check is not null)
        {
            if (!SqliteAlerts.TryChange(connection, run.Shop, check.Changes, check.Follows, run.Id, now))
            {
                connection.Execute("UPDATE runs SET state = 'Planned', reason = NULL, finished_at = NULL WHERE run_id = ?1", run.Id);
                return false;
            }

            foreach (var telling in check.Tellings) Tell(connection, telling, now);
        }

        if (!held || skipped is not null) return held;
        foreach (var delivery in deliveries)
            connection.Execute("""
                INSERT INTO deliveries (shop_id, run_id, channel, destination, recipient, message, state, next_at, tries, attempts, reason, handed_over, customers)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9, 0, ?10)
                """, run.Shop, run.Id, delivery.Destination.Channel, delivery.Destination.ToString(), delivery.Recipient, delivery.Message,
                delivery.Skipped is null ? DeliveryState.Pending : DeliveryState.Skipped, delivery.Skipped is null ? now : null, delivery.Skipped, delivery.Customers);
        Conclude(connection, run.Id, now);
        return true;
    });

    public Task<bool> RenderFailedAsync(Run run, Lease lease, string reason, DateTimeOffset? nextAt, Telling? telling, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        var held = connection.Execute("""
            UPDATE runs SET state = ?3, reason = ?4, next_at = ?5, finished_at = ?6, lease = NULL WHERE run_id = ?1 AND lease = ?2 AND state = 'Rendering'
            """, run.Id, lease.Owner, nextAt is null ? RunState.Failed : RunState.Planned, reason, nextAt, nextAt is null ? now : null) > 0;
        if (held && telling is not null) Tell(connection, telling, now);
        return held;
    });

    public IReadOnlyList<Run> Runs(int? shop, long before, int limit, long? schedule) => store.Read(connection => connection.Query(
        $"{RunColumns} WHERE (?1 IS NULL OR shop_id = ?1) AND run_id < ?2 AND (?4 IS NULL OR schedule_id = ?4) ORDER BY run_id DESC LIMIT ?3",
        Run, shop, before, limit, schedule));

    public Run? FindRun(long run) => store.Read(connection => Find(connection, run));

    public Run? LastScheduled(int shop, long schedule, DateTimeOffset until) => store.Read(connection => connection.Query($"""
        {RunColumns} WHERE shop_id = ?1 AND schedule_id = ?2 AND scheduled_at <= ?3 AND kind = 'scheduled' ORDER BY scheduled_at DESC LIMIT 1
        """, Run, shop, schedule, until).SingleOrDefault());

    public (Run Run, string Fingerprint)? LastSent(Run before) => store.Read(connection => connection.Query($"""
        {RunColumns} WHERE shop_id = ?1 AND schedule_id = ?2 AND (scheduled_at, run_id) < (?3, ?4) AND kind IN ('scheduled', 'manual')
            AND state IN ('Delivered', 'Partial') ORDER BY scheduled_at DESC, run_id DESC LIMIT 1
        """, r => ((Run, string)?)(Run(r), r.MaybeText(13) ?? ""), before.Shop, before.Schedule, before.ScheduledAt, before.Id).SingleOrDefault());

    public Task PruneAsync(DateTimeOffset artifactsBefore, DateTimeOffset historyBefore) => store.WriteAsync(connection =>
    {
        const string kept = """
            SELECT max(run_id) FROM runs WHERE schedule_id IS NOT NULL AND state IN ('Delivered', 'Partial') AND kind IN ('scheduled', 'manual')
            GROUP BY shop_id, schedule_id
            """;
        const string ended = $"run_id IN (SELECT run_id FROM runs WHERE finished_at < ?1) AND run_id NOT IN ({kept})";
        DropArtifacts(connection, ended, artifactsBefore);
        DropArtifacts(connection, ended, historyBefore);
        connection.Execute($"DELETE FROM attempts WHERE delivery_id IN (SELECT delivery_id FROM deliveries WHERE {ended})", historyBefore);
        connection.Execute($"DELETE FROM deliveries WHERE {ended}", historyBefore);
        connection.Execute($"DELETE FROM alert_runs WHERE {ended}", historyBefore);
        return connection.Execute($"DELETE FROM runs WHERE finished_at < ?1 AND run_id NOT IN ({kept})", historyBefore);
    });

    /// <summary>Cancels what waits of a schedule that goes.</summary>
    internal static void CancelOf(SqliteConnection connection, int shop, long schedule, DateTimeOffset now)
    {
        const string reason = "its schedule was removed";
        connection.Execute("""
            UPDATE runs SET state = 'Cancelled', reason = ?4, finished_at = ?3 WHERE shop_id = ?1 AND schedule_id = ?2 AND state IN ('Planned', 'Rendering')
            """, shop, schedule, now, reason);
        var runs = connection.Query("""
            UPDATE deliveries SET state = 'Cancelled', reason = ?3 WHERE state IN ('Pending', 'RetryWait')
                AND run_id IN (SELECT run_id FROM runs WHERE shop_id = ?1 AND schedule_id = ?2)
            RETURNING run_id
            """, r => r.GetInt64(0), shop, schedule, reason);
        foreach (var run in runs.Distinct()) Conclude(connection, run, now);
    }

    static void DropArtifacts(SqliteConnection connection, string where, object argument)
    {
        connection.Execute($"DELETE FROM artifact_pieces WHERE {where}", argument);
        connection.Execute($"DELETE FROM artifacts WHERE {where}", argument);
    }

    internal static Run? Find(SqliteConnection connection, long id) => connection.Query($"{RunColumns} WHERE run_id = ?1", Run, id).SingleOrDefault();

    static Run Run(SqliteDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetString(3), Enum.Parse<RunKind>(row.GetString(4), ignoreCase: true),
        row.Instant(5), row.GetInt32(6), row.Enum<RunState>(7), row.MaybeText(8), JsonSerializer.Deserialize<ScheduleDefinition>(row.GetString(9), SqliteSchedules.Json)!,
        row.MaybeText(10) is { } notice ? JsonSerializer.Deserialize<Notice>(notice) : null, row.Instant(11), row.MaybeInstant(12),
        row.MaybeText(14) is { } followUp ? JsonSerializer.Deserialize<FollowUp>(followUp) : null);

    static string Kind(RunKind kind) => kind switch
    {
        RunKind.Scheduled => "scheduled",
        RunKind.Manual => "manual",
        RunKind.Test => "test",
        RunKind.Notice => "notice",
        RunKind.FollowUp => "followup",
        RunKind.Retold => "retold",
    };
}
