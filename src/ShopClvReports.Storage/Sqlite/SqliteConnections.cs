using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IConnectionStore"/>
sealed class SqliteConnections(SqliteStore store, SecretBox secrets) : IConnectionStore
{
    const string Columns = "SELECT shop_id, token, name, scopes, connected_at, checked_at, problem FROM connections";

    public Connection? Find(int shop) => store.Read(connection => connection.Query($"{Columns} WHERE shop_id = ?1", Connection, shop).SingleOrDefault());

    public IReadOnlyList<Connection> All() => store.Read(connection => connection.Query($"{Columns} ORDER BY shop_id", Connection));

    public Task SaveAsync(Connection saved) => store.WriteAsync(connection => connection.Execute(
        "INSERT OR REPLACE INTO connections VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        saved.Shop, Seal(secrets, saved.Shop, saved.Token), saved.Name, Text(saved.Scopes), saved.ConnectedAt, saved.CheckedAt, saved.Problem));

    public Task<bool> ReplaceTokenAsync(int shop, AccessToken old, AccessToken fresh) => store.WriteAsync(connection =>
        connection.Value("SELECT token FROM connections WHERE shop_id = ?1", shop) is byte[] box && Open(secrets, shop, box) == old
        && connection.Execute("UPDATE connections SET token = ?2 WHERE shop_id = ?1", shop, Seal(secrets, shop, fresh)) > 0);

    public Task CheckedAsync(int shop, string name, IReadOnlyList<string> scopes, DateTimeOffset at) => store.WriteAsync(connection => connection.Execute(
        "UPDATE connections SET name = ?2, scopes = ?3, checked_at = ?4, problem = NULL WHERE shop_id = ?1 AND token IS NOT NULL", shop, name, Text(scopes), at));

    public Task TroubledAsync(int shop, string problem) => store.WriteAsync(connection =>
        connection.Execute("UPDATE connections SET problem = ?2 WHERE shop_id = ?1 AND token IS NOT NULL", shop, problem));

    public Task ForgetTokenAsync(int shop, string problem) => store.WriteAsync(connection =>
        connection.Execute("UPDATE connections SET token = NULL, problem = ?2 WHERE shop_id = ?1", shop, problem));

    /// <summary>
    /// Forgets the token and rests every schedule, within the writer's transaction. News from before the shop was last connected
    /// comes too late to be true.
    /// </summary>
    public static bool Uninstalled(SqliteConnection connection, int shop, DateTimeOffset at) =>
        connection.Execute(
            "UPDATE connections SET token = NULL, problem = 'the app was uninstalled' WHERE shop_id = ?1 AND connected_at <= ?2 AND token IS NOT NULL",
            shop, at) > 0
        && connection.Execute("UPDATE schedules SET paused = 1, paused_until = NULL WHERE shop_id = ?1", shop) >= 0;

    /// <summary>Seals every token anew, within the writer's transaction.</summary>
    public static void Reseal(SqliteConnection connection, SecretBox old, SecretBox fresh)
    {
        foreach (var (shop, box) in connection.Query("SELECT shop_id, token FROM connections WHERE token IS NOT NULL", r => (r.GetInt32(0), (byte[])r[1])))
            connection.Execute("UPDATE connections SET token = ?2 WHERE shop_id = ?1", shop, Seal(fresh, shop, Open(old, shop, box)));
    }

    Connection Connection(SqliteDataReader row) => new(
        row.GetInt32(0), row.IsDBNull(1) ? null : Open(secrets, row.GetInt32(0), (byte[])row[1]), row.GetString(2),
        row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Instant(4), row.MaybeInstant(5), row.MaybeText(6));

    static string Text(IReadOnlyList<string> scopes) => string.Join(' ', scopes);

    static byte[]? Seal(SecretBox secrets, int shop, AccessToken? token) => token is null ? null : secrets.Seal(JsonSerializer.Serialize(token), Purpose(shop));

    static AccessToken Open(SecretBox secrets, int shop, byte[] box) => JsonSerializer.Deserialize<AccessToken>(secrets.Open(box, Purpose(shop)))!;

    static string Purpose(int shop) => $"the access token of shop {shop}";
}
