using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What a message says, chosen and worded, for both of its parts to lay out. Every text is visible text of one line.</summary>
/// <param name="Subtitle">Shop and period, a line each.</param>
/// <param name="Message">From the schedule's owner.</param>
/// <param name="Notes">About this message: a test, runs missed, files left out.</param>
/// <param name="Footer">Why it was sent; null for a notice.</param>
/// <param name="Alerts">Null when it is not about alerts.</param>
public sealed record MailContent(
    Language Language, string Subject, string Title, IReadOnlyList<string> Subtitle, IReadOnlyList<string> Message, IReadOnlyList<string> Notes,
    IReadOnlyList<MailSection> Sections, IReadOnlyList<string> About, string? Footer,
    MailAlerts? Alerts = null)
{
    const int LongestSubject = 200;
    const int LongestLine = 500;
    const int MostLines = 40;

    /// <param name="hasFiles">Whether a file with all customers goes with it.</param>
    /// <param name="leftOut">A line for each file that is too large to go with it.</param>
    public static MailContent Of(Rendering rendering, Content.OfReport content, bool hasFiles, IReadOnlyList<string> leftOut)
    {
        var (language, run, report) = (rendering.Language, rendering.Run, content.Report);
        var (words, text) = (MessageWords.Of(language), ReportText.Of(report, language));
        List<string> notes = [];
        if (run.Kind == RunKind.Test) notes.Add(words.TestNote);
        if (run.Missed > 0) notes.Add(words.CoversMissed(Formats.Of(language).Count(run.Missed)));
        if (content.StillQuiet is { } quiet) notes.Add(quiet.Say(language));
        notes.AddRange(leftOut);
        return new MailContent(
            language,
            SubjectOf(run, words, string.IsNullOrWhiteSpace(run.Definition.Subject) ? $"{text.Title} · {report.Shop.Domain} · {text.Period}" : run.Definition.Subject),
            text.Title, [report.Shop.Domain, text.Period], Lines(run.Definition.Message), [.. notes, .. text.Remarks],
            [.. report.Sections.Select(s => MailSection.Of(
                s, content.Movers.FirstOrDefault(m => m.Currency.Code == s.Currency.Code), report.Sections.Count, hasFiles, language))],
            text.Definition, words.SentBecause(VisibleText.OneLine(run.Name, 100), report.Shop.Domain));
    }

    public static MailContent Of(Rendering rendering, Content.OfNotice content)
    {
        var words = MessageWords.Of(rendering.Language);
        var title = VisibleText.OneLine(content.Notice.Title, LongestSubject);
        return new MailContent(
            rendering.Language, SubjectOf(rendering.Run, words, $"{title} · {rendering.Shop.Domain}"), title, [rendering.Shop.Domain],
            [.. content.Notice.Lines.SelectMany(Lines).Take(MostLines)], rendering.Run.Kind == RunKind.Test ? [words.TestNote] : [], [], [], null);
    }

    /// <inheritdoc cref="Of(Rendering, Content.OfReport, bool, IReadOnlyList{string})"/>
    public static MailContent Of(Rendering rendering, Content.OfAlerts content, bool hasFiles, IReadOnlyList<string> leftOut)
    {
        var (language, run, shop) = (rendering.Language, rendering.Run, rendering.Shop);
        var (words, text) = (MessageWords.Of(language), new AlertText(language, shop.TimeZone));
        return new MailContent(
            language, SubjectOf(run, words, SubjectOf(run, text, content.Digest)), text.Title(content.Digest), [shop.Domain, AlertText.Rule(content.Digest)],
            Lines(run.Definition.Message), [.. run.Kind == RunKind.Test ? [words.TestNote] : Array.Empty<string>(), .. leftOut], [],
            ReportText.Of(content.Digest.Report, language).Definition, words.SentBecause(VisibleText.OneLine(run.Name, 100), shop.Domain),
            MailAlerts.Of(content, text, language, hasFiles));
    }

    /// <summary>Those who came back, in answer to the message that told of them.</summary>
    public static MailContent Of(Rendering rendering, Content.OfFollowUp content)
    {
        var (run, shop) = (rendering.Run, rendering.Shop);
        var (words, text) = (MessageWords.Of(rendering.Language), new AlertText(rendering.Language, shop.TimeZone));
        return new MailContent(
            rendering.Language, SubjectOf(run, words, $"Re: {SubjectOf(run, text, content.Digest)}"), text.Title(content.Returned),
            [shop.Domain, AlertText.Rule(content.Digest)], [], [], [], [], words.SentBecause(VisibleText.OneLine(run.Name, 100), shop.Domain),
            MailAlerts.Of(content, text));
    }

    static string SubjectOf(Run run, AlertText text, AlertDigest digest) =>
        string.IsNullOrWhiteSpace(run.Definition.Subject) ? text.Subject(digest) : run.Definition.Subject;

    static string SubjectOf(Run run, MessageWords words, string subject) =>
        VisibleText.OneLine(run.Kind == RunKind.Test ? $"{words.TestMark} {subject}" : subject, LongestSubject).Trim();

    static List<string> Lines(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : [.. text.Trim().ReplaceLineEndings("\n").Split('\n').Take(MostLines).Select(line => VisibleText.OneLine(line, LongestLine))];
}
