using System.Buffers;

namespace ShopClvReports.Shopify;

/// <summary>
/// Cuts a text into its JSON objects, whether they follow each other, lie in an array or in the <c>{"orders":[…]}</c> of the REST
/// API, without understanding them. An object that does not end is given up at the next line that begins with one.
/// </summary>
sealed class JsonElements(ImportSource source)
{
    static readonly SearchValues<byte> Structural = SearchValues.Create("\"{}[]\n"u8);
    static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n,[]}"u8);

    int _length;
    bool _skipLine;
    bool _onePerLine = true;
    bool _strict;

    /// <summary>The object; good until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Bytes => source.Buffered[.._length];

    /// <summary>The line on which it begins.</summary>
    public long Line => source.Line;

    /// <summary>Why <see cref="Bytes"/> are no object; null when they look like one.</summary>
    public string? Broken { get; private set; }

    /// <summary>Steps to the next object, or to what stands in the place of one; false at the end.</summary>
    public bool Read()
    {
        source.Take(_length);
        if (_skipLine) source.SkipLine();
        (_length, _skipLine, Broken) = (0, false, null);
        if (!SkipBetween()) return false;
        if (source.Buffered[0] != (byte)'{') TakeOther();
        else TakeObject();
        return true;
    }

    bool SkipBetween()
    {
        const int wrapper = 64;
        while (true)
        {
            var other = source.Buffered.IndexOfAnyExcept(Between);
            source.Take(other < 0 ? source.Buffered.Length : other);
            if (source.Buffered.Length < wrapper && !(source.BreaksOff && source.Buffered.Length > 0) && source.More()) continue;
            if (source.Buffered.IsEmpty) return false;
            if (WrapperLength(source.Buffered) is not (> 0 and var length)) return true;
            source.Take(length);
        }
    }

    void TakeObject()
    {
        Cut cut;
        while ((cut = TryCut(source.Buffered, out _length)) == Cut.Unfinished)
        {
            if (source.Buffered.Length <= ImportSource.LongestElement && source.More()) continue;
            TakeUnfinished();
            return;
        }

        if (cut == Cut.Broken) Broken = "found the next object, expected the end of this one";
        else if (_length > ImportSource.LongestElement) Broken = TooLong;
    }

    /// <summary>Gives up the first line alone when others follow that begin with an object.</summary>
    void TakeUnfinished()
    {
        var next = source.Buffered.IndexOf("\n{"u8);
        _strict = true;
        _skipLine = next < 0 && !source.Ended;
        _length = next < 0 ? source.Buffered.Length : next + 1;
        Broken = source.Ended || next >= 0 ? "found the end of the text, expected the end of the object" : TooLong;
    }

    void TakeOther()
    {
        while ((_length = source.Buffered.IndexOfAny((byte)'{', (byte)'\n')) < 0)
        {
            if (source.Buffered.Length <= ImportSource.LongestElement && source.More()) continue;
            (_length, _skipLine) = (source.Buffered.Length, !source.Ended);
            break;
        }

        Broken = $"found {BodyText.Quoted(Bytes.TrimEnd("\r\n"u8))}, expected an object";
    }

    static string TooLong =>
        $"found an object larger than {ImportSource.LongestElement >> 20} MB, expected a smaller one; the rest of its line was passed over";

    enum Cut
    {
        Whole,
        Unfinished,
        Broken,
    }

    Cut TryCut(ReadOnlySpan<byte> text, out int length)
    {
        if (_onePerLine && IsLine(text, out length)) return Cut.Whole;
        var cut = FollowBrackets(text, out length);
        _onePerLine = cut == Cut.Unfinished ? _onePerLine : text[length..].StartsWith("\n"u8) || cut == Cut.Broken;
        return cut;
    }

    /// <summary>An object's line, known by its ends alone: within JSON no object follows another without a comma.</summary>
    bool IsLine(ReadOnlySpan<byte> text, out int length)
    {
        length = text.IndexOf((byte)'\n');
        if (length < 0 || (length + 1 == text.Length ? !source.Ended : text[length + 1] != '{')) return false;
        length = text[..length].TrimEnd(" \t\r"u8).Length;
        return text[length - 1] == '}';
    }

    Cut FollowBrackets(ReadOnlySpan<byte> text, out int length)
    {
        var depth = 0;
        var next = -1;
        for (length = 0; ; length++)
        {
            var step = text[length..].IndexOfAny(Structural);
            if (step < 0) return Cut.Unfinished;
            length += step;
            switch (text[length])
            {
                case (byte)'"':
                    if (!PassString(text, ref length)) return Cut.Unfinished;
                    break;
                case (byte)'\n':
                    if (length + 1 == text.Length || text[length + 1] != '{') break;
                    if (next < 0) next = length + 1;
                    if (!_strict && ExpectsMore(text[..length])) break;
                    length = next;
                    return Cut.Broken;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    if (--depth > 0) break;
                    length++;
                    return Cut.Whole;
            }
        }
    }

    /// <summary>Passes over a text from its opening quote to its last byte. The line's end ends it too: no text runs over one.</summary>
    static bool PassString(ReadOnlySpan<byte> text, ref int at)
    {
        for (at++; ; at += 2)
        {
            var step = at < text.Length ? text[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n') : -1;
            if (step < 0) return false;
            at += step;
            if (text[at] == '\\') continue;
            if (text[at] == '\n') at--;
            return true;
        }
    }

    static bool ExpectsMore(ReadOnlySpan<byte> before) => before.TrimEnd(" \t\r"u8) is [.., (byte)',' or (byte)'[' or (byte)':'];

    static int WrapperLength(ReadOnlySpan<byte> text)
    {
        var rest = text;
        foreach (var token in (ReadOnlySpan<string>)["{", "\"orders\"", ":", "["])
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (rest.Length < token.Length || !System.Text.Ascii.Equals(rest[..token.Length], token)) return 0;
            rest = rest[token.Length..];
        }

        return text.Length - rest.Length;
    }
}
