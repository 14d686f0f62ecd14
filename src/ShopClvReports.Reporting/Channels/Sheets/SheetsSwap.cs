namespace ShopClvReports.Reporting;

/// <summary>
/// The one request that shows a message: until Google has done all of it, a reader sees what was there before. A tab that is there
/// keeps its id and is pasted over, rather than deleted and replaced, because links, charts and formulas refer to the id and would
/// be broken; the price is that the cells stand twice until the hidden tab goes. A tab that is not there yet is the hidden one,
/// renamed and shown.
/// </summary>
static class SheetsSwap
{
    /// <param name="staging">The filled tabs, in the order of <paramref name="places"/>.</param>
    /// <param name="keep">In history mode: how many of our tabs stay, those of this message included.</param>
    public static IReadOnlyList<object> Requests(SheetsMessage message, IReadOnlyList<SheetPlace> places, SheetsStaging staging, Spreadsheet spreadsheet, int keep) =>
    [
        .. places.Zip(staging.Ids, (place, id) => place.Live is { } live ? PasteOver(place, live, id) : Show(place.Tab, id, spreadsheet)).SelectMany(r => r),
        .. places.Zip(staging.Ids, (place, id) => Marks(message, place, id)).SelectMany(r => r),
        .. places.SelectMany(place => Outdated(place, spreadsheet, keep)).Select(t => SheetsRequests.Delete(t.Id)),
    ];

    /// <summary>Where a place is to be found afterwards.</summary>
    public static int Id(SheetPlace place, int staging) => place.Live?.Id ?? staging;

    static IEnumerable<object> PasteOver(SheetPlace place, SpreadsheetTab live, int id) =>
    [
        // Rows that a reader filtered away would not be pasted into.
        .. live.IsFiltered ? [SheetsRequests.Unfilter(live.Id)] : Array.Empty<object>(),
        SheetsRequests.Resize(live.Id, place.Rows, place.Columns, place.Tab.Heading + 1),
        SheetsRequests.Unmerge(live.Id, place.Rows, place.Columns),
        SheetsRequests.Clear(live.Id, place.Rows, place.Columns),
        SheetsRequests.Copy(id, live.Id, place.Tab.Rows, place.Tab.Columns),
        .. Filter(place.Tab, live.Id),
        SheetsRequests.Delete(id),
    ];

    static IEnumerable<object> Show(SheetTab tab, int id, Spreadsheet spreadsheet) =>
    [
        SheetsRequests.Show(id, tab.Title, tab.Heading + 1),
        // The newest stands before its older sisters.
        .. Sisters(tab, spreadsheet).FirstOrDefault() is { } newest ? [SheetsRequests.Move(id, newest.Index)] : Array.Empty<object>(),
        .. Filter(tab, id),
        SheetsRequests.Unmark(id, SheetsMarks.Staging),
        SheetsRequests.Unmark(id, SheetsMarks.StagingFor),
        SheetsRequests.Unmark(id, SheetsMarks.StagingSince),
    ];

    static IEnumerable<object> Filter(SheetTab tab, int id) =>
        tab.TableEnd > tab.Heading + 1 ? [SheetsRequests.Filter(id, tab.Heading, tab.TableEnd, tab.TableColumns)] : [];

    static IEnumerable<object> Marks(SheetsMessage message, SheetPlace place, int staging)
    {
        var id = Id(place, staging);
        List<(string Key, string Value)> marks = [(SheetsMarks.Run, message.Run), (SheetsMarks.Title, place.Tab.Title)];
        if (place.Tab.Series is { } series) marks.AddRange([(SheetsMarks.Series, series), (SheetsMarks.At, place.Tab.At)]);
        return
        [
            .. marks.Where(m => place.Live?.Mark(m.Key) is not null).Select(m => SheetsRequests.Unmark(id, m.Key)),
            .. marks.Select(m => SheetsRequests.Mark(id, m.Key, m.Value)),
        ];
    }

    static IEnumerable<SpreadsheetTab> Outdated(SheetPlace place, Spreadsheet spreadsheet, int keep) =>
        Sisters(place.Tab, spreadsheet).Where(t => t.Id != place.Live?.Id).Skip(keep - 1);

    /// <summary>Our other tabs of the series, newest first; none in replace mode.</summary>
    static IEnumerable<SpreadsheetTab> Sisters(SheetTab tab, Spreadsheet spreadsheet) => tab.Series is null
        ? []
        : spreadsheet.Tabs.Where(t => t.IsOurs && t.Mark(SheetsMarks.Series) == tab.Series)
            .OrderByDescending(t => t.Mark(SheetsMarks.At), StringComparer.Ordinal);
}
