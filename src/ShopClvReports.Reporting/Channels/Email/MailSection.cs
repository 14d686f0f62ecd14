using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The part of a message in one currency.</summary>
/// <param name="Currency">Its heading; null when it is the only one.</param>
/// <param name="Figures">Labels and values, the most telling first.</param>
/// <param name="Movers">Null when there is no run before.</param>
/// <param name="Tables">One, or one for each part of a summary.</param>
public sealed record MailSection(
    string? Currency, IReadOnlyList<(string Label, string Value)> Figures, MailMovers? Movers, IReadOnlyList<MailTable> Tables)
{
    /// <param name="sections">How many the report has: with several each gets fewer rows.</param>
    public static MailSection Of(ReportSection section, Movers? movers, int sections, bool hasFiles, Language language) => new(
        sections > 1 ? section.Currency.Code : null, KeyFigures.Lines(section, language),
        movers is null ? null : MailMovers.Of(movers, language), MailTable.AllOf(section, sections, hasFiles, language));
}
