using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="IConnectionStore"/>
sealed class SqliteConnections(SqliteStore store, SecretBox secrets) : IConnectionStore
{
    const string Columns = "SELECT shop_id, token, name, scopes, connected_at, checked_at, problem FROM connections";

    public Connection? Find(int shop) => store.Read(connection => connection.Query($"{Columns} WHERE shop_id = ?1", Connection, shop).SingleOrDefault());

    public IReadOnlyList<Connection> All() => store.Read(connection => connection.Query($"{Columns} ORDER BY shop_id", Connection));

    public Task<IReadOnlyList<string>> SaveAsync(Connection saved) => store.WriteAsync(connection =>
    {
        connection.Execute(
            "INSERT OR REPLACE INTO connections VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)",
            saved.Shop, Seal(secrets, saved.Shop, saved.Token), saved.Name, Text(saved.Scopes), saved.ConnectedAt, saved.CheckedAt, saved.Problem);
        SqlitePrivacy.Keep(connection, saved.Shop, saved.ConnectedAt);
        return SqliteSchedules.GoOn(connection, saved.Shop, saved.ConnectedAt);
    });

    public Task<bool> ReplaceTokenAsync(int shop, AccessToken old, AccessToken fresh) => store.WriteAsync(connection =>
        connection.Value("SELECT token FROM connections WHERE shop_id = ?1", shop) is byte[] box && Open(secrets, shop, box) == old
        && connection.Execute("UPDATE connections SET token = ?2 WHERE shop_id = ?1", shop, Seal(secrets, shop, fresh)) > 0);

    public Task CheckedAsync(int shop, string name, IReadOnlyList<string> scopes, DateTimeOffset at) => store.WriteAsync(connection => connection.Execute(
        "UPDATE connections SET name = ?2, scopes = ?3, checked_at = ?4, problem = NULL WHERE shop_id = ?1 AND token IS NOT NULL", shop, name, Text(scopes), at));

    public Task TroubledAsync(int shop, string problem) => store.WriteAsync(connection =>
        connection.Execute("UPDATE connections SET problem = ?2 WHERE shop_id = ?1 AND token IS NOT NULL", shop, problem));

    public Task ForgetTokenAsync(int shop, string problem) => store.WriteAsync(connection =>
    {
        var given = connection.Value("SELECT token FROM connections WHERE shop_id = ?1", shop) is byte[] box ? Hash(Open(secrets, shop, box).Value) : null;
        return connection.Execute("UPDATE connections SET token = NULL, problem = ?2, given_up = coalesce(?3, given_up) WHERE shop_id = ?1", shop, problem, given);
    });

    public bool IsGivenUp(int shop, string token) => store.Read(connection =>
        connection.Value("SELECT 1 FROM connections WHERE shop_id = ?1 AND token IS NULL AND given_up = ?2", shop, Hash(token)) is not null);

    /// <summary>
    /// Forgets the token and rests every schedule until the shop is connected again, within the writer's transaction. News from before
    /// the shop was last connected comes too late to be true.
    /// </summary>
    public static bool Uninstalled(SqliteConnection connection, int shop, DateTimeOffset at) =>
        connection.Execute(
            "UPDATE connections SET token = NULL, problem = ?3 WHERE shop_id = ?1 AND connected_at <= ?2 AND token IS NOT NULL", shop, at, Storage.Connection.Uninstalled) > 0
        && SqliteSchedules.Await(connection, shop);

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

    /// <summary>Tokens are drawn at random: nobody finds one by its hash.</summary>
    static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    static string Purpose(int shop) => $"the access token of shop {shop}";
}
