using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ShopClvReports.Reporting;

/// <summary>
/// A few bytes with a code that only this key makes, in letters that an address takes: nothing is stored for a link that carries
/// them, and nobody can make one for somebody else.
/// </summary>
/// <remarks>Base64url of the payload and its HMAC-SHA256 cut to 16 bytes.</remarks>
sealed class SignedToken
{
    const int KeyBytes = 32;
    const int Code = 16;
    const int Longest = 1_024;

    readonly byte[] _key;

    /// <param name="key">32 bytes, for one kind of payload alone. With another key, every token that is out stops to work.</param>
    public SignedToken(byte[] key)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"the key has {key.Length} bytes; expected {KeyBytes}", nameof(key));
        _key = [.. key];
    }

    public string Make(ReadOnlySpan<byte> payload) => Base64Url.EncodeToString([.. payload, .. CodeOf(payload)]);

    /// <param name="token">May be anything.</param>
    /// <returns>The payload; null when the token is none of ours.</returns>
    public byte[]? Read(string token)
    {
        if (token.Length > Longest) return null;
        var bytes = new byte[Longest];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done || written < Code) return null;
        var payload = bytes.AsSpan(..(written - Code));
        return CryptographicOperations.FixedTimeEquals(CodeOf(payload), bytes.AsSpan(written - Code, Code)) ? payload.ToArray() : null;
    }

    ReadOnlySpan<byte> CodeOf(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_key, payload).AsSpan(..Code);
}
