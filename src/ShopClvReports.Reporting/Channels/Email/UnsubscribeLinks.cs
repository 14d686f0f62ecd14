using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>
/// Links that stop one schedule for one address. A link carries what it stops and a code that only this key makes, so that nothing
/// is stored for it and nobody can make one for somebody else.
/// </summary>
/// <remarks>Token: base64url of shop (4 bytes), schedule (8), address in UTF-8, HMAC-SHA256 of these cut to 16 bytes.</remarks>
public sealed class UnsubscribeLinks
{
    const int KeyBytes = 32;
    const int Head = sizeof(int) + sizeof(long);
    const int Code = 16;

    /// <summary>Of a token; an address has at most 254 characters.</summary>
    const int Longest = 1_024;

    readonly byte[] _key;

    /// <param name="key">32 bytes. With another key, every link that is out stops to work.</param>
    public UnsubscribeLinks(byte[] key)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"the key has {key.Length} bytes; expected {KeyBytes}", nameof(key));
        _key = [.. key];
    }

    /// <param name="publicUrl">Where this program is reached from outside, such as <c>https://reports.example.nl</c>.</param>
    public string Make(string publicUrl, int shop, long schedule, string address)
    {
        var token = new byte[Head + Encoding.UTF8.GetByteCount(address) + Code];
        BinaryPrimitives.WriteInt32BigEndian(token, shop);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(sizeof(int)), schedule);
        Encoding.UTF8.GetBytes(address, token.AsSpan(Head));
        CodeOf(token.AsSpan(..^Code)).CopyTo(token.AsSpan(^Code..));
        return $"{publicUrl.TrimEnd('/')}/unsubscribe?t={Base64Url.EncodeToString(token)}";
    }

    /// <returns>Whether the token is one of ours; it may be anything.</returns>
    public bool TryRead(string token, out (int Shop, long Schedule, string Address) link)
    {
        link = default;
        if (token.Length > Longest) return false;
        var bytes = new byte[Longest];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done || written <= Head + Code) return false;
        var payload = bytes.AsSpan(..(written - Code));
        if (!CryptographicOperations.FixedTimeEquals(CodeOf(payload), bytes.AsSpan(written - Code, Code))) return false;
        link = (
            BinaryPrimitives.ReadInt32BigEndian(payload), BinaryPrimitives.ReadInt64BigEndian(payload[sizeof(int)..]),
            Encoding.UTF8.GetString(payload[Head..]));
        return true;
    }

    ReadOnlySpan<byte> CodeOf(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_key, payload).AsSpan(..Code);
}
