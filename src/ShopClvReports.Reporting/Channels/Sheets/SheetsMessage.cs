using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>A rendered message: this, the first line of its artifact; then <see cref="SheetChunk"/>s, a line each.</summary>
/// <param name="Run">The same for every try at this message, and for no other message.</param>
/// <param name="Tabs">One for each currency.</param>
sealed record SheetsMessage(string Run, IReadOnlyList<SheetTab> Tabs)
{
    public static async Task<SheetsMessage> ReadAsync(StreamReader lines, CancellationToken cancel) =>
        JsonSerializer.Deserialize<SheetsMessage>((await lines.ReadLineAsync(cancel))!)!;
}

/// <summary>One tab, but for its cells.</summary>
/// <param name="Title">Of the tab.</param>
/// <param name="Series">In history mode: what its older sisters have in common with it. Otherwise null.</param>
/// <param name="At">In history mode: sorts it among them.</param>
/// <param name="Rows">Of the whole grid.</param>
/// <param name="Heading">The row of the table's headings; it and those above stay in view.</param>
/// <param name="TableEnd">The row after the table's last.</param>
/// <param name="TableColumns">Of the table; the totals below it may be wider.</param>
/// <param name="Widths">Of the columns, in pixels.</param>
sealed record SheetTab(
    string Title, string? Series, string At, int Rows, int Columns, int Heading, int TableEnd, int TableColumns,
    IReadOnlyList<int> Widths, IReadOnlyList<CellStyle> Styles)
{
    public long Cells => (long)Rows * Columns;
}

/// <summary>How a block of cells looks; ends are exclusive.</summary>
/// <param name="Type">Google's kind of number format, such as <c>DATE</c>; null for none.</param>
/// <param name="Pattern">In Google's notation, such as <c>d-m-yyyy</c>.</param>
sealed record CellStyle(int Row, int EndRow, int Column, int EndColumn, string? Type = null, string? Pattern = null, bool Bold = false);

/// <summary>Consecutive rows of a tab, small enough for one request.</summary>
/// <param name="Tab">Index into <see cref="SheetsMessage.Tabs"/>.</param>
/// <param name="Row">The first, from 0.</param>
/// <param name="Rows">As Google's <c>updateCells</c> takes them.</param>
sealed record SheetChunk(int Tab, int Row, JsonElement Rows)
{
    public static SheetChunk Read(string line) => JsonSerializer.Deserialize<SheetChunk>(line)!;
}
