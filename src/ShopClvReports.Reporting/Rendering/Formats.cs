using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>How amounts, numbers and days are written for people of one language. Machine formats are the renderers' own.</summary>
public sealed class Formats
{
    const string Unknown = "–";

    static readonly Formats s_english = new(Language.En, ".", ",", signBeforeSymbol: true,
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]);

    static readonly Formats s_dutch = new(Language.Nl, ",", ".", signBeforeSymbol: false,
        ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]);

    readonly Language _language;
    readonly NumberFormatInfo _numbers;
    readonly bool _signBeforeSymbol;
    readonly string[] _months;

    Formats(Language language, string decimalPoint, string groupSeparator, bool signBeforeSymbol, string[] months)
    {
        _language = language;
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = decimalPoint, NumberGroupSeparator = groupSeparator };
        _signBeforeSymbol = signBeforeSymbol;
        _months = months;
    }

    public static Formats Of(Language language) => language switch
    {
        Language.En => s_english,
        Language.Nl => s_dutch,
    };

    /// <summary><c>-€1,234.56</c> in English, <c>€ -1.234,56</c> in Dutch; a currency without a sign goes by its code.</summary>
    public string Money(Money money)
    {
        var symbol = Symbol(money.Currency);
        var minus = money.Minor < 0 ? "-" : "";
        var digits = Math.Abs(money.Amount).ToString("N" + money.Currency.Exponent, _numbers);
        if (!_signBeforeSymbol) return $"{symbol} {minus}{digits}";
        return symbol == money.Currency.Code ? $"{minus}{symbol} {digits}" : $"{minus}{symbol}{digits}";
    }

    /// <summary><c>1,234</c> in English, <c>1.234</c> in Dutch; a dash for null.</summary>
    public string Count(long? count) => count?.ToString("N0", _numbers) ?? Unknown;

    /// <summary><c>21 Nov 2026</c> in English, <c>21 nov 2026</c> in Dutch.</summary>
    public string Date(DateOnly day) => $"{day.Day} {_months[day.Month - 1]} {day.Year:0000}";

    /// <summary>A fraction as a percentage with one decimal; a dash for NaN.</summary>
    public string Share(double share) => double.IsNaN(share) ? Unknown : Text(share * 100, "N1") + "%";

    /// <summary>Likewise, with a sign: <c>+12.5%</c>.</summary>
    public string Change(double change) => change > 0 && Share(change) is var text && IsSomething(text) ? "+" + text : Share(change);

    /// <summary>With two decimals; a dash for NaN.</summary>
    public string Number(double number) => double.IsNaN(number) ? Unknown : Text(number, "N2");

    /// <summary>One value of a column, on one line.</summary>
    /// <param name="longestText">Characters that a text is cut after.</param>
    public string Cell(ReportColumn column, int row, int longestText) => column switch
    {
        TextColumn text => VisibleText.OneLine(Words.Of(_language).Text(text, row), longestText),
        MoneyColumn money => money.At(row) is { } amount ? Money(amount) : Unknown,
        CountColumn count => Count(count.At(row)),
        NumberColumn number => Number(number.Values[row]),
        DateColumn date => Date(date.Values[row]),
        ChangeColumn change => Change(change.Values[row]),
        ShareColumn share => Share(share.Values[row]),
        _ => throw new InvalidOperationException($"no cell for {column.GetType().Name}"),
    };

    /// <summary>What is written as nothing has no sign.</summary>
    string Text(double number, string format) => number.ToString(format, _numbers) is var text && IsSomething(text) ? text : text.TrimStart('-');

    static bool IsSomething(string digits) => digits.AsSpan().ContainsAnyInRange('1', '9');

    static string Symbol(Currency currency) => currency.Code switch
    {
        "AUD" => "A$",
        "BRL" => "R$",
        "CAD" => "CA$",
        "CNY" => "CN¥",
        "EUR" => "€",
        "GBP" => "£",
        "HKD" => "HK$",
        "ILS" => "₪",
        "INR" => "₹",
        "JPY" => "¥",
        "KRW" => "₩",
        "MXN" => "MX$",
        "NZD" => "NZ$",
        "PHP" => "₱",
        "TWD" => "NT$",
        "USD" => "$",
        "VND" => "₫",
        var code => code,
    };
}
