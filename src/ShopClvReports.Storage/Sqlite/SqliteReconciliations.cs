using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IReconcileStore"/>
sealed class SqliteReconciliations(SqliteStore store) : IReconcileStore
{
    /// <summary>About three months of nights.</summary>
    const int Kept = 100;

    const string Known = "FROM orders WHERE shop_id = ?1 AND NOT deleted";

    const string LastWhole = "FROM reconciliations WHERE shop_id = ?1 AND result IS NOT NULL ORDER BY reconciliation_id DESC LIMIT 1";

    const string GlimpseColumns = "SELECT order_id, number, processed_at, updated_at, received - refunded, currency, test, cancelled_at <> 0, detail, status";

    const string TraceColumns = """
        SELECT order_id, number, customer_id, processed_at, currency, ordered, current, received, refunded, tax, shipping, gift_cards_ordered,
            gift_cards_current, test, cancelled_at <> 0, status
        """;

    static readonly JsonSerializerOptions s_json = new() { IgnoreReadOnlyProperties = true, Converters = { new CurrencyCode(), new JsonStringEnumConverter() } };

    public ReconcileBookmark Bookmark(int shop) => store.Read(connection => connection.Query(
        "SELECT orders_since, orders_at, customers_since, customers_at, customers_all, days_at FROM reconcile_bookmarks WHERE shop_id = ?1",
        r => new ReconcileBookmark(r.MaybeInstant(0), r.MaybeInstant(1), r.MaybeInstant(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.GetBoolean(4), r.MaybeInstant(5)), shop)
        .SingleOrDefault() ?? new ReconcileBookmark());

    public Task SaveBookmarkAsync(int shop, ReconcileBookmark bookmark) => store.WriteAsync(connection => connection.Execute(
        "INSERT OR REPLACE INTO reconcile_bookmarks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        shop, bookmark.OrdersSince, bookmark.OrdersAt, bookmark.CustomersSince, bookmark.CustomersAt, bookmark.CustomersAll, bookmark.DaysAt));

    public IReadOnlyList<OrderGlimpse> Orders(int shop, DateTimeOffset from, DateTimeOffset to) => store.Read(connection =>
        connection.Query($"{GlimpseColumns} {Known} AND order_id > 0 AND processed_at >= ?2 AND processed_at < ?3", Glimpse, shop, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds()));

    public IReadOnlyList<OrderGlimpse> Orders(int shop, IReadOnlyCollection<OrderId> orders) => store.Read(connection =>
        connection.Query($"{GlimpseColumns} {Known} AND order_id IN (SELECT value FROM json_each(?2))", Glimpse, shop, Among(orders.Select(o => o.Value))));

    public DateTimeOffset? FirstOrder(int shop) => store.Read(connection =>
        connection.Value($"SELECT min(processed_at) {Known} AND order_id > 0", shop) is long first ? DateTimeOffset.FromUnixTimeSeconds(first) : (DateTimeOffset?)null);

    public IReadOnlyList<OrderTrace> Traces(int shop, IReadOnlyCollection<OrderId> orders) => store.Read(connection =>
        connection.Query($"{TraceColumns} {Known} AND order_id IN (SELECT value FROM json_each(?2))", Trace, shop, Among(orders.Select(o => o.Value))));

    public IReadOnlyList<OrderTrace> TestOrders(int shop, IReadOnlyCollection<CustomerId> customers) => store.Read(connection =>
        connection.Query($"{TraceColumns} {Known} AND test AND customer_id IN (SELECT value FROM json_each(?2))", Trace, shop, Among(customers.Select(c => c.Value))));

    public void ReadTotals(int shop, Action<ShopifyTotal> seen) => store.Read(connection =>
    {
        using var rows = new Statement(connection, """
            SELECT t.customer_id, t.orders, t.spent, t.currency, t.last_order_id, t.at
            FROM shopify_totals t LEFT JOIN customers c ON c.shop_id = t.shop_id AND c.customer_id = t.customer_id
            WHERE t.shop_id = ?1 AND coalesce(c.merged_into, 0) = 0 AND coalesce(c.deleted, 0) = 0
            ORDER BY t.customer_id
            """);
        rows.Bind(shop);
        while (rows.Step())
            seen(new ShopifyTotal(
                new CustomerId(rows.Int64(0)), (int)rows.Int64(1), new Money(rows.Int64(2), new Currency(rows.Text(3)!)),
                rows.Int64(4) is var last and not 0 ? new OrderId(last) : null, DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(5))));
        return true;
    });

    public Task DistrustAfterAsync(int shop, DateTimeOffset now) => store.WriteAsync(connection =>
        connection.Execute("UPDATE shopify_totals SET at = 0 WHERE shop_id = ?1 AND at > ?2", shop, now));

    public Task ForgetTotalsAsync(int shop, IReadOnlyCollection<CustomerId> customers) => store.WriteAsync(connection => connection.Execute(
        "DELETE FROM shopify_totals WHERE shop_id = ?1 AND customer_id IN (SELECT value FROM json_each(?2))", shop, Among(customers.Select(c => c.Value))));

    public Task SaveAsync(int shop, ReconcileEntry entry) => store.WriteAsync(connection =>
    {
        if (entry.Result is not null)
            foreach (var (id, older) in connection.Query($"SELECT reconciliation_id, result {LastWhole}", r => (r.GetInt64(0), r.GetString(1)), shop))
                connection.Execute("UPDATE reconciliations SET result = ?2 WHERE reconciliation_id = ?1", id, Write(Read(older) with { Days = [], Differences = [] }));
        connection.Execute(
            "INSERT INTO reconciliations (shop_id, started_at, failure, result) VALUES (?1, ?2, ?3, ?4)",
            shop, entry.StartedAt, entry.Failure, entry.Result is { } result ? Write(result) : null);
        return connection.Execute(
            """
            DELETE FROM reconciliations WHERE shop_id = ?1
                AND reconciliation_id NOT IN (SELECT reconciliation_id FROM reconciliations WHERE shop_id = ?1 ORDER BY reconciliation_id DESC LIMIT ?2)
                AND reconciliation_id <> coalesce((SELECT max(reconciliation_id) FROM reconciliations WHERE shop_id = ?1 AND result IS NOT NULL), 0)
            """,
            shop, Kept);
    });

    public Reconciliation? Last(int shop) => store.Read(connection =>
        connection.Value($"SELECT result {LastWhole}", shop) is string result ? Read(result) : null);

    public IReadOnlyList<ReconcileEntry> History(int shop) => store.Read(connection => connection.Query(
        "SELECT started_at, result, failure FROM reconciliations WHERE shop_id = ?1 ORDER BY reconciliation_id DESC",
        r => new ReconcileEntry(r.Instant(0), r.MaybeText(1) is { } result ? Read(result) with { Days = [], Differences = [] } : null, r.MaybeText(2)), shop));

    /// <summary>A summary is older than any version of the whole order.</summary>
    static OrderGlimpse Glimpse(SqliteDataReader r) => new(
        new OrderId(r.GetInt64(0)), r.GetString(1), DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(2)),
        r.GetInt64(8) == (long)OrderDetail.Whole ? r.Instant(3) : DateTimeOffset.UnixEpoch, new Money(r.GetInt64(4), new Currency(r.GetString(5))),
        !r.GetBoolean(6) && CountingRule.Counts(r.GetInt64(4), CountingRule.IsCalledOff(r.GetBoolean(7), (FinancialStatus)r.GetInt64(9))));

    static OrderTrace Trace(SqliteDataReader r) => new(
        new OrderId(r.GetInt64(0)), r.GetString(1), r.GetInt64(2) is var customer and not 0 ? new CustomerId(customer) : null,
        DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(3)), new Currency(r.GetString(4)),
        new OrderAmounts(r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12)),
        r.GetBoolean(13), CountingRule.IsCalledOff(r.GetBoolean(14), (FinancialStatus)r.GetInt64(15)), (FinancialStatus)r.GetInt64(15));

    static string Among(IEnumerable<long> ids) => JsonSerializer.Serialize(ids);

    static string Write(Reconciliation result) => JsonSerializer.Serialize(result, s_json);

    static Reconciliation Read(string result) => JsonSerializer.Deserialize<Reconciliation>(result, s_json)!;

    /// <summary>A currency is read as it is written: by its code.</summary>
    sealed class CurrencyCode : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }
}
