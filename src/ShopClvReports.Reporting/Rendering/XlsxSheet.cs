using System.Globalization;
using System.Text;
using System.Xml;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Writes one sheet, cell after cell, holding none of them.</summary>
/// <remarks>Elements as in ECMA-376, part 1, 18.3. Plain XML, because <c>OpenXmlWriter</c> takes twice as long.</remarks>
sealed class XlsxSheet : IDisposable
{
    const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    static readonly int s_firstDay = new DateOnly(1899, 12, 30).DayNumber;

    readonly XmlWriter _xml;
    int _row;
    int _column;

    /// <param name="part">Where the sheet's XML goes; closed with it.</param>
    public XlsxSheet(Stream part)
    {
        _xml = XmlWriter.Create(part, new XmlWriterSettings { CloseOutput = true, NewLineHandling = NewLineHandling.Entitize });
        _xml.WriteStartElement("worksheet", Namespace);
    }

    /// <param name="widths">Of the columns, in characters.</param>
    /// <param name="headings">Whether the first row stays in view.</param>
    public void Begin(IEnumerable<double> widths, bool headings)
    {
        _xml.WriteStartElement("sheetViews");
        _xml.WriteStartElement("sheetView");
        _xml.WriteAttributeString("workbookViewId", "0");
        if (headings) Element("pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
        _xml.WriteEndElement();
        _xml.WriteEndElement();

        _xml.WriteStartElement("cols");
        foreach (var (i, width) in widths.Index())
            Element(
                "col", ("min", Digits(i + 1)), ("max", Digits(i + 1)), ("width", width.ToString(CultureInfo.InvariantCulture)),
                ("customWidth", "1"));
        _xml.WriteEndElement();
        _xml.WriteStartElement("sheetData");
    }

    public void Row(Action<XlsxSheet> cells)
    {
        _row++;
        _column = 0;
        _xml.WriteStartElement("row");
        cells(this);
        _xml.WriteEndElement();
    }

    /// <summary>Never a formula, whatever it begins with.</summary>
    public void Text(string? text, int style = XlsxStyle.Plain)
    {
        _column++;
        if (string.IsNullOrEmpty(text)) return;
        StartCell(style);
        _xml.WriteAttributeString("t", "inlineStr");
        _xml.WriteStartElement("is");
        _xml.WriteStartElement("t");
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(XlsxText.Of(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    /// <summary>Empty for null.</summary>
    public void Money(Money? money)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (money is { } known) Number(Encoding.ASCII.GetString(utf8[..PlainNumber.Write(known, utf8)]), XlsxStyle.Money(known.Currency));
        else _column++;
    }

    /// <summary>Empty for null.</summary>
    public void Count(int? count)
    {
        if (count is { } known) Number(Digits(known), XlsxStyle.Count);
        else _column++;
    }

    public void Date(DateOnly day) => Number(Digits(day.DayNumber - s_firstDay), XlsxStyle.Date);

    /// <summary>Empty for NaN.</summary>
    public void Share(double share) => Fraction(share, XlsxStyle.Share);

    /// <summary>Shown with two decimals; empty for NaN.</summary>
    public void Number(double number) => Fraction(number, XlsxStyle.Number);

    /// <param name="filtered">Gives the rows so far, the first being headings, buttons to filter and sort by.</param>
    public void End(bool filtered)
    {
        _xml.WriteEndElement();
        if (filtered) Element("autoFilter", ("ref", $"A1:{Reference()}"));
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.Dispose();
    }

    void Fraction(double number, int style)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (PlainNumber.Write(number, utf8) is var written and > 0) Number(Encoding.ASCII.GetString(utf8[..written]), style);
        else _column++;
    }

    void Number(string number, int style)
    {
        _column++;
        StartCell(style);
        _xml.WriteElementString("v", number);
        _xml.WriteEndElement();
    }

    void StartCell(int style)
    {
        _xml.WriteStartElement("c");
        _xml.WriteAttributeString("r", Reference());
        if (style != XlsxStyle.Plain) _xml.WriteAttributeString("s", Digits(style));
    }

    void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        foreach (var attribute in attributes) _xml.WriteAttributeString(attribute.Name, attribute.Value);
        _xml.WriteEndElement();
    }

    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    string Reference()
    {
        const int letters = 26;
        var column = "";
        for (var left = _column; left > 0; left = (left - 1) / letters) column = (char)('A' + (left - 1) % letters) + column;
        return column + Digits(_row);
    }
}
