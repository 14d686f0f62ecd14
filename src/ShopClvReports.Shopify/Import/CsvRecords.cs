using System.Text;
using CsvHelper;

namespace ShopClvReports.Shopify;

/// <summary>
/// The records of a CSV file behind its header. Where a quote is not closed, the lines that it runs over are read one by one, so
/// that it costs its own line and no other.
/// </summary>
/// <param name="columns">Those that are read; negative ones are not there.</param>
sealed class CsvRecords(ImportSource source, CsvHeader header, int[] columns) : IDisposable
{
    CsvReader? _reader;
    int _length, _taken;
    bool _lineByLine, _malformed, _goesOn;

    /// <summary>The record as it stands in the file, without its end; good until the next <see cref="Read"/>, as the fields are.</summary>
    public ReadOnlySpan<byte> Raw => _reader is null ? source.Buffered[..(_length - _taken)] : _reader.RawRecord;

    /// <summary>The line on which it begins.</summary>
    public long Line => source.Line;

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Broken { get; private set; }

    /// <summary>Empty where the record has no such field.</summary>
    /// <param name="column">Index into the columns.</param>
    public ReadOnlySpan<byte> this[int column] => columns[column] is >= 0 and var field ? _reader!.GetSpan(field).Trim(" \t\r\n"u8) : [];

    /// <summary>Steps to the next record, or to what stands in the place of one; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            if (_reader is null && !Begin()) return false;
            if (_reader is null) return true;
            _malformed = false;
            if (!_reader.Read())
            {
                End(_length);
                continue;
            }

            var at = (int)_reader.ByteOffset;
            var length = _reader.RawRecord.Length;
            Pass(at);
            var lineEnd = 2;
            if (!_lineByLine && !source.Ended && at + length + lineEnd >= _length)
            {
                // In what has not been read yet, perhaps.
                _goesOn = true;
                End(at);
                continue;
            }

            if (!_lineByLine && _reader.RawRecord.Contains((byte)'\n') && (_malformed || RunsOver()))
            {
                End(at);
                Open(length, lineByLine: true);
                continue;
            }

            Broken = Fault();
            return true;
        }
    }

    /// <summary>Opens what is buffered, and more. Leaves no reader when that is one line too long to be read.</summary>
    bool Begin()
    {
        if (Broken is not null && _length > 0) source.SkipLine();
        Broken = null;
        if (_goesOn || !source.BreaksOff) source.More();
        _goesOn = false;
        if (source.Buffered.IsEmpty) return false;
        if (source.Ended || source.Buffered.Length <= ImportSource.LongestElement)
        {
            Open(source.Buffered.Length, lineByLine: false);
            return true;
        }

        var line = source.Buffered.LastIndexOf((byte)'\n');
        if (line >= 0)
        {
            Open(line + 1, lineByLine: true);
            return true;
        }

        (_length, _taken) = (source.Buffered.Length, 0);
        Broken = $"found a line longer than {ImportSource.LongestElement >> 20} MB, expected a shorter one";
        return true;
    }

    void Open(int length, bool lineByLine)
    {
        (_length, _taken, _lineByLine) = (length, 0, lineByLine);
        _reader = CsvReader.Create(source.Memory[..length], Options(header.Separator) with
        {
            AllowLineBreaksInQuotes = !lineByLine,
            OnMalformedRecord = _ => _malformed = true,
        });
    }

    void End(int at)
    {
        Pass(at);
        _reader!.Dispose();
        _reader = null;
        _length = 0;
    }

    void Pass(int at)
    {
        source.Take(at - _taken);
        _taken = at;
    }

    /// <summary>None of the fields that are read has line breaks by right.</summary>
    bool RunsOver()
    {
        foreach (var column in columns)
            if (column >= 0 && _reader!.GetSpan(column).Contains((byte)'\n')) return true;
        return false;
    }

    string? Fault()
    {
        if (_malformed)
            return "found a quote that is not closed, or text behind a closing one; expected \"…\" with quotes inside doubled";
        for (var i = header.Columns.Count; i < _reader!.FieldCount; i++)
            if (!_reader.IsEmpty(i))
                return $"found {_reader.FieldCount} fields, expected {header.Columns.Count}; "
                    + $"a field with a {header.Separator} in it must stand in quotes";
        return null;
    }

    public static CsvReaderOptions Options(char separator) =>
        CsvReaderOptions.Default with { HasHeader = false, Separator = separator, Encoding = Encoding.UTF8 };

    public void Dispose() => _reader?.Dispose();
}
