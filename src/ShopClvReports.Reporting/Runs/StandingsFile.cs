using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>
/// <see cref="Standings"/> as UTF-8 lines: a heading with the version, <c>day 2026-06-30</c>, for every currency
/// <c>EUR, orders, spent, customers</c> followed by so many lines <c>orders, spent, id</c> (spent in minor units, a tab between),
/// and <c>end</c>. In an id a backslash, a control character and half a surrogate pair are written <c>\u</c> and four hex digits.
/// </summary>
public static class StandingsFile
{
#if DEBUG
    const int FlushAt = 64;
#else
    const int FlushAt = 1 << 16;
#endif

    const string Heading = "shopclv standings ";
    const string Version = "1";

    static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Leaves <paramref name="output"/> open. Keeps no more than a line or so in memory.</summary>
    public static async Task WriteAsync(Standings standings, Stream output, CancellationToken cancel)
    {
        await using var text = new StreamWriter(output, s_strict, leaveOpen: true);
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"{Heading}{Version}\nday {standings.Day:O}\n");
        foreach (var section in standings.Sections)
        {
            var (orders, spent) = section.Total;
            lines.Append(CultureInfo.InvariantCulture, $"{section.Currency}\t{orders}\t{spent}\t{section.Customers.Count}\n");
            foreach (var customer in section.Customers)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{customer.Tally.Orders}\t{customer.Tally.Spent}\t");
                Escape(customer.CustomerId, lines);
                lines.Append('\n');
                if (lines.Length < FlushAt) continue;
                await text.WriteAsync(lines, cancel);
                lines.Clear();
            }
        }

        lines.Append("end\n");
        await text.WriteAsync(lines, cancel);
    }

    /// <exception cref="FormatException">Not such a file, a broken one, or one of a later version of the program; the message says which line.</exception>
    public static Standings Read(Stream input)
    {
        var lines = new LineReader(input);
        var heading = Text(lines, lines.Next());
        if (!heading.StartsWith(Heading, StringComparison.Ordinal)) throw lines.Wrong($"'{Heading}{Version}'");
        if (heading[Heading.Length..] != Version)
            throw new FormatException(
                $"the standings are of version {VisibleText.OneLine(heading[Heading.Length..], 20)}; this program reads version {Version}");
        if (!DateOnly.TryParseExact(Text(lines, lines.Next()), "'day 'yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw lines.Wrong("a day such as 'day 2026-06-30'");

        List<StandingsSection> sections = [];
        for (var line = lines.Next(); !line.SequenceEqual("end"u8); line = lines.Next())
        {
            var section = Section(lines, line);
            if (sections.Any(s => s.Currency == section.Currency)) throw lines.Wrong($"{section.Currency} only once");
            sections.Add(section);
        }

        lines.End();
        return new Standings(day, sections);
    }

    static StandingsSection Section(LineReader lines, ReadOnlySpan<byte> line)
    {
        var currency = Field(ref line);
        if (currency is not [>= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z'])
            throw lines.Wrong("a currency such as EUR, or 'end'");
        var code = Encoding.ASCII.GetString(currency);
        var total = Tally(lines, ref line);
        if (Number(lines, line) is not (>= 0 and <= int.MaxValue and var count)) throw lines.Wrong("how many customers follow");

        // The count is somebody's word: room is made as the lines come.
        List<Standing> customers = [];
        while (customers.Count < count)
        {
            line = lines.Next();
            var tally = Tally(lines, ref line);
            customers.Add(new Standing(Unescape(lines, line), tally));
        }

        return new StandingsSection(new Currency(code), total, customers);
    }

    static Tally Tally(LineReader lines, ref ReadOnlySpan<byte> line) =>
        Number(lines, Field(ref line)) is >= 0 and <= int.MaxValue and var orders
            ? new Tally((int)orders, Number(lines, Field(ref line)))
            : throw lines.Wrong("a number of orders");

    static long Number(LineReader lines, ReadOnlySpan<byte> field) =>
        Utf8Parser.TryParse(field, out long number, out var read) && read == field.Length ? number : throw lines.Wrong("a whole number");

    /// <summary>Up to the next tab, and leaves what follows it.</summary>
    static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        var field = tab < 0 ? line : line[..tab];
        line = tab < 0 ? [] : line[(tab + 1)..];
        return field;
    }

    static string Text(LineReader lines, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return s_strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw lines.Wrong("UTF-8");
        }
    }

    static void Escape(string id, StringBuilder to)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsHighSurrogate(id[i]) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1])) to.Append(id[i++]).Append(id[i]);
            else if (id[i] == '\\' || char.IsControl(id[i]) || char.IsSurrogate(id[i])) to.Append(CultureInfo.InvariantCulture, $"\\u{(int)id[i]:X4}");
            else to.Append(id[i]);
        }
    }

    static string Unescape(LineReader lines, ReadOnlySpan<byte> utf8)
    {
        var text = Text(lines, utf8);
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var id = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                id.Append(text[i]);
                continue;
            }

            if (text.AsSpan(i) is not ['\\', 'u', _, _, _, _, ..]
                || !ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var c))
                throw lines.Wrong(@"\u and four hex digits after a backslash");
            id.Append((char)c);
            i += 5;
        }

        return id.ToString();
    }

    /// <summary>Lines that end in LF, none longer than <see cref="Longest"/>: whoever garbled the file does not fill the memory.</summary>
    sealed class LineReader(Stream input)
    {
        const int Longest = 1 << 24;

        byte[] _bytes = new byte[FlushAt];
        int _start;
        int _end;
        int _line;

        /// <summary>Valid until the next call.</summary>
        public ReadOnlySpan<byte> Next()
        {
            _line++;
            var searched = 0;
            while (true)
            {
                var feed = _bytes.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
                if (feed >= 0)
                {
                    var line = _bytes.AsSpan(_start, searched + feed);
                    _start += line.Length + 1;
                    return line;
                }

                searched = _end - _start;
                if (!Fill()) throw new FormatException($"line {_line} of the standings breaks off; expected more, and 'end' as the last line");
            }
        }

        public void End()
        {
            if (_start < _end || Fill()) throw new FormatException($"the standings go on after 'end' in line {_line}; expected nothing there");
        }

        public FormatException Wrong(string expected) => new($"line {_line} of the standings cannot be read; expected {expected}");

        bool Fill()
        {
            var kept = _end - _start;
            if (kept >= Longest) throw Wrong($"a line of less than {Longest} bytes");
            if (_start > 0) _bytes.AsSpan(_start, kept).CopyTo(_bytes);
            (_start, _end) = (0, kept);
            if (_end == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
            var read = input.Read(_bytes, _end, _bytes.Length - _end);
            _end += read;
            return read > 0;
        }
    }
}
