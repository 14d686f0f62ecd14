using System.Buffers.Binary;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Links that stop one schedule for one address.</summary>
/// <remarks>A <see cref="SignedToken"/> of shop (4 bytes), schedule (8), address in UTF-8.</remarks>
public sealed class UnsubscribeLinks(byte[] key)
{
    const int Head = sizeof(int) + sizeof(long);

    readonly SignedToken _token = new(key);

    /// <param name="publicUrl">Where this program is reached from outside, such as <c>https://reports.example.nl</c>.</param>
    public string Make(string publicUrl, int shop, long schedule, string address)
    {
        var payload = new byte[Head + Encoding.UTF8.GetByteCount(address)];
        BinaryPrimitives.WriteInt32BigEndian(payload, shop);
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(sizeof(int)), schedule);
        Encoding.UTF8.GetBytes(address, payload.AsSpan(Head));
        return $"{publicUrl.TrimEnd('/')}/unsubscribe?t={_token.Make(payload)}";
    }

    /// <returns>Whether the token is one of ours; it may be anything.</returns>
    public bool TryRead(string token, out (int Shop, long Schedule, string Address) link)
    {
        link = default;
        if (_token.Read(token) is not { Length: > Head } payload) return false;
        link = (
            BinaryPrimitives.ReadInt32BigEndian(payload), BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(sizeof(int))),
            Encoding.UTF8.GetString(payload.AsSpan(Head)));
        return true;
    }
}
