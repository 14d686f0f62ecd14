using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>What a spreadsheet holds, but for its cells.</summary>
sealed record Spreadsheet(IReadOnlyList<SpreadsheetTab> Tabs)
{
    /// <summary>Google's limit.</summary>
    public const long MostCells = 10_000_000;

    const string Fields =
        "sheets(properties(sheetId,title,index,gridProperties(rowCount,columnCount)),basicFilter(range(sheetId)),developerMetadata(metadataKey,metadataValue))";

    /// <exception cref="SheetsRefusal">Google did not say.</exception>
    public static async Task<Spreadsheet> ReadAsync(SheetsApi api, CancellationToken cancel)
    {
        using var json = await api.GetAsync(Fields, null, cancel);
        return json.RootElement.TryGetProperty("sheets", out var sheets) && sheets.ValueKind == JsonValueKind.Array
            ? new Spreadsheet([.. sheets.EnumerateArray().Select(SpreadsheetTab.Read)])
            : throw SheetsRefusal.Retry("Google answered 200 without the spreadsheet's tabs");
    }

    public long Cells => Tabs.Sum(t => t.Cells);

    /// <summary>Google holds names that differ in case alone to be the same.</summary>
    public SpreadsheetTab? Named(string title) => Tabs.FirstOrDefault(t => string.Equals(t.Title, title, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One tab.</summary>
/// <param name="Index">From the left.</param>
/// <param name="Rows">0 where it has no cells, such as a chart.</param>
/// <param name="Marks">Developer metadata, ours and others'.</param>
sealed record SpreadsheetTab(int Id, string Title, int Index, int Rows, int Columns, bool IsFiltered, IReadOnlyList<KeyValuePair<string, string>> Marks)
{
    public long Cells => (long)Rows * Columns;

    public string? Mark(string key) => Marks.Where(m => m.Key == key).Select(m => m.Value).FirstOrDefault();

    /// <summary>
    /// Made by us and still under the name we gave it. A tab that somebody renamed, or a copy of one, is theirs and never touched.
    /// </summary>
    public bool IsOurs => Mark(SheetsMarks.Title) == Title;

    public static SpreadsheetTab Read(JsonElement sheet)
    {
        var properties = Part(sheet, "properties");
        var grid = Part(properties, "gridProperties");
        return new SpreadsheetTab(
            Number(properties, "sheetId"), Text(properties, "title"), Number(properties, "index"), Number(grid, "rowCount"), Number(grid, "columnCount"),
            Part(sheet, "basicFilter") is not null,
            Part(sheet, "developerMetadata") is { ValueKind: JsonValueKind.Array } marks
                ? [.. marks.EnumerateArray().Select(m => KeyValuePair.Create(Text(m, "metadataKey"), Text(m, "metadataValue")))]
                : []);
    }

    static JsonElement? Part(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var part) ? part : null;

    /// <summary>Google leaves out what is nought.</summary>
    static int Number(JsonElement? of, string name) => Part(of, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;

    static string Text(JsonElement? of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}

/// <summary>Keys of the developer metadata by which we know our tabs again.</summary>
static class SheetsMarks
{
    /// <summary>The message a finished tab shows.</summary>
    public const string Run = "shopclv-run";

    /// <summary>The name we gave a finished tab.</summary>
    public const string Title = "shopclv-title";

    /// <summary>In history mode, what a tab and its older sisters have in common.</summary>
    public const string Series = "shopclv-series";

    /// <summary>In history mode, sorts a tab among its sisters.</summary>
    public const string At = "shopclv-at";

    /// <summary>The message and the number of its tab that an unfinished tab is filled with.</summary>
    public const string Staging = "shopclv-staging";

    /// <summary>The name an unfinished tab is to have.</summary>
    public const string StagingFor = "shopclv-staging-for";

    /// <summary>When an unfinished tab was begun, in Unix seconds.</summary>
    public const string StagingSince = "shopclv-staging-since";
}
