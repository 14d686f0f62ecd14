using DocumentFormat.OpenXml.Spreadsheet;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The looks of a workbook's cells: indexes into its style sheet.</summary>
static class XlsxStyle
{
    public const int Plain = 0;
    public const int Heading = 1;
    public const int Wrapped = 2;
    public const int Date = 3;
    public const int Share = 4;
    public const int Count = 5;
    const int FirstMoney = 6;

    /// <summary>Two decimals.</summary>
    public const int Number = FirstMoney + 2;

    const uint FirstOwnFormat = 164;

    static readonly string[] s_moneyFormats = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"];

    public static int Money(Currency currency) => FirstMoney + currency.Exponent;

    public static Stylesheet Sheet()
    {
        string[] formats = ["d mmm yyyy", "0.0%", "#,##0", .. s_moneyFormats];
        return new Stylesheet(
            new NumberingFormats(
                formats.Select((code, i) => new NumberingFormat { NumberFormatId = FirstOwnFormat + (uint)i, FormatCode = code })),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(
                new Border(),
                new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder { Style = BorderStyleValues.Thin })),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
            [
                new CellFormat(),
                new CellFormat { FontId = 1, BorderId = 1, ApplyFont = true, ApplyBorder = true },
                new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true },
                .. formats.Select((_, i) => new CellFormat { NumberFormatId = FirstOwnFormat + (uint)i, ApplyNumberFormat = true }),
            ]));
    }
}
