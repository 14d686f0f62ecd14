using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Sends one message, step by step. Every step can be broken off and the whole begun again: what is shown changes in one request,
/// and a message that is shown already is known by its mark.
/// </summary>
sealed class SheetsSend(SheetsApi api, SheetsTarget target, Sending sending, TimeProvider clock)
{
    /// <exception cref="SheetsRefusal">It ends without the message being shown, as far as we know.</exception>
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        using var lines = new StreamReader(sending.Open(sending.Delivery.Message));
        var message = await SheetsMessage.ReadAsync(lines, cancel);
        var spreadsheet = await Spreadsheet.ReadAsync(api, cancel);
        if (spreadsheet.Tabs.FirstOrDefault(t => t.Mark(SheetsMarks.Run) == message.Run) is { } shown) return Sent(shown.Id);

        var places = new List<SheetPlace>();
        foreach (var tab in message.Tabs) places.Add(await SheetPlace.FindAsync(tab, spreadsheet, api, cancel));
        var staging = SheetsStaging.Resume(sending.Delivery.Checkpoint, message, spreadsheet) ?? await BeginAsync(message, places, spreadsheet, cancel);
        staging = await staging.FillAsync(lines, api, sending, cancel);

        await sending.HandOverAsync();
        await api.BatchUpdateAsync(SheetsSwap.Requests(message, places, staging, spreadsheet, target.Keep), cancel);
        return Sent(SheetsSwap.Id(places[0], staging.Ids[0]));
    }

    async Task<SheetsStaging> BeginAsync(SheetsMessage message, IReadOnlyList<SheetPlace> places, Spreadsheet spreadsheet, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var leftovers = SheetsStaging.Leftovers(message, spreadsheet, now);
        var (there, more) = (spreadsheet.Cells - leftovers.Sum(t => t.Cells), places.Sum(p => p.Tab.Cells + p.Growth));
        if (there + more > Spreadsheet.MostCells)
            throw SheetsRefusal.Target(FormattableString.Invariant(
                $"The spreadsheet has {there:N0} cells and this report needs {more:N0} more beside them until it takes its place; ")
                + FormattableString.Invariant($"Google takes {Spreadsheet.MostCells:N0}. ")
                + "Give the report a spreadsheet of its own, keep fewer tabs, or ask for fewer customers or columns.");
        var staging = await SheetsStaging.BeginAsync(message, spreadsheet, leftovers, api, now, cancel);
        await sending.CheckpointAsync(staging.Checkpoint);
        return staging;
    }

    Outcome.Sent Sent(int tab) => new(
        FormattableString.Invariant($"{target.Spreadsheet}#gid={tab}"),
        FormattableString.Invariant($"https://docs.google.com/spreadsheets/d/{target.Spreadsheet}/edit#gid={tab}"));
}
