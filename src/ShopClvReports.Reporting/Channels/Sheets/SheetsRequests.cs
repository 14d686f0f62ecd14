namespace ShopClvReports.Reporting;

/// <summary>The requests of <c>spreadsheets.batchUpdate</c> that we make, as objects that serialize to Google's JSON.</summary>
static class SheetsRequests
{
    public static object AddHidden(int sheetId, string title, int rows, int columns) =>
        new { addSheet = new { properties = new { sheetId, title, hidden = true, gridProperties = new { rowCount = rows, columnCount = columns } } } };

    public static object Delete(int sheetId) => new { deleteSheet = new { sheetId } };

    public static object Show(int sheetId, string title, int frozenRows) => new
    {
        updateSheetProperties = new
        {
            properties = new { sheetId, title, hidden = false, gridProperties = new { frozenRowCount = frozenRows } },
            fields = "title,hidden,gridProperties.frozenRowCount",
        },
    };

    public static object Move(int sheetId, int index) => new { updateSheetProperties = new { properties = new { sheetId, index }, fields = "index" } };

    public static object Resize(int sheetId, int rows, int columns, int frozenRows) => new
    {
        updateSheetProperties = new
        {
            properties = new { sheetId, gridProperties = new { rowCount = rows, columnCount = columns, frozenRowCount = frozenRows } },
            fields = "gridProperties(rowCount,columnCount,frozenRowCount)",
        },
    };

    public static object Width(int sheetId, int column, int pixelSize) => new
    {
        updateDimensionProperties = new
        {
            range = new { sheetId, dimension = "COLUMNS", startIndex = column, endIndex = column + 1 },
            properties = new { pixelSize },
            fields = "pixelSize",
        },
    };

    public static object Style(int sheetId, CellStyle style)
    {
        Dictionary<string, object> format = [];
        if (style.Type is not null) format.Add("numberFormat", new { type = style.Type, pattern = style.Pattern });
        if (style.Bold) format.Add("textFormat", new { bold = true });
        return new
        {
            repeatCell = new
            {
                range = Range(sheetId, style.Row, style.EndRow, style.Column, style.EndColumn),
                cell = new { userEnteredFormat = format },
                fields = string.Join(',', format.Keys.Select(k => k == "textFormat" ? "userEnteredFormat.textFormat.bold" : "userEnteredFormat." + k)),
            },
        };
    }

    public static object Write(int sheetId, SheetChunk chunk) => new
    {
        updateCells = new { start = new { sheetId, rowIndex = chunk.Row, columnIndex = 0 }, rows = chunk.Rows, fields = "userEnteredValue" },
    };

    /// <summary>Empties a whole tab: values, formats, notes and rules of entry.</summary>
    public static object Clear(int sheetId, int rows, int columns) => new
    {
        updateCells = new { range = Range(sheetId, 0, rows, 0, columns), fields = "userEnteredValue,userEnteredFormat,note,dataValidation" },
    };

    public static object Unmerge(int sheetId, int rows, int columns) => new { unmergeCells = new { range = Range(sheetId, 0, rows, 0, columns) } };

    /// <summary>Copies the first rows and columns of a tab over another's: values and formats.</summary>
    public static object Copy(int from, int to, int rows, int columns) => new
    {
        copyPaste = new { source = Range(from, 0, rows, 0, columns), destination = Range(to, 0, rows, 0, columns), pasteType = "PASTE_NORMAL" },
    };

    public static object Filter(int sheetId, int row, int endRow, int columns) =>
        new { setBasicFilter = new { filter = new { range = Range(sheetId, row, endRow, 0, columns) } } };

    public static object Unfilter(int sheetId) => new { clearBasicFilter = new { sheetId } };

    /// <summary>Readable by every program that may read the document, so that a new key knows the tabs of the old one.</summary>
    public static object Mark(int sheetId, string key, string value) => new
    {
        createDeveloperMetadata = new { developerMetadata = new { metadataKey = key, metadataValue = value, location = new { sheetId }, visibility = "DOCUMENT" } },
    };

    public static object Unmark(int sheetId, string key) => new
    {
        deleteDeveloperMetadata = new { dataFilter = new { developerMetadataLookup = new { metadataKey = key, metadataLocation = new { sheetId } } } },
    };

    static object Range(int sheetId, int row, int endRow, int column, int endColumn) =>
        new { sheetId, startRowIndex = row, endRowIndex = endRow, startColumnIndex = column, endColumnIndex = endColumn };
}
