using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Numbers as programs read them, the same in every file format.</summary>
static class PlainNumber
{
    /// <summary>Bytes that no number exceeds.</summary>
    public const int Longest = 40;

    const int ShareDigits = 6;

    static readonly ulong[] s_powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Such as <c>-1234.50</c>.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Write(Money money, Span<byte> utf8) => Write(money.Minor, money.Currency.Exponent, utf8);

    /// <summary>A fraction to six digits, enough to tell a hundred thousand customers apart; nothing for NaN.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Write(double share, Span<byte> utf8)
    {
        if (double.IsNaN(share)) return 0;
        if (Math.Abs(share) > 9_000_000_000_000) return share.TryFormat(utf8, out var digits, "R", CultureInfo.InvariantCulture) ? digits : 0;
        var written = Write((long)Math.Round(share * 1_000_000), ShareDigits, utf8);
        return utf8[..written].TrimEnd((byte)'0').TrimEnd((byte)'.').Length is var trimmed and > 0 ? trimmed : 1;
    }

    /// <remarks>By hand, because half of a report is amounts, and decimals take four times as long.</remarks>
    static int Write(long scaled, int decimals, Span<byte> utf8)
    {
        var used = 0;
        if (scaled < 0) utf8[used++] = (byte)'-';
        var (whole, fraction) = Math.DivRem(scaled < 0 ? unchecked((ulong)-scaled) : (ulong)scaled, s_powersOfTen[decimals]);
        whole.TryFormat(utf8[used..], out var written, default, CultureInfo.InvariantCulture);
        used += written;
        if (decimals == 0) return used;
        utf8[used++] = (byte)'.';
        for (var i = decimals - 1; i >= 0; i--) (fraction, utf8[used + i]) = (fraction / 10, (byte)('0' + fraction % 10));
        return used + decimals;
    }
}
