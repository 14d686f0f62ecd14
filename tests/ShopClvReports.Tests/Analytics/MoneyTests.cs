using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class MoneyTests
{
    [Theory]
    [InlineData("12.34", "EUR", 1234)]
    [InlineData("-12.3", "EUR", -1230)]
    [InlineData("12", "EUR", 1200)]
    [InlineData("1234", "JPY", 1234)]
    [InlineData("1.234", "KWD", 1234)]
    [InlineData("1.2345", "CLF", 12345)]
    [InlineData("0.00", "EUR", 0)]
    [InlineData("0.005", "EUR", 1)]
    [InlineData("-0.005", "EUR", -1)]
    [InlineData("0.00499999999999999999", "EUR", 0)]
    [InlineData("0.5", "JPY", 1)]
    [InlineData("1.2345", "KWD", 1235)]
    [InlineData("9000000000000", "EUR", 900_000_000_000_000)]
    public void A_decimal_is_minor_units_rounded_half_away_from_zero(string text, string currency, long minor)
    {
        Assert.True(Money.TryToMinor(decimal.Parse(text, CultureInfo.InvariantCulture), new Currency(currency), out var read));

        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("9000000000000.01")]
    [InlineData("-9000000000000.01")]
    public void What_does_not_fit_is_refused(string text) =>
        Assert.False(Money.TryToMinor(decimal.Parse(text, CultureInfo.InvariantCulture), Some.Euro, out _));

    [Theory]
    [InlineData(123456, "EUR", "1234.56")]
    [InlineData(-5, "EUR", "-0.05")]
    [InlineData(1235, "JPY", "1235")]
    [InlineData(1235, "KWD", "1.235")]
    [InlineData(long.MaxValue, "EUR", "92233720368547758.07")]
    public void Money_prints_with_the_decimals_of_its_currency(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, new Currency(currency)).ToString());

    [Fact]
    public void Amounts_of_one_currency_add_up_and_of_two_do_not()
    {
        Assert.Equal(new Money(300, Some.Euro), new Money(100, Some.Euro) + new Money(200, Some.Euro));
        Assert.Throws<InvalidOperationException>(() => new Money(1, Some.Euro) + new Money(1, new Currency("USD")));
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_not_wrapped() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Some.Euro) + new Money(1, Some.Euro));

    [Theory]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("E1R")]
    [InlineData("ÉUR")]
    public void A_currency_is_three_letters(string code) => Assert.Throws<FormatException>(() => new Currency(code));

    [Fact]
    public void Currencies_are_equal_by_code_in_either_case() => Assert.Equal(new Currency("EUR"), new Currency("eur"));
}
