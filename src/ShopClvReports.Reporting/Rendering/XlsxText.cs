using System.Text;
using System.Text.RegularExpressions;

namespace ShopClvReports.Reporting;

/// <summary>Text as an XLSX cell can hold it.</summary>
static partial class XlsxText
{
    /// <summary>Excel's limit, in UTF-16 characters.</summary>
    const int Longest = 32_767;

    /// <summary>
    /// Cut to Excel's limit; characters that XML has no way to write are gone, half a surrogate pair is U+FFFD, and what looks
    /// like one of Excel's escapes (<c>_x0041_</c>) is escaped itself.
    /// </summary>
    public static string Of(string text)
    {
        if (text.Length > Longest) text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        foreach (var c in text)
            if (!IsSafe(c)) return Escape().Replace(Clean(text), "_x005F_");
        return text;
    }

    static bool IsSafe(char c) => c is '\t' or '\n' or (>= ' ' and not '_' and < '\uD800') or (>= '\uE000' and < '\uFFFE');

    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\t' or '\n' or '\r' or >= ' ' and not (0xFFFE or 0xFFFF)) clean.Append(rune);
        return clean.ToString();
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
