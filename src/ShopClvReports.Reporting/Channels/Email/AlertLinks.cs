using System.Buffers.Binary;
using System.Security.Cryptography;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Links that act on one alert, for who reads a mail.</summary>
/// <param name="key">
/// 32 bytes, the same as for <see cref="UnsubscribeLinks"/>: one is derived from it, so that neither link passes for the other.
/// </param>
/// <remarks>A <see cref="SignedToken"/> of shop (4 bytes), alert (8), action (1), end in seconds since 1970 (8).</remarks>
public sealed class AlertLinks(byte[] key)
{
    public const string Path = "/alerts/act";

    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(60);

    const int Alert = sizeof(int);
    const int Action = Alert + sizeof(long);
    const int End = Action + 1;
    const int Length = End + sizeof(long);

    readonly SignedToken _token = new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "alert links"u8.ToArray()));

    /// <param name="publicUrl">Where this program is reached from outside, such as <c>https://reports.example.nl</c>.</param>
    public string Make(string publicUrl, int shop, long alert, AlertAction action, DateTimeOffset now)
    {
        Span<byte> payload = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(payload, shop);
        BinaryPrimitives.WriteInt64BigEndian(payload[Alert..], alert);
        payload[Action] = (byte)action;
        BinaryPrimitives.WriteInt64BigEndian(payload[End..], (now + Life).ToUnixTimeSeconds());
        return $"{publicUrl.TrimEnd('/')}{Path}?t={_token.Make(payload)}";
    }

    /// <param name="token">May be anything.</param>
    /// <returns>Null when it is none of ours.</returns>
    public AlertLink? Read(string token) => _token.Read(token) is { Length: Length } payload && Enum.IsDefined((AlertAction)payload[Action])
        ? new AlertLink(
            BinaryPrimitives.ReadInt32BigEndian(payload), BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(Alert)), (AlertAction)payload[Action],
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(End))))
        : null;
}

/// <summary>What a link asks for, and until when it may.</summary>
public sealed record AlertLink(int Shop, long Alert, AlertAction Action, DateTimeOffset Until);
