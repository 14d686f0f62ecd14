using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

sealed partial class SqliteOutbox
{
    const string DeliveryColumns = """
        SELECT shop_id, run_id, delivery_id, destination, recipient, message, state, next_at, tries, provider_id, reason, checkpoint, handed_over FROM deliveries
        """;

    internal const string ClaimDeliveries = """
        UPDATE deliveries SET state = 'Sending', lease = ?1, lease_until = ?2, attempts = attempts + 1 WHERE delivery_id IN
            (SELECT delivery_id FROM deliveries
             WHERE state IN ('Pending', 'RetryWait', 'Sending') AND iif(state = 'Sending', lease_until, next_at) <= ?3
                AND shop_id || '/' || channel NOT IN (SELECT value FROM json_each(?5))
             ORDER BY next_at, delivery_id LIMIT ?4)
        RETURNING delivery_id, attempts
        """;

    public Task<IReadOnlyList<Claimed>> ClaimDeliveriesAsync(Lease lease, DateTimeOffset now, int most, IReadOnlyCollection<Account> except) =>
        store.WriteAsync<IReadOnlyList<Claimed>>(connection =>
        {
            var claimed = connection.Query(
                ClaimDeliveries, r => (Id: r.GetInt64(0), Attempt: r.GetInt32(1)),
                lease.Owner, lease.Until, now, most, JsonSerializer.Serialize(except.Select(a => $"{a.Shop}/{a.Channel}")));
            var runs = new Dictionary<long, Run>();
            var all = new List<Claimed>();
            foreach (var (id, attempt) in claimed.OrderBy(c => c.Id))
            {
                connection.Execute("INSERT INTO attempts (delivery_id, number, shop_id, at) SELECT ?1, ?2, shop_id, ?3 FROM deliveries WHERE delivery_id = ?1", id, attempt, now);
                var delivery = FindDelivery(connection, id)!;
                if (!runs.TryGetValue(delivery.Run, out var run)) runs.Add(delivery.Run, run = Find(connection, delivery.Run)!);
                all.Add(new Claimed(run, delivery, attempt));
            }

            return all;
        });

    public Task ExtendAsync(IReadOnlyCollection<string> owners, DateTimeOffset until) => store.WriteAsync(connection =>
    {
        var all = JsonSerializer.Serialize(owners);
        return connection.Execute("UPDATE deliveries SET lease_until = ?2 WHERE state IN ('Pending', 'RetryWait', 'Sending') AND state = 'Sending' AND lease IN (SELECT value FROM json_each(?1))", all, until)
            + connection.Execute("UPDATE runs SET lease_until = ?2 WHERE state IN ('Planned', 'Rendering') AND state = 'Rendering' AND lease IN (SELECT value FROM json_each(?1))", all, until);
    });

    public Task<bool> CheckpointAsync(long delivery, Lease lease, string? checkpoint, bool handedOver) => store.WriteAsync(connection => connection.Execute("""
        UPDATE deliveries SET checkpoint = coalesce(?3, checkpoint), handed_over = ?4 WHERE delivery_id = ?1 AND lease = ?2 AND state = 'Sending'
        """, delivery, lease.Owner, checkpoint, handedOver) > 0);

    public Task ReleaseAsync(long delivery, Lease lease) => store.WriteAsync(connection =>
    {
        var released = connection.Query("""
            UPDATE deliveries SET state = iif(tries > 0, 'RetryWait', 'Pending'), lease = NULL, attempts = attempts - 1
            WHERE delivery_id = ?1 AND lease = ?2 AND state = 'Sending' RETURNING attempts
            """, r => r.GetInt32(0), delivery, lease.Owner);
        foreach (var attempts in released) connection.Execute("DELETE FROM attempts WHERE delivery_id = ?1 AND number = ?2", delivery, attempts + 1);
        return true;
    });

    public Task<Run?> SettleAsync(Claimed claimed, Lease lease, Settlement settlement, IReadOnlyList<Telling> tellings, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        var (_, delivery, attempt) = claimed;
        var (outcome, state, nextAt, usesTry, took) = settlement;
        var provider = (outcome as Outcome.Sent)?.ProviderId;
        // What the far side said is kept even when the claim was lost meanwhile.
        connection.Execute("UPDATE attempts SET outcome = ?3, provider_id = ?4, reply = ?5, took_ms = ?6 WHERE delivery_id = ?1 AND number = ?2",
            delivery.Id, attempt, outcome.Name, provider, outcome.Reply, (long)took.TotalMilliseconds);
        var held = connection.Execute("""
            UPDATE deliveries SET state = ?3, next_at = ?4, tries = tries + ?5, provider_id = coalesce(?6, provider_id), reason = ?7, handed_over = 0, lease = NULL
            WHERE delivery_id = ?1 AND lease = ?2 AND state = 'Sending'
            """, delivery.Id, lease.Owner, state, nextAt, usesTry, provider, outcome.Reply) > 0;
        // Whoever took over could not know; this one does.
        var told = !held && outcome is Outcome.Sent && connection.Execute(
            "UPDATE deliveries SET state = 'Delivered', provider_id = ?2, reason = ?3 WHERE delivery_id = ?1 AND state = 'Unknown'", delivery.Id, provider, outcome.Reply) > 0;
        if (!held && !told) return null;
        Conclude(connection, delivery.Run, now);
        if (outcome is Outcome.Sent or Outcome.Unknown) LogAccess(connection, claimed, now);
        foreach (var telling in tellings) Tell(connection, telling, now);
        return Find(connection, delivery.Run);
    });

    /// <summary>Who got it has seen customers in it; a notice speaks of none.</summary>
    static void LogAccess(SqliteConnection connection, Claimed claimed, DateTimeOffset now)
    {
        var (run, delivery, _) = claimed;
        var customers = Convert.ToInt32(connection.Value("SELECT customers FROM deliveries WHERE delivery_id = ?1", delivery.Id), CultureInfo.InvariantCulture);
        if (run.Kind != RunKind.Notice)
            SqlitePrivacy.Log(connection, new Access(
                run.Shop, now, $"schedule {run.Name}", run.Definition.Alert is null ? $"report {run.Definition.Report.Kind}" : "alerts",
                $"{delivery.Destination.Channel} to {delivery.Recipient}", customers));
    }

    public Task<bool> RetryAsync(long delivery, DateTimeOffset now) => store.WriteAsync(connection => Put(connection, delivery, now, """
        UPDATE deliveries SET state = 'Pending', next_at = ?2, tries = 0, reason = 'asked for again' WHERE delivery_id = ?1
            AND state NOT IN ('Delivered', 'Sending') RETURNING run_id
        """));

    public Task<bool> CancelAsync(long delivery, DateTimeOffset now) => store.WriteAsync(connection => Put(connection, delivery, now, """
        UPDATE deliveries SET state = 'Cancelled', next_at = NULL, reason = coalesce('cancelled; ' || reason, 'cancelled') WHERE delivery_id = ?1
            AND state IN ('Pending', 'RetryWait') RETURNING run_id
        """));

    static bool Put(SqliteConnection connection, long delivery, DateTimeOffset now, string update)
    {
        var runs = connection.Query(update, r => r.GetInt64(0), delivery, now);
        foreach (var run in runs) Conclude(connection, run, now);
        return runs.Count > 0;
    }

    public IReadOnlyList<Delivery> Deliveries(int shop, bool open, int limit) => store.Read(connection => connection.Query($"""
        {DeliveryColumns} WHERE shop_id = ?1 AND (NOT ?2 OR state NOT IN ('Delivered', 'Superseded', 'Skipped', 'Cancelled'))
        ORDER BY run_id DESC, delivery_id LIMIT ?3
        """, Delivery, shop, open, limit));

    public IReadOnlyList<Delivery> DeliveriesOf(long run) => store.Read(connection => connection.Query(
        $"{DeliveryColumns} WHERE run_id = ?1 ORDER BY delivery_id", Delivery, run));

    public IReadOnlyDictionary<DeliveryState, int> DeliveryCounts() => store.Read(connection => connection
        .Query("SELECT state, count(*) FROM deliveries GROUP BY state", r => (State: r.Enum<DeliveryState>(0), Count: r.GetInt32(1)))
        .ToDictionary(c => c.State, c => c.Count));

    public Delivery? FindDelivery(long delivery) => store.Read(connection => FindDelivery(connection, delivery));

    public IReadOnlyList<Attempt> Attempts(long delivery) => store.Read(connection => connection.Query(
        "SELECT delivery_id, number, at, outcome, provider_id, reply, took_ms FROM attempts WHERE delivery_id = ?1 ORDER BY number",
        r => new Attempt(r.GetInt64(0), r.GetInt32(1), r.Instant(2), r.MaybeText(3), r.MaybeText(4), r.MaybeText(5), r.IsDBNull(6) ? null : TimeSpan.FromMilliseconds(r.GetInt64(6))),
        delivery));

    /// <summary>Brings a run's state in line with its deliveries.</summary>
    internal static void Conclude(SqliteConnection connection, long run, DateTimeOffset now)
    {
        var counts = connection.Query("SELECT state, count(*) FROM deliveries WHERE run_id = ?1 GROUP BY state", r => (State: r.Enum<DeliveryState>(0), Count: r.GetInt32(1)), run);
        var (state, reason) = RunConclusion.Of(counts);
        connection.Execute("UPDATE runs SET state = ?2, reason = ?3, finished_at = ?4 WHERE run_id = ?1", run, state, reason, state == RunState.Sending ? null : now);
    }

    public Task TellAsync(Telling telling, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        Tell(connection, telling, now);
        return true;
    });

    internal static void Tell(SqliteConnection connection, Telling telling, DateTimeOffset now)
    {
        var news = telling switch
        {
            { Trouble: null } => true,
            { Ends: true } => connection.Execute("DELETE FROM troubles WHERE shop_id = ?1 AND trouble = ?2", telling.Shop, telling.Trouble) > 0,
            _ => connection.Execute("INSERT OR IGNORE INTO troubles VALUES (?1, ?2, ?3)", telling.Shop, telling.Trouble, now) > 0,
        };
        if (news && telling.Notice is { } notice) Plan(connection, notice, now, null);
    }

    internal static Delivery? FindDelivery(SqliteConnection connection, long id) => connection.Query($"{DeliveryColumns} WHERE delivery_id = ?1", Delivery, id).SingleOrDefault();

    static Delivery Delivery(SqliteDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), Destination.Parse(row.GetString(3)), row.GetString(4), row.GetString(5),
        row.Enum<DeliveryState>(6), row.MaybeInstant(7), row.GetInt32(8), row.MaybeText(9), row.MaybeText(10), row.MaybeText(11), row.GetBoolean(12));
}
