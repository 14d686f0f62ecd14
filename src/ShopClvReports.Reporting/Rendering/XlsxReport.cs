using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>An Excel workbook: a sheet of typed cells for each currency, and one that explains them.</summary>
static class XlsxReport
{
    /// <remarks>
    /// Built in a temporary file, which nobody else may read: a package is written without waiting, which not every output puts up with.
    /// </remarks>
    public static async Task WriteAsync(Report report, Language language, Stream output, int sheetRows, CancellationToken cancel)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        Write(report, language, file, sheetRows, cancel);
        file.Position = 0;
        await file.CopyToAsync(output, cancel);
    }

    static void Write(Report report, Language language, Stream file, int sheetRows, CancellationToken cancel)
    {
        using var book = new XlsxBook(file);
        foreach (var section in report.Sections)
            foreach (var (number, rows) in section.Rows.Chunk(sheetRows - 1).DefaultIfEmpty([]).Index())
            {
                using var sheet = book.AddSheet(number == 0 ? section.Currency.Code : $"{section.Currency} {number + 1}");
                XlsxTable.Write(sheet, section, rows, Words.Of(language), cancel);
            }

        using (var about = book.AddSheet(Words.Of(language).About)) XlsxAbout.Write(about, report, language);
        book.Finish();
    }
}
