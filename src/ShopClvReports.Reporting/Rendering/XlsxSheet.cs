using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Writes one sheet, cell after cell, holding none of them.</summary>
sealed class XlsxSheet : IDisposable
{
    static readonly int s_firstDay = new DateOnly(1899, 12, 30).DayNumber;

    readonly Stream _part;
    readonly OpenXmlWriter _xml;
    readonly Row _row = new();
    readonly Cell _number = new();
    readonly CellValue _value = new();
    readonly Cell _text = new() { DataType = CellValues.InlineString };
    readonly InlineString _inline = new();
    readonly Text _characters = new() { Space = SpaceProcessingModeValues.Preserve };
    int _rowNumber;
    int _columnNumber;

    /// <param name="part">Where the sheet's XML goes; disposed with it.</param>
    public XlsxSheet(Stream part)
    {
        _part = part;
        _xml = OpenXmlWriter.Create(part);
        _xml.WriteStartElement(new Worksheet());
    }

    /// <param name="widths">Of the columns, in characters.</param>
    /// <param name="headings">Whether the first row stays in view.</param>
    public void Begin(IEnumerable<double> widths, bool headings)
    {
        var view = new SheetView { WorkbookViewId = 0 };
        if (headings)
            view.Append(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        _xml.WriteElement(new SheetViews(view));
        _xml.WriteElement(new Columns(widths.Select((width, i) => new Column
        {
            Min = (uint)i + 1,
            Max = (uint)i + 1,
            Width = width,
            CustomWidth = true,
        })));
        _xml.WriteStartElement(new SheetData());
    }

    public void Row(Action<XlsxSheet> cells)
    {
        _rowNumber++;
        _columnNumber = 0;
        _xml.WriteStartElement(_row);
        cells(this);
        _xml.WriteEndElement();
    }

    /// <summary>Never a formula, whatever it begins with.</summary>
    public void Text(string? text, int style = XlsxStyle.Plain)
    {
        _columnNumber++;
        if (string.IsNullOrEmpty(text)) return;
        Place(_text, style);
        _xml.WriteStartElement(_text);
        _xml.WriteStartElement(_inline);
        _characters.Text = XlsxText.Of(text);
        _xml.WriteElement(_characters);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    public void Money(Money money)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        Number(Encoding.ASCII.GetString(utf8[..PlainNumber.Write(money, utf8)]), XlsxStyle.Money(money.Currency));
    }

    public void Count(int count) => Number(count.ToString(CultureInfo.InvariantCulture), XlsxStyle.Count);

    public void Date(DateOnly day) => Number((day.DayNumber - s_firstDay).ToString(CultureInfo.InvariantCulture), XlsxStyle.Date);

    /// <summary>Empty for NaN.</summary>
    public void Share(double share)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (PlainNumber.Write(share, utf8) is var written and > 0) Number(Encoding.ASCII.GetString(utf8[..written]), XlsxStyle.Share);
        else _columnNumber++;
    }

    /// <param name="filtered">Gives the rows so far, the first being headings, buttons to filter and sort by.</param>
    public void End(bool filtered)
    {
        _xml.WriteEndElement();
        if (filtered) _xml.WriteElement(new AutoFilter { Reference = $"A1:{Reference()}" });
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.Dispose();
        _part.Dispose();
    }

    void Number(string number, int style)
    {
        _columnNumber++;
        Place(_number, style);
        _value.Text = number;
        _xml.WriteStartElement(_number);
        _xml.WriteElement(_value);
        _xml.WriteEndElement();
    }

    void Place(Cell cell, int style)
    {
        cell.CellReference = Reference();
        cell.StyleIndex = (uint)style;
    }

    string Reference() => $"{(char)('A' + _columnNumber - 1)}{_rowNumber}";
}
