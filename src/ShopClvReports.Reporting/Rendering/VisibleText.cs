using System.Globalization;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Text from outside, made fit to stand between other text on a page or a terminal.</summary>
public static class VisibleText
{
    /// <summary>
    /// One line without control characters, terminal escapes and marks that turn the direction of what follows; half a
    /// surrogate pair becomes U+FFFD; what is longer than <paramref name="longest"/> characters ends in an ellipsis.
    /// </summary>
    public static string OneLine(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (Replacement(rune) is not { } visible) continue;
            if (line.Length + visible.Utf16SequenceLength > longest)
            {
                while (line.Length >= longest || (line.Length > 0 && char.IsHighSurrogate(line[^1]))) line.Length--;
                line.Append('…');
                break;
            }

            line.Append(visible);
        }

        return line.ToString();
    }

    static Rune? Replacement(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        UnicodeCategory.Control => Rune.IsWhiteSpace(rune) ? new Rune(' ') : null,
        UnicodeCategory.Format => TurnsDirection(rune.Value) ? null : rune,
        UnicodeCategory.OtherNotAssigned => IsNoCharacter(rune.Value) ? null : rune,
        _ => rune,
    };

    /// <summary>The code points that Unicode promises never to assign; HTML forbids them.</summary>
    static bool IsNoCharacter(int codePoint) => (codePoint & 0xFFFE) == 0xFFFE || codePoint is >= 0xFDD0 and <= 0xFDEF;

    static bool TurnsDirection(int codePoint) =>
        codePoint is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
