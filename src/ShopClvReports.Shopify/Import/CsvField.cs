using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>What the fields of a CSV file mean. Messages name the column.</summary>
static class CsvField
{
    static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    static readonly SearchValues<byte> OfAmounts = SearchValues.Create("-.0123456789"u8);

    const int LongestText = 255;
    const int LongestEmail = 320;

    /// <summary>Bytes that are not UTF-8, and NUL, become U+FFFD.</summary>
    /// <returns>Null for a blank field.</returns>
    public static string? Text(ReadOnlySpan<byte> field, int longest = LongestText) =>
        field.IsEmpty ? null : BodyText.Cut(Encoding.UTF8.GetString(field).Replace('\0', '\uFFFD').Trim(), longest);

    /// <summary>An address longer than an address can be is none.</summary>
    public static string? Email(ReadOnlySpan<byte> field) =>
        Analytics.Email.Normalise(Text(field, LongestEmail + 1)) is { Length: <= LongestEmail } email ? email : null;

    /// <summary>Whether this is one of Shopify's numbers, which are positive and begin with no zero.</summary>
    public static bool IsId(ReadOnlySpan<byte> field, out long id)
    {
        id = 0;
        return field is [>= (byte)'1' and <= (byte)'9', ..] && Utf8Parser.TryParse(field, out id, out var read) && read == field.Length;
    }

    /// <param name="otherwise">For a blank field.</param>
    public static Currency Currency(string column, ReadOnlySpan<byte> field, Currency otherwise)
    {
        if (field.IsEmpty || (field.Length == 3 && Ascii.Equals(field, otherwise.Code))) return otherwise;
        return field is { Length: 3 } && !field.ContainsAnyExcept(Letters)
            ? new Currency(Encoding.ASCII.GetString(field))
            : throw Unexpected(column, field, "a currency of three letters, such as EUR");
    }

    /// <summary>Major units with a dot, without a currency or a thousands separator.</summary>
    /// <returns>Null for a blank field.</returns>
    public static decimal? Amount(string column, ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return null;
        return !field.ContainsAnyExcept(OfAmounts) && Utf8Parser.TryParse(field, out decimal amount, out var read) && read == field.Length
            ? amount
            : throw Unexpected(column, field, "an amount such as 1234.56");
    }

    /// <summary>An amount in major units that is there and not below 0.</summary>
    public static decimal Positive(string column, ReadOnlySpan<byte> field, Currency currency)
    {
        var amount = Amount(column, field) ?? throw Unexpected(column, [], "an amount such as 1234.56");
        if (amount < 0) throw Unexpected(column, field, "no negative amount; money given back is not read from here");
        // Three decimals of a currency that has fewer would be a thousands separator as likely as not.
        var thousands = currency.Exponent < 3 && field.Length - field.IndexOf((byte)'.') == 4 && field.Contains((byte)'.');
        return thousands ? throw Unexpected(column, field, $"at most {currency.Exponent} decimals and no thousands separator") : amount;
    }

    /// <exception cref="PayloadException">It does not fit.</exception>
    public static long Minor(string column, decimal amount, Currency currency) =>
        Money.TryToMinor(amount, currency, out var minor)
            ? minor
            : throw new PayloadException(
                $"found {amount.ToString(CultureInfo.InvariantCulture)} in {column}, expected less than 9 million million");

    /// <returns>Null for a blank field.</returns>
    public static int? Quantity(string column, ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return null;
        return Utf8Parser.TryParse(field, out int quantity, out var read) && read == field.Length && quantity >= 0
            ? quantity
            : throw Unexpected(column, field, "a quantity from 0 to 2147483647");
    }

    public static PayloadException Unexpected(string column, ReadOnlySpan<byte> field, string expected) =>
        new($"found {(field.IsEmpty ? "nothing" : BodyText.Quoted(field))} in {column}, expected {expected}");
}
