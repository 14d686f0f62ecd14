using System.Buffers;

namespace ShopClvReports.Shopify;

/// <summary>
/// Brings the lines of each order together, wherever they stand, in constant memory (an external merge sort): what outgrows the
/// memory goes to a file as a sorted run, and in the end the runs are merged. The store gets the orders by rising id, as its tables
/// keep them.
/// </summary>
/// <param name="memoryBytes">Of a run.</param>
/// <param name="mostRuns">Merged at once: a file is open for each.</param>
sealed class BulkSpool(int memoryBytes = 16 << 20, int mostRuns = 128) : IDisposable
{
    readonly List<(SpoolEntry Entry, int Start)> _entries = [];
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 << 10);
    int _length;

    /// <summary>By how often their lines were merged: so many runs of one level become one of the next.</summary>
    readonly List<List<SpoolRun>> _levels = [];

    /// <param name="number">Of the line in the whole file.</param>
    /// <exception cref="ImportException">The temporary directory takes no more.</exception>
    public void Add(BulkLine line, long number, ReadOnlySpan<byte> json)
    {
        if (_length + json.Length > memoryBytes && _entries.Count > 0) Spill();
        Hold(new SpoolEntry(line.Order, line.Kind, line.Id, number, json.Length), json);
    }

    void Hold(SpoolEntry entry, ReadOnlySpan<byte> json)
    {
        if (_length + json.Length > _bytes.Length) Grow(_length + json.Length);
        json.CopyTo(_bytes.AsSpan(_length));
        _entries.Add((entry, _length));
        _length += json.Length;
    }

    /// <summary>Everything that was added, order by order, by rising id.</summary>
    public IEnumerable<Group> Groups()
    {
        Sort();
        if (_levels.Count == 0)
        {
            for (int first = 0, end; first < _entries.Count; first = end)
            {
                for (end = first + 1; end < _entries.Count && _entries[end].Entry.Order == _entries[first].Entry.Order; end++) { }
                yield return new Group(this, first, end - first);
            }

            yield break;
        }

        Spill();
        foreach (var run in Merge(_levels.SelectMany(level => level)))
        {
            if (_entries is [var (held, _), ..] && held.Order != run.Entry.Order)
            {
                yield return new Group(this, 0, _entries.Count);
                Clear();
            }

            Hold(run.Entry, run.Json);
        }

        yield return new Group(this, 0, _entries.Count);
    }

    void Sort() => _entries.Sort(static (a, b) => a.Entry.CompareTo(b.Entry));

    void Spill()
    {
        Sort();
        Keep(0, run =>
        {
            foreach (var (entry, start) in _entries) run.Write(entry, _bytes.AsSpan(start, entry.Length));
        });
        Clear();
    }

    /// <summary>Adds a run to a level; the level that is full becomes one run of the next.</summary>
    void Keep(int level, Action<SpoolRun> write)
    {
        if (level == _levels.Count) _levels.Add([]);
        try
        {
            var run = new SpoolRun();
            _levels[level].Add(run);
            write(run);
            run.Rewind();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"the temporary directory {Path.GetTempPath()} cannot take the file's lines: {e.Message} Make room there, or set TMPDIR.", inner: e);
        }

        if (_levels[level].Count < mostRuns) return;
        var full = _levels[level];
        _levels[level] = [];
        try
        {
            Keep(level + 1, run =>
            {
                foreach (var next in Merge(full)) run.Write(next.Entry, next.Json);
            });
        }
        finally
        {
            foreach (var run in full) run.Dispose();
        }
    }

    /// <returns>Each time the run whose line is next.</returns>
    static IEnumerable<SpoolRun> Merge(IEnumerable<SpoolRun> runs)
    {
        var queue = new PriorityQueue<SpoolRun, SpoolEntry>();
        foreach (var run in runs)
            if (run.Read()) queue.Enqueue(run, run.Entry);
        while (queue.TryPeek(out var next, out _))
        {
            yield return next;
            if (next.Read())
            {
                queue.DequeueEnqueue(next, next.Entry);
                continue;
            }

            queue.Dequeue();
            next.Dispose();
        }
    }

    void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    void Clear()
    {
        _entries.Clear();
        _length = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        foreach (var run in _levels.SelectMany(level => level)) run.Dispose();
    }

    /// <summary>The lines of one order, the order itself first; good until the next group is asked for.</summary>
    public readonly struct Group(BulkSpool spool, int first, int count)
    {
        public int Count => count;
        public long Order => Entry(0).Order;
        public BulkKind Kind(int i) => Entry(i).Kind;
        public long Id(int i) => Entry(i).Id;
        public long Line(int i) => Entry(i).Line;
        public ReadOnlySpan<byte> Json(int i) => spool._bytes.AsSpan(spool._entries[first + i].Start, Entry(i).Length);
        SpoolEntry Entry(int i) => spool._entries[first + i].Entry;
    }
}
