using System.Globalization;
using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>
/// Renders a report as a <see cref="SheetsMessage"/>. The shop's own currency has the tab of the name that was asked for, and each
/// other one a tab with its code behind it, so that a tab keeps its currency from run to run.
/// </summary>
sealed class SheetsRenderer(Rendering rendering, Report report, int chunkBytes)
{
    readonly SheetsTarget _target = SheetsTarget.Of(rendering.Destination);

    public async Task WriteAsync(Stream output, CancellationToken cancel)
    {
        var tables = report.Sections.Select(section => new SheetsTable(rendering, report, section, Title(section))).ToList();
        var message = new SheetsMessage(Key, [.. tables.Zip(report.Sections, (table, section) => table.Tab(_target.History ? Name(section) : null, At))]);
        await JsonSerializer.SerializeAsync(output, message, cancellationToken: cancel);
        foreach (var (i, table) in tables.Index())
        {
            using var chunks = new SheetsChunks(output, i, chunkBytes);
            table.Write(chunks, cancel);
            if (chunks.Count != message.Tabs[i].Rows)
                throw new InvalidOperationException($"{chunks.Count} rows were written for a grid of {message.Tabs[i].Rows}");
        }
    }

    /// <summary>With the moment the run was made: a store that was begun anew counts its runs from one again.</summary>
    string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{rendering.Shop.Id}-{rendering.Run.Id}-{rendering.Index}-{rendering.Run.CreatedAt.ToUnixTimeMilliseconds()}");

    string At => rendering.Run.ScheduledAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    string Title(ReportSection section) => _target.History
        ? string.Create(CultureInfo.InvariantCulture, $"{Name(section)} {report.AsOf.Day:yyyy-MM-dd}")
        : Name(section);

    string Name(ReportSection section)
    {
        var own = report.Sections.Any(s => s.Currency == report.Shop.Currency) ? report.Shop.Currency : report.Sections[0].Currency;
        var tab = _target.Tab ?? Words.Of(rendering.Language).RowsTitle(report.Kind);
        return section.Currency == own ? tab : $"{tab} {section.Currency.Code}";
    }
}
