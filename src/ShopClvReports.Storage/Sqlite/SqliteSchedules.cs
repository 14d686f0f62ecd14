using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IScheduleStore"/>
sealed class SqliteSchedules(SqliteStore store, SecretBox secrets) : IScheduleStore
{
    /// <summary>How definitions are kept.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        Converters = { new JsonStringEnumConverter(), new DestinationText() },
        // A definition without what every definition has is none.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    const string Columns = "SELECT shop_id, schedule_id, name, definition, paused, paused_until, active_since, awaits_connection FROM schedules";

    public IReadOnlyList<Schedule> Schedules(int? shop) => [.. Stored(shop).Select(s => s.Schedule).OfType<Schedule>()];

    public IReadOnlyList<UnreadableSchedule> Unreadable(int? shop) => [.. Stored(shop).Select(s => s.Unreadable).OfType<UnreadableSchedule>()];

    List<(Schedule? Schedule, UnreadableSchedule? Unreadable)> Stored(int? shop) => store.Read(connection =>
        connection.Query($"{Columns} WHERE ?1 IS NULL OR shop_id = ?1 ORDER BY shop_id, name", Either, shop));

    public Task<Schedule> SaveScheduleAsync(int shop, string name, ScheduleDefinition definition, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        var (known, unreadable) = connection.Query($"{Columns} WHERE shop_id = ?1 AND name = ?2", Either, shop, name).SingleOrDefault();
        var text = JsonSerializer.Serialize(definition, Json);
        if ((known?.Id ?? unreadable?.Id) is not { } id)
            connection.Execute("INSERT INTO schedules (shop_id, name, definition, paused, active_since) VALUES (?1, ?2, ?3, 0, ?4)", shop, name, text, now);
        else
            connection.Execute("UPDATE schedules SET definition = ?3, active_since = ?4 WHERE shop_id = ?1 AND schedule_id = ?2", shop, id, text,
                known is not null && known.Definition.When == definition.When && known.Definition.TimeZone == definition.TimeZone ? known.ActiveSince : now);
        return connection.Query($"{Columns} WHERE shop_id = ?1 AND name = ?2", Either, shop, name).Single().Schedule!;
    });

    public Task RemoveScheduleAsync(int shop, long schedule, DateTimeOffset now) => store.WriteAsync(connection =>
    {
        SqliteOutbox.CancelOf(connection, shop, schedule, now);
        SqliteAlerts.DropOf(connection, shop, schedule, now);
        connection.Execute("DELETE FROM unsubscribed WHERE shop_id = ?1 AND schedule_id = ?2", shop, schedule);
        return connection.Execute("DELETE FROM schedules WHERE shop_id = ?1 AND schedule_id = ?2", shop, schedule);
    });

    public Task PauseScheduleAsync(int shop, long schedule, DateTimeOffset? until) => store.WriteAsync(connection =>
        connection.Execute("UPDATE schedules SET paused = 1, paused_until = ?3 WHERE shop_id = ?1 AND schedule_id = ?2", shop, schedule, until));

    public Task ResumeScheduleAsync(int shop, long schedule, DateTimeOffset now) => store.WriteAsync(connection => connection.Execute(
        "UPDATE schedules SET paused = 0, paused_until = NULL, awaits_connection = 0, active_since = ?3 WHERE shop_id = ?1 AND schedule_id = ?2 AND (paused OR awaits_connection)",
        shop, schedule, now));

    /// <summary>Every schedule of a shop rests until it is connected again, within the writer's transaction; a pause of the owner's stays under it.</summary>
    public static bool Await(SqliteConnection connection, int shop) => connection.Execute("UPDATE schedules SET awaits_connection = 1 WHERE shop_id = ?1", shop) >= 0;

    /// <summary>Likewise those go on that rested for that.</summary>
    /// <returns>Names, without those that are paused besides.</returns>
    public static IReadOnlyList<string> GoOn(SqliteConnection connection, int shop, DateTimeOffset now) =>
    [
        .. connection.Query(
            "UPDATE schedules SET awaits_connection = 0, active_since = ?2 WHERE shop_id = ?1 AND awaits_connection RETURNING name, paused",
            r => (Name: r.GetString(0), Paused: r.GetBoolean(1)), shop, now).Where(s => !s.Paused).Select(s => s.Name).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Unsubscribed(int shop, long schedule) => store.Read(connection => connection.Query(
        "SELECT address FROM unsubscribed WHERE shop_id = ?1 AND schedule_id = ?2 ORDER BY address", r => r.GetString(0), shop, schedule));

    public Task SetUnsubscribedAsync(int shop, long schedule, string address, bool unsubscribed, DateTimeOffset now) => store.WriteAsync(connection => unsubscribed
        ? connection.Execute("INSERT OR IGNORE INTO unsubscribed VALUES (?1, ?2, ?3, ?4)", shop, schedule, address.ToLowerInvariant(), now)
        : connection.Execute("DELETE FROM unsubscribed WHERE shop_id = ?1 AND schedule_id = ?2 AND address = ?3", shop, schedule, address.ToLowerInvariant()));

    public IReadOnlyDictionary<string, string> ChannelSettings(int shop, string channel) => store.Read(connection =>
        connection.Value("SELECT box FROM channel_settings WHERE shop_id = ?1 AND channel = ?2", shop, channel) is byte[] box
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(secrets.Open(box, Purpose(shop, channel)))!
            : []);

    public Task SaveChannelSettingsAsync(int shop, string channel, IReadOnlyDictionary<string, string> settings) => store.WriteAsync(connection => settings.Count == 0
        ? connection.Execute("DELETE FROM channel_settings WHERE shop_id = ?1 AND channel = ?2", shop, channel)
        : connection.Execute("INSERT INTO channel_settings VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET box = excluded.box",
            shop, channel, secrets.Seal(JsonSerializer.Serialize(settings), Purpose(shop, channel))));

    /// <summary>Seals every channel's settings anew, within the writer's transaction.</summary>
    public static void Reseal(SqliteConnection connection, SecretBox old, SecretBox fresh)
    {
        var all = connection.Query("SELECT shop_id, channel, box FROM channel_settings", r => (Shop: r.GetInt32(0), Channel: r.GetString(1), Box: (byte[])r[2]));
        foreach (var (shop, channel, box) in all)
            connection.Execute("UPDATE channel_settings SET box = ?3 WHERE shop_id = ?1 AND channel = ?2",
                shop, channel, fresh.Seal(old.Open(box, Purpose(shop, channel)), Purpose(shop, channel)));
    }

    static string Purpose(int shop, string channel) => $"the {channel} settings of shop {shop}";

    /// <summary>One that cannot be read must not hide the others.</summary>
    static (Schedule? Schedule, UnreadableSchedule? Unreadable) Either(SqliteDataReader row)
    {
        var (shop, id, name) = (row.GetInt32(0), row.GetInt64(1), row.GetString(2));
        try
        {
            var definition = JsonSerializer.Deserialize<ScheduleDefinition>(row.GetString(3), Json) ?? throw new FormatException("found null, expected a definition");
            return (new Schedule(shop, id, name, definition, row.GetBoolean(4), row.MaybeInstant(5), row.Instant(6), row.GetBoolean(7)), null);
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException)
        {
            return (null, new UnreadableSchedule(shop, id, name, e.Message));
        }
    }

    /// <summary>A destination is kept as it is written.</summary>
    sealed class DestinationText : JsonConverter<Destination>
    {
        public override Destination Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Destination.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Destination value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
