using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>
/// Hidden tabs, one for each of a message's, that are filled piece by piece. A send that broke off goes on where it stopped, so that
/// a large report comes through a quota that is smaller than it.
/// </summary>
/// <param name="Ids">Of the hidden tabs, in the message's order.</param>
/// <param name="Written">Chunks that are in them.</param>
sealed record SheetsStaging(IReadOnlyList<int> Ids, int Written)
{
    /// <summary>No send takes as long: what is older was left behind.</summary>
    static readonly TimeSpan s_abandoned = TimeSpan.FromHours(6);

    /// <summary>Such as <c>123,456:7</c>.</summary>
    public string Checkpoint => FormattableString.Invariant($"{string.Join(',', Ids)}:{Written}");

    /// <summary>The tabs of an earlier try at the same message; null when they are not, or no longer, there.</summary>
    public static SheetsStaging? Resume(string? checkpoint, SheetsMessage message, Spreadsheet spreadsheet)
    {
        if (checkpoint?.Split(':') is not [var list, var count]) return null;
        var ids = list.Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        var there = ids.Index().All(i => spreadsheet.Tabs.Any(t => t.Id == i.Item && t.Mark(SheetsMarks.Staging) == Name(message, i.Index)));
        return there && ids.Count == message.Tabs.Count ? new SheetsStaging(ids, int.Parse(count, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>Tabs that an earlier try left unfinished: at this message, at one for the same tabs, or long ago.</summary>
    public static IReadOnlyList<SpreadsheetTab> Leftovers(SheetsMessage message, Spreadsheet spreadsheet, DateTimeOffset now) =>
    [
        .. spreadsheet.Tabs.Where(t => t.Mark(SheetsMarks.Staging) is { } name
            && (message.Tabs.Index().Any(i => name == Name(message, i.Index) || t.Mark(SheetsMarks.StagingFor) == i.Item.Title)
                || !long.TryParse(t.Mark(SheetsMarks.StagingSince), CultureInfo.InvariantCulture, out var since)
                || now.ToUnixTimeSeconds() - since > s_abandoned.TotalSeconds)),
    ];

    /// <summary>Makes new ones, formatted and empty, and drops what was left behind.</summary>
    /// <exception cref="SheetsRefusal">Google did not say that it is done.</exception>
    public static async Task<SheetsStaging> BeginAsync(
        SheetsMessage message, Spreadsheet spreadsheet, IReadOnlyList<SpreadsheetTab> leftovers, SheetsApi api, DateTimeOffset now, CancellationToken cancel)
    {
        var staging = new SheetsStaging(Free(message, spreadsheet, now), 0);
        var tabs = message.Tabs.Index().SelectMany(i => Make(staging.Ids[i.Index], i.Item, Name(message, i.Index), now));
        await api.BatchUpdateAsync([.. leftovers.Select(t => SheetsRequests.Delete(t.Id)), .. tabs], cancel);
        return staging;
    }

    /// <summary>Writes the chunks that are still missing.</summary>
    /// <exception cref="SheetsRefusal">Google did not say that one is written.</exception>
    public async Task<SheetsStaging> FillAsync(StreamReader lines, SheetsApi api, Sending sending, CancellationToken cancel)
    {
        var staging = this;
        for (var number = 0; await lines.ReadLineAsync(cancel) is { } line; number++)
        {
            if (number < staging.Written) continue;
            var chunk = SheetChunk.Read(line);
            await api.BatchUpdateAsync([SheetsRequests.Write(Ids[chunk.Tab], chunk)], cancel);
            staging = staging with { Written = number + 1 };
            await sending.CheckpointAsync(staging.Checkpoint);
        }

        return staging;
    }

    static IEnumerable<object> Make(int id, SheetTab tab, string name, DateTimeOffset now) =>
    [
        SheetsRequests.AddHidden(id, $"shopclv {id}", tab.Rows, tab.Columns),
        SheetsRequests.Mark(id, SheetsMarks.Staging, name),
        SheetsRequests.Mark(id, SheetsMarks.StagingFor, tab.Title),
        SheetsRequests.Mark(id, SheetsMarks.StagingSince, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        .. tab.Widths.Index().Select(w => SheetsRequests.Width(id, w.Index, w.Item)),
        .. tab.Styles.Select(s => SheetsRequests.Style(id, s)),
    ];

    static string Name(SheetsMessage message, int tab) => FormattableString.Invariant($"{message.Run}:{tab}");

    /// <summary>Ids that no tab has, and that none had before, as far as can be known.</summary>
    static List<int> Free(SheetsMessage message, Spreadsheet spreadsheet, DateTimeOffset now)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{message.Run} {now.Ticks}")));
        var taken = spreadsheet.Tabs.Select(t => t.Id).ToHashSet();
        var ids = Enumerable.Range(BitConverter.ToInt32(hash) & 0x3FFFFFFF, taken.Count + message.Tabs.Count);
        return [.. ids.Where(id => !taken.Contains(id)).Take(message.Tabs.Count)];
    }
}
