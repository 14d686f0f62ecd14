using System.Buffers;
using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Lays out CSV rows as UTF-8 in one reused buffer. Text cells are safe to open in a spreadsheet.</summary>
sealed class CsvBuffer : IDisposable
{
#if DEBUG
    const int FlushAt = 64;
#else
    const int FlushAt = 1 << 16;
#endif

    static readonly SearchValues<char> s_special = SearchValues.Create(",\"\r\n\0");

    byte[] _bytes = ArrayPool<byte>.Shared.Rent(FlushAt * 2);
    int _used;
    bool _midRow;

    public bool IsFull => _used >= FlushAt;

    public void ByteOrderMark() => Advance(Encoding.UTF8.GetBytes("\uFEFF", Space(3)));

    /// <summary>A text cell; empty for null.</summary>
    /// <remarks>
    /// Half a surrogate pair becomes U+FFFD, NUL goes, and what a spreadsheet may take for a formula gets a leading <c>'</c>.
    /// </remarks>
    public void Text(string? text)
    {
        if (text is null)
        {
            Cell(0);
            return;
        }

        if (IsFormula(text)) text = "'" + text;
        if (text.AsSpan().ContainsAny(s_special))
        {
            text = text.Replace("\0", "", StringComparison.Ordinal);
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        Advance(Encoding.UTF8.GetBytes(text, Cell(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    /// <summary>Empty for null.</summary>
    public void Number(Money? money)
    {
        if (money is { } known) Advance(PlainNumber.Write(known, Cell(PlainNumber.Longest)));
        else Text(null);
    }

    /// <summary>Empty for null.</summary>
    public void Number(int? number)
    {
        if (number is not { } known)
        {
            Text(null);
            return;
        }

        known.TryFormat(Cell(PlainNumber.Longest), out var written, default, CultureInfo.InvariantCulture);
        Advance(written);
    }

    /// <summary>With all its digits, so that the same number is read back; empty for null.</summary>
    public void Number(double? number)
    {
        var written = 0;
        var cell = Cell(PlainNumber.Longest);
        number?.TryFormat(cell, out written, "R", CultureInfo.InvariantCulture);
        Advance(written);
    }

    /// <summary>A fraction; empty for NaN.</summary>
    public void Share(double share) => Advance(PlainNumber.Write(share, Cell(PlainNumber.Longest)));

    /// <summary>Such as <c>2026-06-30</c>.</summary>
    public void Date(DateOnly day)
    {
        day.TryFormat(Cell(PlainNumber.Longest), out var written, "O", CultureInfo.InvariantCulture);
        Advance(written);
    }

    public void EndRow()
    {
        "\r\n"u8.CopyTo(Space(2));
        Advance(2);
        _midRow = false;
    }

    public async ValueTask FlushAsync(Stream output, CancellationToken cancel)
    {
        await output.WriteAsync(_bytes.AsMemory(0, _used), cancel);
        _used = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>Whether the first character after spaces and quotes is one that starts a formula or a command.</summary>
    static bool IsFormula(string text)
    {
        foreach (var c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '|' or '＝' or '＋' or '－' or '＠' or '｜') return true;
            if (c is not ('"' or '\'' or '\0') && !char.IsWhiteSpace(c)) return false;
        }

        return false;
    }

    void Advance(int written) => _used += written;

    Span<byte> Cell(int longest)
    {
        var space = Space(longest + 1);
        if (!_midRow)
        {
            _midRow = true;
            return space;
        }

        _bytes[_used++] = (byte)',';
        return space[1..];
    }

    Span<byte> Space(int longest)
    {
        if (_bytes.Length - _used < longest)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _used + longest));
            _bytes.AsSpan(0, _used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_used);
    }
}
