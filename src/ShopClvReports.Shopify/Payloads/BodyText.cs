using System.Globalization;
using System.Text;

namespace ShopClvReports.Shopify;

/// <summary>A text's place in a body, without its quotes.</summary>
readonly record struct BodyText(int Start, int Length, bool Escaped)
{
    const byte Backslash = (byte)'\\';

    /// <summary>Bytes that are not UTF-8 and lone surrogates become U+FFFD; so does NUL, which not every store can hold.</summary>
    public string? Decode(ReadOnlySpan<byte> body, int longest)
    {
        var bytes = body.Slice(Start, Length);
        return Cut(Encoding.UTF8.GetString(Escaped ? Unescape(bytes) : bytes).Trim(), longest);
    }

    /// <returns>At most <paramref name="longest"/> characters, no half of a surrogate pair; null when nothing is left.</returns>
    public static string? Cut(string text, int longest)
    {
        if (text.Length <= longest) return text.Length == 0 ? null : text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)].TrimEnd();
    }

    /// <summary>What a JSON text means, in UTF-8. Its escapes are known to be well-formed, but not to be Unicode.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        // No escape is shorter than what it stands for.
        var plain = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            var run = text.IndexOf(Backslash);
            if (run < 0) run = text.Length;
            text[..run].CopyTo(plain.AsSpan(length));
            length += run;
            text = text[run..];
            if (text.IsEmpty) break;

            if (text[1] == (byte)'u')
            {
                length += Rune(ref text).EncodeToUtf8(plain.AsSpan(length));
                continue;
            }

            plain[length++] = text[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var itself => itself,
            };
            text = text[2..];
        }

        return plain.AsSpan(0, length);
    }

    /// <summary>The start of a value, for a message.</summary>
    public static string Excerpt(ReadOnlySpan<byte> value) =>
        value.Length <= 40 ? Encoding.UTF8.GetString(value) : Encoding.UTF8.GetString(value[..40]) + "…";

    /// <summary>Likewise, of what may speak of a person: a store that must not keep them takes out what is quoted.</summary>
    public static string Quoted(ReadOnlySpan<byte> value) => $"\"{Excerpt(value)}\"";

    static Rune Rune(ref ReadOnlySpan<byte> text)
    {
        var unit = Unit(text);
        text = text[6..];
        if (unit == 0) return System.Text.Rune.ReplacementChar;
        if (System.Text.Rune.TryCreate(unit, out var rune)) return rune;
        if (!text.StartsWith("\\u"u8) || !System.Text.Rune.TryCreate(unit, Unit(text), out rune)) return System.Text.Rune.ReplacementChar;
        text = text[6..];
        return rune;
    }

    static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
