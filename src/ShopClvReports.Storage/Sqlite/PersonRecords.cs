using System.Globalization;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Reads everything that is kept of a person. Tables are found by their columns: one that is new and has an id of a customer or an
/// order is told without a word here.
/// </summary>
static class PersonRecords
{
    /// <summary>Of these the ids lead to nobody, or are this very request.</summary>
    static readonly string[] s_own = ["nameless", "obligations"];

    static readonly string[] s_technical = ["shop_id", "sequence", "version", "detail", "progress", "fingerprint", "refunded_said"];

    static readonly string[] s_money =
        ["ordered", "current", "received", "refunded", "tax", "shipping", "gift_cards_ordered", "gift_cards_current", "amount"];

    /// <summary>Later instants are in milliseconds since 1970, earlier ones in seconds.</summary>
    const long LastSecond = 100_000_000_000;

    public static PersonHoldings Of(SqliteConnection connection, Person person)
    {
        var currencies = connection.Query("SELECT order_id, currency FROM orders WHERE shop_id = ?1 AND order_id IN person_orders", r => (r.GetInt64(0), r.GetString(1)), person.Shop)
            .ToDictionary(o => o.Item1, o => o.Item2);
        List<HeldTable> tables = [];
        foreach (var table in connection.Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", r => r.GetString(0)).Except(s_own))
        {
            var columns = connection.Query($"SELECT name FROM pragma_table_info('{table}')", r => r.GetString(0));
            if (!columns.Contains("shop_id")) continue;
            if (columns.Contains("customer_id")) tables.Add(Read(connection, table, "customer_id IN person_ids", person.Shop, currencies));
            else if (columns.Contains("order_id")) tables.Add(Read(connection, table, "order_id IN person_orders", person.Shop, currencies));
        }

        tables.Add(Read(connection, "alert_events", "alert_id IN (SELECT alert_id FROM alerts WHERE shop_id = ?1 AND customer_id IN person_ids)", person.Shop, currencies));
        var text = person.Text;
        tables.Add(new HeldTable("quarantine", ["at", "source", "body"], Quarantined(connection, person.Shop, text)));
        return new PersonHoldings(
            [.. person.Ids.Select(id => new CustomerId(id))], person.Emails, [.. tables.Where(t => t.Rows.Count > 0)], Runs(connection, person.Shop, text));
    }

    /// <summary>One body at a time: a quarantine may be large.</summary>
    static List<IReadOnlyList<string?>> Quarantined(SqliteConnection connection, int shop, PersonText text)
    {
        using var rows = new Statement(connection, "SELECT at, source, reason, body FROM quarantine WHERE shop_id = ?1");
        rows.Bind(shop);
        List<IReadOnlyList<string?>> found = [];
        while (rows.Step())
            if (text.IsIn(rows.Text(2)!) || text.IsIn(rows.Utf8(3).ToArray()))
                found.Add([Instant(DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(0))), rows.Text(1), System.Text.Encoding.UTF8.GetString(rows.Utf8(3))]);
        return found;
    }

    static HeldTable Read(SqliteConnection connection, string table, string where, int shop, Dictionary<long, string> currencies)
    {
        List<string> columns = [];
        var rows = connection.Query($"SELECT * FROM {table} WHERE shop_id = ?1 AND {where}", row =>
        {
            if (columns.Count == 0) columns.AddRange(Enumerable.Range(0, row.FieldCount).Select(row.GetName).Where(name => !s_technical.Contains(name)));
            var currency = Currency(row, currencies);
            return (IReadOnlyList<string?>)[.. columns.Select(column => Value(row, column, currency))];
        }, shop);
        return new HeldTable(table, columns, rows);
    }

    static Currency? Currency(SqliteDataReader row, Dictionary<long, string> currencies)
    {
        var names = Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList();
        var code = names.Contains("currency") ? row.GetString(row.GetOrdinal("currency"))
            : names.Contains("order_id") ? currencies.GetValueOrDefault(row.GetInt64(row.GetOrdinal("order_id"))) : null;
        return code is { Length: 3 } ? new Currency(code) : null;
    }

    static string? Value(SqliteDataReader row, string column, Currency? currency) => row[column] switch
    {
        DBNull or "" => null,
        long minor when currency is { } known && s_money.Contains(column) => $"{new Money(minor, known)} {known}",
        long at when column.EndsWith("_at", StringComparison.Ordinal) || column is "at" or "since" or "last_order" =>
            at <= 0 ? null : Instant(at > LastSecond ? DateTimeOffset.FromUnixTimeMilliseconds(at) : DateTimeOffset.FromUnixTimeSeconds(at)),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        string text => text,
        _ => "(not text)",
    };

    static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static List<HeldRun> Runs(SqliteConnection connection, int shop, PersonText text) =>
    [
        .. from id in ErasedRuns.Find(connection, shop, text)
           let run = SqliteOutbox.Find(connection, id)
           select new HeldRun(id, run.Name, run.ScheduledAt, connection.Query(
               "SELECT channel || ' to ' || recipient FROM deliveries WHERE run_id = ?1 AND state IN ('Delivered', 'Unknown', 'Sending')", r => r.GetString(0), id)),
    ];
}
