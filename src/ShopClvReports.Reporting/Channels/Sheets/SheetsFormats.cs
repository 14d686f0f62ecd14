using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Number formats in Google's notation. Which sign parts decimals is the spreadsheet's own locale to say.</summary>
static class SheetsFormats
{
    /// <summary>Kind and pattern of a column's cells.</summary>
    public static (string Type, string Pattern) Of(ReportColumn column, Language language) => column switch
    {
        // As text even when a reader opens the cell and closes it again.
        TextColumn => ("TEXT", "@"),
        MoneyColumn money => Money(money.Currency, language),
        CountColumn => Count,
        NumberColumn => ("NUMBER", "#,##0.00"),
        DateColumn => ("DATE", language switch { Language.En => "d mmm yyyy", Language.Nl => "d-m-yyyy" }),
        ShareColumn => ("PERCENT", "0.0%"),
        _ => throw new InvalidOperationException($"no format for {column.GetType().Name}"),
    };

    public static (string Type, string Pattern) Count => ("NUMBER", "#,##0");

    /// <summary>Such as <c>"€ "#,##0.00;"€ "-#,##0.00</c>, with as many decimals as the currency has.</summary>
    public static (string Type, string Pattern) Money(Currency currency, Language language)
    {
        var zero = Formats.Of(language).Money(new Money(0, currency));
        var sign = $"\"{zero[..zero.IndexOf('0', StringComparison.Ordinal)]}\"";
        var digits = currency.Exponent == 0 ? "#,##0" : "#,##0." + new string('0', currency.Exponent);
        return ("CURRENCY", $"{sign}{digits};{language switch { Language.En => $"-{sign}", Language.Nl => $"{sign}-" }}{digits}");
    }
}
