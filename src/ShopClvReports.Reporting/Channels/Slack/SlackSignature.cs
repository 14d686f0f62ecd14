using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Slack's signature: <c>v0=</c> and hex of HMAC-SHA256 over <c>v0:</c>, the time, <c>:</c> and the body's bytes as they came.</summary>
/// <remarks>https://docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
public static class SlackSignature
{
    /// <summary>The setting of a shop's that holds the secret.</summary>
    public const string SecretField = "signing_secret";

    public const string TimeHeader = "X-Slack-Request-Timestamp";
    public const string Header = "X-Slack-Signature";

    const string Version = "v0=";

    /// <summary>What is older was perhaps overheard, and what is younger was made by a wrong clock.</summary>
    static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>Whether the secret made the signature, of late. Takes the same time wherever it differs.</summary>
    /// <param name="time">Seconds since 1970, as the header has it.</param>
    public static bool Verify(string secret, string? time, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)s_window.TotalSeconds) return false;

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature?.StartsWith(Version, StringComparison.Ordinal) != true || !TryDecode(signature.AsSpan(Version.Length), claimed)) return false;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        // As it came: with leading noughts it would be another text than the number's.
        hash.AppendData(Encoding.ASCII.GetBytes($"v0:{time}:"));
        hash.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), claimed);
    }

    static bool TryDecode(ReadOnlySpan<char> hex, Span<byte> bytes) =>
        hex.Length == 2 * bytes.Length && Convert.FromHexString(hex, bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length;
}
