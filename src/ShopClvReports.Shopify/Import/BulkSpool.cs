using System.Buffers;
using System.Runtime.InteropServices;

namespace ShopClvReports.Shopify;

/// <summary>
/// Brings the lines of each order together, wherever they stand, in constant memory (a Grace join): what outgrows the
/// memory goes to files by runs of the orders' ids, and each file is joined by itself, in the same way.
/// </summary>
sealed class BulkSpool : IDisposable
{
#if DEBUG
    const int MemoryBytes = 2 << 10;
    const int PartitionBits = 2;
#else
    const int MemoryBytes = 16 << 20;
    const int PartitionBits = 7;
#endif

    /// <summary>Splitting this often has taken apart whatever is not one single order.</summary>
    const int Deepest = 6;

    readonly int _depth;
    readonly List<Entry> _entries = [];
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 << 10);
    int _length;
    DirectoryInfo? _directory;
    FileStream[]? _files;

    /// <summary>Neighbouring ids stay together, so that the store gets runs of them: as long as what was seen of the ids gives one to each file.</summary>
    long _run = 1;

    public BulkSpool() : this(0) { }

    BulkSpool(int depth) => _depth = depth;

    readonly record struct Entry(long Order, BulkKind Kind, long Id, long Line, int Start, int Length) : IComparable<Entry>
    {
        public int CompareTo(Entry other) =>
            Order != other.Order ? Order.CompareTo(other.Order)
            : Kind != other.Kind ? Kind.CompareTo(other.Kind)
            : Id != other.Id ? Id.CompareTo(other.Id)
            : Line.CompareTo(other.Line);
    }

    /// <param name="number">Of the line in the whole file.</param>
    /// <exception cref="ImportException">The temporary directory takes no more.</exception>
    public void Add(BulkLine line, long number, ReadOnlySpan<byte> json)
    {
        if (_length + json.Length > MemoryBytes && _entries.Count > 0 && _depth < Deepest) Spill();
        if (_length + json.Length > _bytes.Length) Grow(_length + json.Length);
        json.CopyTo(_bytes.AsSpan(_length));
        _entries.Add(new Entry(line.Order, line.Kind, line.Id, number, _length, json.Length));
        _length += json.Length;
    }

    /// <summary>Everything that was added, order by order.</summary>
    public IEnumerable<Group> Groups()
    {
        if (_files is null)
        {
            _entries.Sort();
            for (int first = 0, end; first < _entries.Count; first = end)
            {
                for (end = first + 1; end < _entries.Count && _entries[end].Order == _entries[first].Order; end++) { }
                yield return new Group(this, first, end - first);
            }

            yield break;
        }

        Spill();
        Release();
        foreach (var file in _files)
        {
            using var part = new BulkSpool(_depth + 1);
            part.AddAll(file);
            file.Dispose();
            File.Delete(file.Name);
            foreach (var group in part.Groups()) yield return group;
        }
    }

    void Spill()
    {
        try
        {
            _files ??= Open();
            foreach (var entry in _entries)
            {
                var file = _files[(int)((ulong)(entry.Order / _run) % (ulong)_files.Length)];
                var head = entry;
                file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<Entry>(ref head)));
                file.Write(_bytes, entry.Start, entry.Length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Full(e);
        }

        _entries.Clear();
        _length = 0;
    }

    static ImportException Full(Exception e) =>
        new($"the temporary directory {Path.GetTempPath()} cannot take the file's lines: {e.Message} Make room there, or set TMPDIR.", inner: e);

    FileStream[] Open()
    {
        _run = Math.Max(1, (_entries.Max(entry => entry.Order) - _entries.Min(entry => entry.Order)) >> PartitionBits);
        _directory = Directory.CreateTempSubdirectory("shopclv-import-");
        var files = new FileStream[1 << PartitionBits];
        for (var i = 0; i < files.Length; i++)
            files[i] = new FileStream(
                Path.Combine(_directory.FullName, $"{i}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 << 10);
        return files;
    }

    void AddAll(FileStream file)
    {
        try
        {
            file.Position = 0;
        }
        catch (IOException e)
        {
            throw Full(e);
        }

        Span<Entry> head = stackalloc Entry[1];
        while (file.ReadAtLeast(MemoryMarshal.AsBytes(head), 1, throwOnEndOfStream: false) > 0)
        {
            var (order, kind, id, line, _, length) = head[0];
            var json = ArrayPool<byte>.Shared.Rent(length);
            file.ReadExactly(json, 0, length);
            Add(new BulkLine(kind, id, order), line, json.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) Release();
        try
        {
            foreach (var file in _files ?? []) file.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and what was not written yet is not needed any more.
        }
        finally
        {
            _directory?.Delete(recursive: true);
        }
    }

    /// <summary>The lines of one order, the order itself first; good until the next group is asked for.</summary>
    public readonly struct Group(BulkSpool spool, int first, int count)
    {
        public int Count => count;
        public long Order => spool._entries[first].Order;
        public BulkKind Kind(int i) => spool._entries[first + i].Kind;
        public long Id(int i) => spool._entries[first + i].Id;
        public long Line(int i) => spool._entries[first + i].Line;
        public ReadOnlySpan<byte> Json(int i) => spool._bytes.AsSpan(spool._entries[first + i].Start, spool._entries[first + i].Length);
    }
}
