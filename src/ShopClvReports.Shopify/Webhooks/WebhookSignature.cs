using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Shopify;

/// <summary>Shopify's signature: base64 of HMAC-SHA256 over the body's bytes as they came. It covers the body only.</summary>
public static class WebhookSignature
{
    /// <summary>Whether any of the keys made the signature. Takes the same time wherever it differs.</summary>
    public static bool Verify(IReadOnlyList<byte[]> keys, ReadOnlySpan<byte> body, string? header)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!TryDecode(header, claimed)) return false;

        Span<byte> actual = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var good = false;
        foreach (var key in keys)
        {
            HMACSHA256.HashData(key, body, actual);
            good |= CryptographicOperations.FixedTimeEquals(actual, claimed);
        }

        return good;
    }

    /// <summary>The header that a body signed with a key carries.</summary>
    public static string Sign(byte[] key, ReadOnlySpan<byte> body) => Convert.ToBase64String(HMACSHA256.HashData(key, body));

    static bool TryDecode(string? header, Span<byte> hash)
    {
        const int length = 44;
        Span<byte> utf8 = stackalloc byte[length];
        return header is { Length: length }
            && Encoding.UTF8.TryGetBytes(header, utf8, out var bytes) && bytes == length
            && Base64.DecodeFromUtf8(utf8, hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == hash.Length;
    }
}
