using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ShopClvReports.Reporting;

/// <summary>The file around the sheets, written one after the other and compressed on the way.</summary>
/// <remarks>
/// <c>SpreadsheetDocument</c> would keep every sheet in memory until the end; the few parts that tie the sheets together are
/// those ECMA-376 asks for.
/// </remarks>
sealed class XlsxBook(Stream file) : IDisposable
{
    const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    const string Package = "http://schemas.openxmlformats.org/package/2006/";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    readonly ZipArchive _zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
    readonly List<string> _names = [];

    /// <param name="name">At most 31 characters, unlike the others.</param>
    /// <returns>To be disposed before the next one is added.</returns>
    public XlsxSheet AddSheet(string name)
    {
        _names.Add(name);
        return new XlsxSheet(Entry($"xl/worksheets/sheet{_names.Count}.xml"));
    }

    public void Finish()
    {
        Part("xl/styles.xml", XlsxStyle.Sheet());
        Part("xl/workbook.xml", new Workbook(new Sheets(
            _names.Select((name, i) => new Sheet { Name = name, SheetId = (uint)i + 1, Id = $"sheet{i + 1}" }))));
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}relationships">
              <Relationship Id="styles" Type="{Office}styles" Target="styles.xml"/>
              {EachSheet(n => $"""<Relationship Id="sheet{n}" Type="{Office}worksheet" Target="worksheets/sheet{n}.xml"/>""")}
            </Relationships>
            """);
        Part("_rels/.rels", $"""
            <Relationships xmlns="{Package}relationships">
              <Relationship Id="workbook" Type="{Office}officeDocument" Target="xl/workbook.xml"/>
            </Relationships>
            """);
        Part("[Content_Types].xml", $"""
            <Types xmlns="{Package}content-types">
              <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
              <Override PartName="/xl/workbook.xml" ContentType="{Type}sheet.main+xml"/>
              <Override PartName="/xl/styles.xml" ContentType="{Type}styles+xml"/>
              {EachSheet(n => $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{Type}worksheet+xml"/>""")}
            </Types>
            """);
    }

    public void Dispose() => _zip.Dispose();

    string EachSheet(Func<int, string> line) => string.Concat(_names.Select((_, i) => line(i + 1)));

    Stream Entry(string path) => _zip.CreateEntry(path, CompressionLevel.Fastest).Open();

    void Part(string path, OpenXmlElement root)
    {
        using var part = Entry(path);
        using var xml = OpenXmlWriter.Create(part);
        xml.WriteElement(root);
    }

    void Part(string path, string xml)
    {
        using var text = new StreamWriter(Entry(path));
        text.Write(Declaration);
        text.Write(xml);
    }
}
