using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IAlertStore"/>
sealed class SqliteAlerts(SqliteStore store) : IAlertStore
{
    const string Columns = """
        SELECT alert_id, rule_id, customer_id, state, last_order, since, fired_at, told_at, snoozed_until, contacted_at, acted_by, returned_at, ended_at, version FROM alerts
        """;

    /// <summary>A message that is under way has gone out, or has not, by then.</summary>
    static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(5);

    public IReadOnlyList<Alert> Alerts(int shop, long? rule, bool open) => store.Read(connection => connection.Query(
        $"{Columns} WHERE shop_id = ?1 AND (?2 IS NULL OR rule_id = ?2) AND (NOT ?3 OR ended_at IS NULL) ORDER BY rule_id, customer_id, alert_id", Alert, shop, rule, open));

    public Alert? Find(int shop, long alert) => store.Read(connection =>
        connection.Query($"{Columns} WHERE shop_id = ?1 AND alert_id = ?2", Alert, shop, alert).SingleOrDefault());

    public IReadOnlyList<Alert> ToldIn(long run) => store.Read(connection => ToldIn(connection, run));

    public Task<bool> ChangeAsync(int shop, IReadOnlyList<AlertChange> changes, Func<Delivery, bool, bool> follows, DateTimeOffset now) =>
        store.WriteAsync(connection => TryChange(connection, shop, changes, follows, null, now));

    public Task<bool> WithdrawAsync(long delivery, DateTimeOffset now) => store.WriteAsync(connection =>
        SqliteOutbox.FindDelivery(connection, delivery) is { } waiting && Withdraw(connection, waiting, now));

    public IReadOnlyList<AlertEvent> History(int shop, CustomerId? customer, int limit) => store.Read(connection => connection.Query("""
        SELECT e.alert_id, a.rule_id, a.customer_id, e.at, e.state, e.what, e.acted_by FROM alert_events e JOIN alerts a ON a.alert_id = e.alert_id
        WHERE e.shop_id = ?1 AND (?2 IS NULL OR a.customer_id = ?2) ORDER BY e.at DESC, e.event_id DESC LIMIT ?3
        """, r => new AlertEvent(
            r.GetInt64(0), r.GetInt64(1), new CustomerId(r.GetInt64(2)), r.Instant(3), r.Enum<AlertState>(4), r.GetString(5), r.MaybeText(6)),
        shop, customer?.Value, limit));

    /// <summary>Changes alerts within the writer's transaction, all or none.</summary>
    /// <param name="run">The check that tells of those that fire; null outside a check.</param>
    /// <returns>False when one of them has changed meanwhile.</returns>
    internal static bool TryChange(
        SqliteConnection connection, int shop, IReadOnlyList<AlertChange> changes, Func<Delivery, bool, bool> follows, long? run, DateTimeOffset now)
    {
        if (changes.Any(change => IsStale(connection, shop, change.After))) return false;
        foreach (var (delivery, alerts) in NewestTold(connection, shop, changes)) FollowUp(connection, delivery, alerts, follows, now);
        foreach (var change in changes)
        {
            var settled = change.After.State == AlertState.CameBack && !WasTold(connection, change.After.Id)
                ? change with { After = change.After with { State = AlertState.Withdrawn }, What = "came back before anybody was told" }
                : change;
            var id = Store(connection, shop, settled.After);
            connection.Execute("INSERT INTO alert_events (shop_id, alert_id, at, state, what, acted_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                shop, id, now, settled.After.State, settled.What, settled.After.By);
            if (change.Tells && run is { } told) connection.Execute("INSERT INTO alert_runs VALUES (?1, ?2, ?3)", told, id, shop);
        }

        Withdraw(connection, changes, now);
        return true;
    }

    /// <summary>Ends what is open of a rule that goes.</summary>
    internal static void DropOf(SqliteConnection connection, int shop, long rule, DateTimeOffset now)
    {
        var dropped = connection.Query(
            "UPDATE alerts SET state = 'Dropped', ended_at = ?3, version = version + 1 WHERE shop_id = ?1 AND rule_id = ?2 AND ended_at IS NULL RETURNING alert_id",
            r => r.GetInt64(0), shop, rule, now);
        foreach (var alert in dropped)
            connection.Execute("INSERT INTO alert_events (shop_id, alert_id, at, state, what) VALUES (?1, ?2, ?3, 'Dropped', 'dropped: the rule was removed')", shop, alert, now);
    }

    static bool IsStale(SqliteConnection connection, int shop, Alert alert) => alert.Id == 0
        ? connection.Value("SELECT 1 FROM alerts WHERE shop_id = ?1 AND rule_id = ?2 AND customer_id = ?3 AND ended_at IS NULL", shop, alert.Rule, alert.Customer.Value) is not null
            || connection.Value("SELECT 1 FROM schedules WHERE shop_id = ?1 AND schedule_id = ?2", shop, alert.Rule) is null
        : connection.Value("SELECT 1 FROM alerts WHERE alert_id = ?1 AND version = ?2", alert.Id, alert.Version) is null;

    static long Store(SqliteConnection connection, int shop, Alert alert) => (long)connection.Value("""
        INSERT INTO alerts (alert_id, shop_id, rule_id, customer_id, state, last_order, since, fired_at, told_at, snoozed_until, contacted_at, acted_by,
            returned_at, ended_at, version)
        VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15 + 1)
        ON CONFLICT (alert_id) DO UPDATE SET state = excluded.state, since = excluded.since, fired_at = excluded.fired_at, told_at = excluded.told_at,
            snoozed_until = excluded.snoozed_until, contacted_at = excluded.contacted_at, acted_by = excluded.acted_by, returned_at = excluded.returned_at,
            ended_at = excluded.ended_at, version = excluded.version
        RETURNING alert_id
        """, alert.Id, shop, alert.Rule, alert.Customer.Value, alert.State, (long)alert.LastOrder, alert.Since, alert.FiredAt, alert.ToldAt, alert.SnoozedUntil,
        alert.ContactedAt, alert.By, alert.ReturnedAt, alert.EndedAt, alert.Version)!;

    /// <summary>
    /// The last message to each recipient that told of an alert, and what changes of the alerts in it. Who was told of a customer
    /// again hears of the return in the message read last.
    /// </summary>
    static IEnumerable<(Delivery Delivery, List<AlertChange> Changes)> NewestTold(SqliteConnection connection, int shop, IReadOnlyList<AlertChange> changes)
    {
        var known = changes.Where(c => c.After.Id != 0 && !c.Tells && c.After.FiredAt is not null).ToDictionary(c => c.After.Id);
        if (known.Count == 0) return [];
        var told = connection.Query("""
            SELECT t.alert_id, max(d.delivery_id) FROM alert_runs t JOIN deliveries d ON d.run_id = t.run_id
            WHERE t.shop_id = ?1 AND t.alert_id IN (SELECT value FROM json_each(?2)) GROUP BY t.alert_id, d.channel, d.recipient
            """, r => (Alert: r.GetInt64(0), Delivery: r.GetInt64(1)), shop, JsonSerializer.Serialize(known.Keys));
        return
        [
            .. from one in told
               group known[one.Alert] by one.Delivery into delivery
               orderby delivery.Key
               select (SqliteOutbox.FindDelivery(connection, delivery.Key)!, delivery.ToList()),
        ];
    }

    static void FollowUp(SqliteConnection connection, Delivery delivery, List<AlertChange> changes, Func<Delivery, bool, bool> follows, DateTimeOffset now)
    {
        List<long> returned = [.. changes.Where(c => c.After.State == AlertState.CameBack).Select(c => c.After.Id)];
        if (delivery.State is not (DeliveryState.Delivered or DeliveryState.Unknown or DeliveryState.Sending) || !follows(delivery, returned.Count > 0)) return;
        DropUpdates(connection, delivery.Id, now);
        var original = SqliteOutbox.Find(connection, delivery.Run)!;
        var run = SqliteOutbox.Plan(connection, Again(original, delivery, RunKind.FollowUp, returned, now), now, null)!;
        if (delivery.State == DeliveryState.Sending) connection.Execute("UPDATE runs SET next_at = ?2 WHERE run_id = ?1", run.Id, now + UnderWay);
    }

    /// <summary>Changes to a message that still wait: they would put what is no longer so over what comes now.</summary>
    static void DropUpdates(SqliteConnection connection, long original, DateTimeOffset now)
    {
        const string updates = "kind = 'followup' AND json_extract(follow_up, '$.Delivery') = ?1 AND json_array_length(follow_up, '$.Returned') = 0";
        connection.Execute($"UPDATE runs SET state = 'Superseded', reason = 'a later change took its place', finished_at = ?2 WHERE {updates} AND state = 'Planned'", original, now);
        var runs = connection.Query($"""
            UPDATE deliveries SET state = 'Superseded', reason = 'a later change took its place'
            WHERE state IN ('Pending', 'RetryWait') AND run_id IN (SELECT run_id FROM runs WHERE {updates} AND state = 'Sending') RETURNING run_id
            """, r => r.GetInt64(0), original);
        foreach (var run in runs) SqliteOutbox.Conclude(connection, run, now);
    }

    /// <summary>Messages that still wait and speak of somebody who changed: they would tell what is not so any more.</summary>
    static void Withdraw(SqliteConnection connection, IReadOnlyList<AlertChange> changes, DateTimeOffset now)
    {
        var waiting = connection.Query("""
            SELECT DISTINCT d.delivery_id FROM alert_runs t JOIN deliveries d ON d.run_id = t.run_id
            WHERE t.alert_id IN (SELECT value FROM json_each(?1)) AND d.state IN ('Pending', 'RetryWait')
            """, r => r.GetInt64(0), JsonSerializer.Serialize(changes.Where(c => c.After.Id != 0 && !c.Tells).Select(c => c.After.Id)));
        foreach (var delivery in waiting) Withdraw(connection, SqliteOutbox.FindDelivery(connection, delivery)!, now);
    }

    internal static bool Withdraw(SqliteConnection connection, Delivery delivery, DateTimeOffset now)
    {
        if (connection.Execute("""
                UPDATE deliveries SET state = 'Cancelled', reason = 'withdrawn: it told of somebody of whom it is not so any more'
                WHERE delivery_id = ?1 AND state IN ('Pending', 'RetryWait')
                """, delivery.Id) == 0)
            return false;
        SqliteOutbox.Conclude(connection, delivery.Run, now);
        List<Alert> rest = [.. ToldIn(connection, delivery.Run).Where(a => a.State == AlertState.Firing)];
        if (rest.Count == 0) return true;
        var retold = SqliteOutbox.Plan(connection, Again(SqliteOutbox.Find(connection, delivery.Run)!, delivery, RunKind.Retold, [], now), now, null)!;
        foreach (var alert in rest) connection.Execute("INSERT INTO alert_runs VALUES (?1, ?2, ?3)", retold.Id, alert.Id, delivery.Shop);
        return true;
    }

    static NewRun Again(Run original, Delivery delivery, RunKind kind, IReadOnlyList<long> returned, DateTimeOffset now) => new(
        original.Shop, original.Schedule, original.Name, kind, now, 0, original.Definition with { Destinations = [delivery.Destination] }, null,
        new FollowUp(delivery.Id, returned));

    /// <summary>Whether somebody has heard of it, or may have.</summary>
    static bool WasTold(SqliteConnection connection, long alert) => connection.Value("""
        SELECT 1 FROM alert_runs t JOIN deliveries d ON d.run_id = t.run_id WHERE t.alert_id = ?1 AND d.state IN ('Delivered', 'Unknown', 'Sending')
        """, alert) is not null;

    static List<Alert> ToldIn(SqliteConnection connection, long run) => connection.Query(
        $"{Columns} WHERE alert_id IN (SELECT alert_id FROM alert_runs WHERE run_id = ?1) ORDER BY alert_id", Alert, run);

    static Alert Alert(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), new CustomerId(row.GetInt64(2)), row.Enum<AlertState>(3), (uint)row.GetInt64(4), row.Instant(5), row.MaybeInstant(6),
        row.MaybeInstant(7), row.MaybeInstant(8), row.MaybeInstant(9), row.MaybeText(10), row.MaybeInstant(11), row.MaybeInstant(12), row.GetInt32(13));
}
