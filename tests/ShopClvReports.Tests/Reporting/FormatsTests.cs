using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class FormatsTests
{
    [Theory]
    [InlineData(Language.En, 123456, "EUR", "€1,234.56")]
    [InlineData(Language.En, -123456, "EUR", "-€1,234.56")]
    [InlineData(Language.Nl, 123456, "EUR", "€ 1.234,56")]
    [InlineData(Language.Nl, -123456, "EUR", "€ -1.234,56")]
    [InlineData(Language.Nl, -5, "EUR", "€ -0,05")]
    [InlineData(Language.En, 1234567, "JPY", "¥1,234,567")]
    [InlineData(Language.Nl, 1234567, "JPY", "¥ 1.234.567")]
    [InlineData(Language.En, 1234567, "KWD", "KWD 1,234.567")]
    [InlineData(Language.Nl, -1234567, "KWD", "KWD -1.234,567")]
    [InlineData(Language.En, -99, "CHF", "-CHF 0.99")]
    [InlineData(Language.En, 0, "USD", "$0.00")]
    [InlineData(Language.En, long.MinValue, "GBP", "-£92,233,720,368,547,758.08")]
    public void Amounts_read_as_people_write_them(Language language, long minor, string currency, string expected) =>
        Assert.Equal(expected, Formats.Of(language).Money(new Money(minor, new Currency(currency))));

    [Theory]
    [InlineData(Language.En, "21 Nov 2026", "1 Mar 2026", "7 May 2026", "9 Oct 2026")]
    [InlineData(Language.Nl, "21 nov 2026", "1 mrt 2026", "7 mei 2026", "9 okt 2026")]
    public void Days_have_the_months_names_of_the_language(Language language, params string[] expected) =>
        Assert.Equal(
            expected,
            new DateOnly[] { new(2026, 11, 21), new(2026, 3, 1), new(2026, 5, 7), new(2026, 10, 9) }.Select(Formats.Of(language).Date));

    [Fact]
    public void Numbers_are_grouped_and_shares_are_percentages()
    {
        Assert.Equal("1,234,567", Formats.Of(Language.En).Count(1234567));
        Assert.Equal("1.234.567", Formats.Of(Language.Nl).Count(1234567));
        Assert.Equal("12.3%", Formats.Of(Language.En).Share(0.1234));
        Assert.Equal("12,3%", Formats.Of(Language.Nl).Share(0.1234));
        Assert.Equal("–", Formats.Of(Language.Nl).Share(double.NaN));
    }

    [Theory]
    [InlineData(-0.0001)]
    [InlineData(-1e-300)]
    [InlineData(-0.0)]
    public void What_rounds_to_nothing_has_no_sign(double tiny)
    {
        Assert.Equal(("0.0%", "0,0%"), (Formats.Of(Language.En).Share(tiny), Formats.Of(Language.Nl).Share(tiny)));
        Assert.Equal(("0.0%", "0.0%"), (Formats.Of(Language.En).Change(tiny), Formats.Of(Language.En).Change(-tiny)));
        Assert.Equal("0.00", Formats.Of(Language.En).Number(tiny));
        Assert.Equal("-0.1%", Formats.Of(Language.En).Change(-0.0006));
    }
}
