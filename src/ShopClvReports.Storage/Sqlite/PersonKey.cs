using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// A shop's key for hashes of customers. Ids and addresses can be guessed, so a plain hash of them is a way back; without the key
/// this one is not.
/// </summary>
sealed class PersonKey(byte[] key)
{
    const int KeySize = 32;

    /// <summary>The shop's key, made when it has none; within the writer's transaction.</summary>
    public static PersonKey Of(SqliteConnection connection, SecretBox secrets, int shop)
    {
        if (Find(connection, secrets, shop) is { } known) return known;
        var key = RandomNumberGenerator.GetBytes(KeySize);
        connection.Execute("INSERT INTO privacy_keys VALUES (?1, ?2)", shop, secrets.Seal(Convert.ToBase64String(key), Purpose(shop)));
        return new PersonKey(key);
    }

    /// <returns>Null when the shop has none yet.</returns>
    public static PersonKey? Find(SqliteConnection connection, SecretBox secrets, int shop) =>
        connection.Value("SELECT box FROM privacy_keys WHERE shop_id = ?1", shop) is byte[] box
            ? new PersonKey(Convert.FromBase64String(secrets.Open(box, Purpose(shop))))
            : null;

    /// <summary>Seals every key and export anew, within the writer's transaction.</summary>
    public static void Reseal(SqliteConnection connection, SecretBox old, SecretBox fresh)
    {
        foreach (var (shop, box) in connection.Query("SELECT shop_id, box FROM privacy_keys", r => (r.GetInt32(0), (byte[])r[1])))
            connection.Execute("UPDATE privacy_keys SET box = ?2 WHERE shop_id = ?1", shop, fresh.Seal(old.Open(box, Purpose(shop)), Purpose(shop)));
        foreach (var (id, name, box) in connection.Query("SELECT obligation_id, name, box FROM privacy_exports", r => (r.GetInt64(0), r.GetString(1), (byte[])r[2])))
            connection.Execute("UPDATE privacy_exports SET box = ?3 WHERE obligation_id = ?1 AND name = ?2", id, name, fresh.Seal(old.Open(box, ExportPurpose(id)), ExportPurpose(id)));
    }

    /// <summary>Of an id, under which it is known that its owner was forgotten.</summary>
    public byte[] Hash(long id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, id);
        return HMACSHA256.HashData(key, bytes);
    }

    /// <summary>Of anything else.</summary>
    public byte[] Hash(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(key, bytes);

    /// <summary>The id of a guest whose address is not kept: the same for the same address, and no way back to it.</summary>
    public CustomerId Guest(string email) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"guest:{Email.Normalise(email)}"))) | long.MinValue);

    public static string ExportPurpose(long obligation) => $"the export of obligation {obligation}";

    static string Purpose(int shop) => $"the privacy key of shop {shop}";
}
