using CsvHelper;

namespace ShopClvReports.Shopify;

/// <summary>A CSV file's first line: which column is which, and what stands between them.</summary>
/// <param name="Raw">The line itself.</param>
sealed record CsvHeader(char Separator, IReadOnlyList<string> Columns, ReadOnlyMemory<byte> Raw)
{
    const int Longest = 64 << 10;
    const int LongestBody = 1 << 20;

    static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Reads the first line, and leaves it where it is.</summary>
    /// <exception cref="ImportException">There is no line.</exception>
    public static CsvHeader Peek(ImportSource source, string file)
    {
        while (source.Buffered.IndexOf((byte)'\n') < 0 && source.Buffered.Length < Longest && source.More()) { }
        var end = source.Buffered.IndexOf((byte)'\n');
        var line = source.Buffered[..(end < 0 ? Math.Min(source.Buffered.Length, Longest) : end)].TrimEnd((byte)'\r').ToArray();
        return line.Length == 0
            ? throw new ImportException($"{file} is empty; expected a line with the names of the columns")
            : Separators.Select(separator => Read(line, separator)).MaxBy(header => header.Columns.Count)!;
    }

    /// <returns>Which column has this name, in capitals or not; -1 for none.</returns>
    public int Find(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>The header with records below it: a file of its own, for the quarantine.</summary>
    public ReadOnlySpan<byte> Above(ReadOnlySpan<byte> records)
    {
        var kept = records[..Math.Min(records.Length, LongestBody)];
        return (byte[])[.. Raw.Span, (byte)'\n', .. kept];
    }

    public bool Has(IEnumerable<string> names) => names.All(name => Find(name) >= 0);

    /// <summary>Where each of the names stands.</summary>
    /// <exception cref="ImportException">One that must be there is not.</exception>
    public int[] Require(string file, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var missing = required.Where(name => Find(name) < 0).ToArray();
        return missing.Length == 0
            ? [.. required.Concat(optional).Select(Find)]
            : throw new ImportException(
                $"{file} has no column {string.Join(", ", missing)}; found {Excerpt()}, "
                + $"expected {string.Join(", ", required)} and possibly {string.Join(", ", optional)}.");
    }

    string Excerpt() => string.Join(", ", Columns.Take(20).Select(name => name.Length > 40 ? name[..40] + "…" : name));

    static CsvHeader Read(byte[] line, char separator)
    {
        using var csv = CsvReader.Create(line, CsvRecords.Options(separator));
        return new CsvHeader(
            separator, csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim())] : [], line);
    }
}
