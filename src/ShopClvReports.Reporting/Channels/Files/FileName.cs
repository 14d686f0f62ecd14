using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>The name of a report's files: of letters, digits, <c>- _ .</c> and nothing that leads out of its folder.</summary>
static partial class FileName
{
    /// <summary>Bytes of UTF-8. File systems take 255; an ending and the temporary name's marks come on top.</summary>
    const int Longest = 180;

    /// <summary>Bytes of one placeholder, so that a long schedule's name does not push the date off the end.</summary>
    const int LongestPart = 80;

    public static IReadOnlyList<string> Placeholders { get; } = ["{schedule}", "{period}", "{date}", "{shop}"];

    /// <summary>The first <c>{word}</c> that is not a placeholder; null when all are.</summary>
    public static string? UnknownPlaceholder(string pattern) =>
        Placeholder().Matches(pattern).Select(m => m.Value).FirstOrDefault(p => !Placeholders.Contains(p));

    /// <summary>Such as <c>Weekly-top-2026-06-30</c>, without an ending. A test's file does not take the place of a real one.</summary>
    /// <param name="pattern">Such as <c>{schedule}-{date}</c>.</param>
    public static string Of(string pattern, Run run, Report report)
    {
        var name = Placeholder().Replace(pattern, match => Clean(match.Value switch
        {
            "{schedule}" => run.Name,
            "{period}" => report.Query.Period.Name,
            "{date}" => report.AsOf.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "{shop}" => report.Shop.Domain,
            _ => "",
        }, LongestPart));
        name = Clean(name, Longest);
        if (name.Length == 0) name = "report";
        if (Reserved().IsMatch(name)) name = "report-" + name;
        return run.Kind == RunKind.Test ? name + "-test" : name;
    }

    static string Clean(string text, int longest)
    {
        var clean = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var fit = IsPlain(rune) ? rune : new Rune('-');
            // Runs of dashes and of dots become one: a name of ".." cannot come about.
            if (fit.Value is '-' or '.' && clean.Length > 0 && clean[^1] is '-' or '.')
            {
                clean[^1] = '-';
                continue;
            }

            bytes += fit.Utf8SequenceLength;
            if (bytes > longest) break;
            clean.Append(fit);
        }

        return clean.ToString().Trim('-', '.');
    }

    static bool IsPlain(Rune rune) =>
        rune.Value is '_' or '.' || (Rune.IsLetterOrDigit(rune) && rune != Rune.ReplacementChar)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();

    /// <summary>Devices of Windows, whatever follows the dot.</summary>
    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
