using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>Where a tab of a message goes.</summary>
/// <param name="Live">The tab that is there under its name and will show it; null when there is none yet.</param>
sealed record SheetPlace(SheetTab Tab, SpreadsheetTab? Live)
{
    /// <summary>The grid a new tab in Google's editor has; a tab of ours is not cut below it, for charts and formulas that look at it.</summary>
    const int NewRows = 1_000;
    const int NewColumns = 26;

    /// <summary>Of the live tab afterwards.</summary>
    public int Rows => Live is null ? Tab.Rows : Math.Max(Tab.Rows, Math.Min(Live.Rows, NewRows));

    /// <inheritdoc cref="Rows"/>
    public int Columns => Live is null ? Tab.Columns : Math.Max(Tab.Columns, Math.Min(Live.Columns, NewColumns));

    /// <summary>Cells that come on top of the unfinished tab's.</summary>
    public long Growth => Live is null ? 0 : Math.Max(0, (long)Rows * Columns - Live.Cells);

    /// <exception cref="SheetsRefusal">A tab of somebody else's has the name, and there is something in it.</exception>
    public static async Task<SheetPlace> FindAsync(SheetTab tab, Spreadsheet spreadsheet, SheetsApi api, CancellationToken cancel)
    {
        var there = spreadsheet.Named(tab.Title);
        if (there is null || there.IsOurs || await IsEmptyAsync(there, api, cancel)) return new SheetPlace(tab, there);
        throw SheetsRefusal.Target(
            $"The spreadsheet has a tab '{there.Title}' that this program did not make; it is not overwritten. Rename that tab, or choose another name with tab=.");
    }

    /// <summary>As a new tab is: no larger, and without a value, a note or a chart.</summary>
    static async Task<bool> IsEmptyAsync(SpreadsheetTab tab, SheetsApi api, CancellationToken cancel)
    {
        if (tab.Rows is 0 or > NewRows || tab.Columns > NewColumns) return false;
        using var json = await api.GetAsync("sheets(data(rowData(values(userEnteredValue,note))),charts(chartId))", tab.Title, cancel);
        return !Holds(json.RootElement);
    }

    static bool Holds(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(p => p.Name is "userEnteredValue" or "note" or "chartId" || Holds(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(Holds),
        _ => false,
    };
}
