using System.Buffers.Text;
using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>An amount in minor units (cents) of one currency. Sums of different currencies throw.</summary>
public readonly record struct Money(long Minor, Currency Currency)
{
    static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000];

    /// <summary>The amount in major units: 1234 cents are 12.34.</summary>
    public decimal Amount => new decimal(Minor) / PowersOfTen[Currency.Exponent];

    public static Money operator +(Money a, Money b) =>
        a.Currency == b.Currency
            ? a with { Minor = checked(a.Minor + b.Minor) }
            : throw new InvalidOperationException($"{a.Currency} and {b.Currency} cannot be added");

    /// <summary>Machine-readable: <c>1234.50</c>, with as many decimals as the currency has.</summary>
    public override string ToString() => Amount.ToString("F" + Currency.Exponent, CultureInfo.InvariantCulture);

    /// <summary>Reads a decimal such as <c>-1234.5</c> into minor units, exactly.</summary>
    /// <remarks>Digits beyond the currency's exponent are rounded half away from zero.</remarks>
    /// <returns>False when the text is not a plain decimal or does not fit.</returns>
    public static bool TryParseMinor(ReadOnlySpan<byte> utf8, Currency currency, out long minor)
    {
        minor = 0;
        if (!Utf8Parser.TryParse(utf8, out decimal amount, out var read, 'F') || read != utf8.Length) return false;
        return TryToMinor(amount, currency, out minor);
    }

    /// <inheritdoc cref="TryParseMinor(ReadOnlySpan{byte}, Currency, out long)"/>
    public static bool TryParseMinor(ReadOnlySpan<char> text, Currency currency, out long minor)
    {
        minor = 0;
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var amount) && TryToMinor(amount, currency, out minor);
    }

    /// <summary>An amount in major units as minor units, rounded half away from zero.</summary>
    /// <returns>False when it does not fit.</returns>
    public static bool TryToMinor(decimal amount, Currency currency, out long minor)
    {
        minor = 0;
        // A thousandth of long's range: room to add a whole shop's history without overflow.
        if (Math.Abs(amount) > 9_000_000_000_000m) return false;
        minor = (long)Math.Round(amount * PowersOfTen[currency.Exponent], MidpointRounding.AwayFromZero);
        return true;
    }
}
