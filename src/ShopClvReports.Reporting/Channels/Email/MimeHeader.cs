namespace ShopClvReports.Reporting;

/// <summary>Values of headers (RFC 5322), data in them encoded (RFC 2047), so that none can begin another header.</summary>
static class MimeHeader
{
    const int LineWidth = 76;

    /// <summary>
    /// Of UTF-8 in one encoded word: 56 characters of base64, with its marks 68. Short of the 75 allowed, so that the first word still
    /// stands beside a header's name.
    /// </summary>
    const int WordBytes = 42;

    /// <summary>Text as it is where it is plain and short, otherwise as encoded words, a line each.</summary>
    public static string Text(string text, int before)
    {
        text = VisibleText.OneLine(text, text.Length);
        var isPlain = text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal) && text == text.Trim();
        return isPlain && before + text.Length <= LineWidth ? text : string.Join("\r\n ", EncodedWords(text));
    }

    /// <summary>Such as <c>"Reports" &lt;reports@example.nl&gt;</c>.</summary>
    public static string Mailbox(Mailbox mailbox) => mailbox.Name switch
    {
        null => mailbox.Address,
        var name when name.Length < 50 && name.All(c => c is >= ' ' and <= '~' and not ('"' or '\\')) && !name.Contains("=?", StringComparison.Ordinal) =>
            $"\"{name}\" <{mailbox.Address}>",
        var name => $"{string.Join("\r\n ", EncodedWords(VisibleText.OneLine(name, name.Length)))}\r\n <{mailbox.Address}>",
    };

    /// <summary>A line each.</summary>
    public static string Addresses(IEnumerable<string> addresses) => string.Join(",\r\n ", addresses);

    /// <summary>Cut between characters, never within one.</summary>
    static IEnumerable<string> EncodedWords(string text)
    {
        var word = new byte[WordBytes];
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > WordBytes)
            {
                yield return Word(word.AsSpan(0, used));
                used = 0;
            }

            used += rune.EncodeToUtf8(word.AsSpan(used));
        }

        yield return Word(word.AsSpan(0, used));
    }

    static string Word(ReadOnlySpan<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes)}?=";
}
