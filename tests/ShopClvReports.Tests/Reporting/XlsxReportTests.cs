using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class XlsxReportTests
{
    [Fact]
    public async Task Cells_are_typed_and_headings_stay_in_view()
    {
        using var file = await OpenAsync(Some.SmallReport(), Language.Nl);
        var sheet = Sheet(file, "EUR");
        Assert.Equal(
            ["Klantnaam", "Klant e-mail", "Totaal uitgegeven", "Aantal bestellingen", "Eerste bestelling", "Laatste bestelling", "Dagen sinds", "Gemiddelde bestelwaarde", "Aandeel in omzet"],
            Row(sheet, 1).Select(c => c.InnerText));
        // 5 March 2024 is day 45356 of Excel's calendar, 21 May 2026 day 46163.
        Assert.Equal(["Anna de Vries", "anna@example.com", "1234.56", "2", "45356", "46163", "40", "617.28", "0.948166"], Row(sheet, 2).Select(c => c.InnerText));
        Assert.Equal(
            ["General", "General", "#,##0.00", "#,##0", "d mmm yyyy", "d mmm yyyy", "#,##0", "#,##0.00", "0.0%"], Row(sheet, 2).Select(c => Format(file, c)));
        Assert.Equal(new DateTime(2024, 3, 5), DateTime.FromOADate(double.Parse(Row(sheet, 2)[4].InnerText, CultureInfo.InvariantCulture)));
        Assert.Equal("A1:I4", sheet.Worksheet.GetFirstChild<AutoFilter>()!.Reference);
        Assert.Equal(PaneStateValues.Frozen, sheet.Worksheet.Descendants<Pane>().Single().State!.Value);
        Assert.Equal(4, sheet.Worksheet.Descendants<Row>().Count());
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public async Task A_name_is_text_whatever_it_looks_like(string name)
    {
        using var file = await OpenAsync(Some.ReportOn(name));
        var sheet = Sheet(file, "EUR");
        Assert.Empty(sheet.Worksheet.Descendants<CellFormula>());
        var cell = sheet.Worksheet.Descendants<Cell>().FirstOrDefault(c => c.CellReference == "A2");
        if (name.Length == 0) Assert.Null(cell);
        else Assert.Equal(CellValues.InlineString, cell!.DataType!.Value);
    }

    [Theory]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("a\0\u0001b", "ab")]
    [InlineData("a\uFFFEb", "ab")]
    [InlineData("tab\tline\nend", "tab\tline\nend")]
    [InlineData(" spaces ", " spaces ")]
    [InlineData("snake_case", "snake_case")]
    public async Task Text_survives_XML(string name, string expected)
    {
        using var file = await OpenAsync(Some.ReportOn(name));
        Assert.Equal(expected, Row(Sheet(file, "EUR"), 2)[0].InnerText);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        using var file = await OpenAsync(Some.ReportOn("a\uD800b"));
        Assert.Equal("a\uFFFDb", Row(Sheet(file, "EUR"), 2)[0].InnerText);
    }

    [Fact]
    public async Task Text_is_cut_at_Excels_limit_between_characters()
    {
        using var file = await OpenAsync(Some.ReportOn(new string('x', 32_766) + "😀"));
        Assert.Equal(new string('x', 32_766), Row(Sheet(file, "EUR"), 2)[0].InnerText);
    }

    [Theory]
    [InlineData("JPY", "100000", "#,##0")]
    [InlineData("KWD", "100.000", "#,##0.000")]
    public async Task Amounts_have_the_decimals_of_their_currency(string currency, string value, string format)
    {
        using var file = await OpenAsync(Some.Report([(1, "A", null)], [new Some.Sale(1, "2026-01-01", 100_000, currency)]));
        var cell = Row(Sheet(file, currency), 2).Single(c => c.CellReference == "C2");
        Assert.Equal((value, format), (cell.InnerText, Format(file, cell)));
    }

    [Fact]
    public async Task A_second_sheet_explains_and_its_parts_add_up()
    {
        using var file = await OpenAsync(Some.SmallReport(new ReportQuery(Period.All, Top: 1)), Language.Nl);
        Assert.Equal(["EUR", "Toelichting"], Names(file));
        var lines = Sheet(file, "Toelichting").Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToArray()).ToList();
        Assert.Equal(
        [
            ["Klanten in dit rapport", "1", "2", "1234.56"],
            ["Overige klanten", "2", "2", "47.50"],
            ["Bestellingen zonder klant", "1", "19.99"],
            ["Totaal", "3", "5", "1302.05"],
        ], lines.Skip(5).Take(4));
        Assert.Equal(ReportText.Of(Some.SmallReport(new ReportQuery(Period.All, Top: 1)), Language.Nl).Definition, lines.Skip(10).Select(l => l[0]));
    }

    [Fact]
    public async Task Every_currency_has_its_sheet_and_what_does_not_fit_goes_on_to_the_next()
    {
        var report = Some.Report(
            [(1, "A", null), (2, "B", null), (3, "C", null), (4, "D", null)],
            [
                new Some.Sale(1, "2026-01-01", 30), new Some.Sale(2, "2026-01-01", 20), new Some.Sale(3, "2026-01-01", 10),
                new Some.Sale(4, "2026-01-01", 5, "USD"),
            ]);
        using var file = await OpenAsync(report, options: new RenderOptions { SheetRows = 3 });
        Assert.Equal(["EUR", "EUR 2", "USD", "About"], Names(file));
        Assert.Equal(["Customer name", "A", "B"], FirstColumn("EUR"));
        Assert.Equal(["Customer name", "C"], FirstColumn("EUR 2"));
        Assert.Equal(["Customer name", "D"], FirstColumn("USD"));

        IEnumerable<string> FirstColumn(string name) => Sheet(file, name).Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().First().InnerText);
    }

    [Fact]
    public async Task An_empty_report_is_a_heading()
    {
        using var file = await OpenAsync(Some.EmptyReport());
        Assert.Single(Sheet(file, "EUR").Worksheet.Descendants<Row>());
    }

    [Fact]
    public async Task An_output_that_only_takes_bytes_will_do()
    {
        using var bytes = new MemoryStream();
        await using (var oneWay = System.IO.Pipelines.PipeWriter.Create(bytes, new(leaveOpen: true)).AsStream())
        {
            Assert.False(oneWay.CanSeek);
            await ReportRenderer.WriteAsync(Some.SmallReport(), ReportFormat.Xlsx, Language.En, oneWay);
        }

        using var file = SpreadsheetDocument.Open(bytes, false);
        Assert.Equal(["EUR", "About"], Names(file));
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_a_workbook_while_it_is_built()
    {
        if (OperatingSystem.IsWindows()) return;
        using var output = new WatchedOutput();
        await ReportRenderer.WriteAsync(Some.SmallReport(), ReportFormat.Xlsx, Language.En, output);

        var built = output.Beside.Where(file => file.Bytes == output.Length).ToList();
        Assert.NotEmpty(built);
        Assert.All(built, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Mode));
    }

    /// <summary>Looks at the temporary folder when it is first written to.</summary>
    sealed class WatchedOutput : MemoryStream
    {
        public List<(long Bytes, UnixFileMode Mode)> Beside { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Beside.Count == 0)
                foreach (var file in new DirectoryInfo(Path.GetTempPath()).EnumerateFiles("????????.???"))
                    // One that was another test's may be gone.
                    if (file.UnixFileMode is var mode && file.Exists) Beside.Add((file.Length, mode));
            return base.WriteAsync(buffer, cancellationToken);
        }
    }

    static async Task<SpreadsheetDocument> OpenAsync(Report report, Language language = Language.En, RenderOptions? options = null)
    {
        var file = SpreadsheetDocument.Open(new MemoryStream(await Rendered.BytesAsync(report, ReportFormat.Xlsx, language, options)), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        return file;
    }

    static IEnumerable<string?> Names(SpreadsheetDocument file) => file.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name?.Value);

    static WorksheetPart Sheet(SpreadsheetDocument file, string name) =>
        (WorksheetPart)file.WorkbookPart!.GetPartById(file.WorkbookPart.Workbook.Descendants<Sheet>().Single(s => s.Name == name).Id!);

    static Cell[] Row(WorksheetPart sheet, int number) => [.. sheet.Worksheet.Descendants<Row>().ElementAt(number - 1).Elements<Cell>()];

    static string Format(SpreadsheetDocument file, Cell cell)
    {
        var styles = file.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var id = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0)).NumberFormatId;
        return id is null ? "General" : styles.NumberingFormats!.Elements<NumberingFormat>().Single(f => f.NumberFormatId! == id).FormatCode!;
    }
}
