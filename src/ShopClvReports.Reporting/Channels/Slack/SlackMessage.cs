using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What is posted, without the channel and the token, and which file goes into its thread.</summary>
/// <param name="Body">As <c>chat.postMessage</c> and a webhook take it.</param>
/// <param name="File">An artifact's name; null for none. Kept in the body as <c>file</c> until it is sent.</param>
/// <param name="FollowUp">What it changes; null for a new message. Kept in the body as <c>follow_up</c> until it is sent.</param>
sealed record SlackMessage(JsonObject Body, string? File, SlackFollowUp? FollowUp = null)
{
    const int LongestText = 1_000;
    const int LongestMessage = 1_500;
    const int LongestMovers = 1_500;
    const int LongestDefinition = 1_500;
    const int LongestLine = 300;
    const int MostOtherCurrencies = 5;

    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public byte[] ToBytes()
    {
        var body = Body.DeepClone().AsObject();
        if (File is not null) body["file"] = File;
        if (FollowUp is not null) body["follow_up"] = FollowUp.ToJson();
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    public static async Task<SlackMessage> ReadAsync(Stream artifact, CancellationToken cancel)
    {
        var body = (await JsonNode.ParseAsync(artifact, cancellationToken: cancel))!.AsObject();
        var file = (string?)body["file"];
        var followUp = body["follow_up"] is JsonObject original ? SlackFollowUp.Parse(original) : null;
        body.Remove("file");
        body.Remove("follow_up");
        return new SlackMessage(body, file, followUp);
    }

    public static SlackMessage Of(Rendering rendering, string? file) => rendering.Content switch
    {
        Content.OfReport content => OfReport(rendering, content, file),
        Content.OfNotice content => OfNotice(rendering, content.Notice),
        Content.OfFollowUp content => SlackFollowUp.Of(rendering, content),
        _ => throw new InvalidOperationException($"no message for {rendering.Content.GetType().Name}"),
    };

    static SlackMessage OfNotice(Rendering rendering, Notice notice)
    {
        var blocks = new SlackBlocks();
        var title = Marked(rendering, notice.Title);
        blocks.Header(SlackText.Line(title, SlackBlocks.LongestHeader));
        blocks.Section(SlackText.Lines(notice.Lines.SelectMany(line => line.Split('\n')), SlackBlocks.LongestSection));
        blocks.Context([SlackText.Line(rendering.Shop.Domain, LongestLine)]);
        return Of(SlackText.Lines([title, .. notice.Lines], LongestText), blocks, null);
    }

    static SlackMessage OfReport(Rendering rendering, Content.OfReport content, string? file)
    {
        var (report, language, run) = (content.Report, rendering.Language, rendering.Run);
        var (words, text) = (MessageWords.Of(language), ReportText.Of(report, language));
        var title = Marked(rendering, string.IsNullOrWhiteSpace(run.Definition.Subject) ? $"{text.Title} – {report.Shop.Domain}" : run.Definition.Subject);
        var blocks = new SlackBlocks();
        blocks.Header(SlackText.Line(title, SlackBlocks.LongestHeader));
        if (run.Definition.Message is { } message) blocks.Section(SlackText.Lines(message.Split('\n'), LongestMessage));
        if (run.Kind == RunKind.Test) blocks.Section($"_{words.TestNote}_");
        if (run.Missed > 0) blocks.Section(words.CoversMissed(Formats.Of(language).Count(run.Missed)));
        if (content.StillQuiet is { } quiet) blocks.Section(SlackText.Line(quiet.Say(language), LongestLine));

        if (text.Remarks.Count > 0) blocks.Section(SlackText.Lines(text.Remarks.Select(remark => $"• {remark}"), LongestMessage));
        First(blocks, report.Sections[0], report.Sections.Count > 1, content.Movers, language, file is not null);
        foreach (var section in report.Sections.Skip(1).Take(MostOtherCurrencies)) Other(blocks, section, content.Movers, language);
        if (report.Sections.Skip(1 + MostOtherCurrencies).ToList() is { Count: > 0 } rest)
            blocks.Section(SlackText.Line(string.Join(", ", rest.Select(s => s.Currency.Code)) + ", …", LongestLine));

        blocks.Context(
        [
            $"*{SlackText.Line(text.Period, LongestLine)}*",
            SlackText.Lines(text.Definition, LongestDefinition),
            SlackText.Line(words.SentBecause(VisibleText.OneLine(run.Name, 100), report.Shop.Domain), LongestLine),
        ]);
        var figures = KeyFigures.Lines(report.Sections[0], language).Select(f => $"{f.Label}: {f.Value}");
        return Of(SlackText.Lines([VisibleText.OneLine(title, LongestLine), text.Period, .. figures], LongestText), blocks, file);
    }

    static void First(
        SlackBlocks blocks, ReportSection section, bool named, IReadOnlyList<Movers> movers, Language language, bool withFile)
    {
        if (named) blocks.Section($"*{section.Currency.Code}*");
        blocks.Fields(KeyFigures.Lines(section, language).Select(f => $"*{f.Label}*\n{f.Value}"));
        if (movers.FirstOrDefault(m => m.Currency == section.Currency) is { } moved)
            blocks.Section(Fitting(SlackMovers.Lines(moved, language), LongestMovers));
        var rows = Words.Of(language).Rows(section.Kind);
        if (section.Rows.Length == 0)
        {
            blocks.Section(Words.Of(language).NoRows(rows));
            return;
        }

        var (table, shown) = SlackTable.Of(section, language);
        blocks.Table(table);
        if (section.Places(shown) is not (> 0 and var more)) return;
        var (words, count) = (MessageWords.Of(language), Formats.Of(language).Count(more));
        blocks.Section(withFile ? words.MoreInFiles(count, rows) : words.More(count, rows));
    }

    /// <summary>A message takes one table, so that of the first currency.</summary>
    static void Other(SlackBlocks blocks, ReportSection section, IReadOnlyList<Movers> movers, Language language)
    {
        List<string> lines = [$"*{section.Currency.Code}*"];
        if (KeyFigures.Lines(section, language) is { Count: > 0 } figures) lines.Add(string.Join(" · ", figures.Select(f => $"{f.Label}: {f.Value}")));
        if (movers.FirstOrDefault(m => m.Currency == section.Currency) is { } moved) lines.Add(SlackMovers.Total(moved, language));
        blocks.Section(Fitting(lines, SlackBlocks.LongestSection));
    }

    public static SlackMessage Of(string fallback, SlackBlocks blocks, string? file) =>
        new(new JsonObject { ["text"] = fallback, ["blocks"] = blocks.Finish(), ["unfurl_links"] = false, ["unfurl_media"] = false }, file);

    public static string Marked(Rendering rendering, string title) =>
        rendering.Run.Kind == RunKind.Test ? $"{MessageWords.Of(rendering.Language).TestMark} {title}" : title;

    /// <summary>As many whole lines of mrkdwn as there is room for.</summary>
    static string Fitting(IEnumerable<string> lines, int longest)
    {
        var left = longest;
        return string.Join('\n', lines.TakeWhile(line => (left -= line.Length + 1) >= 0));
    }
}
