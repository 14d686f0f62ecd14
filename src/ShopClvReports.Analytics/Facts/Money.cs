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
