using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ShopClvReports.Storage;

/// <summary>
/// The one writer: a thread that takes everything waiting, applies it in one transaction and commits it with one flush of the
/// disk. While a flush runs the next group gathers.
/// </summary>
sealed class GroupCommit : IDisposable
{
    /// <summary>One step of work for the writer.</summary>
    abstract class Work
    {
        /// <summary>Not within a transaction: what SQLite does in one of its own.</summary>
        public bool IsAlone { get; init; }

        public abstract void Apply(WriteTransaction transaction);
        public abstract void Complete();
        public abstract void Fail(Exception exception);
    }

    sealed class Work<T>(Func<WriteTransaction, T> apply) : Work
    {
        readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T _result = default!;

        public Task<T> Done => _done.Task;
        public override void Apply(WriteTransaction transaction) => _result = apply(transaction);
        public override void Complete() => _done.SetResult(_result);
        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }

    static readonly TimeSpan TroubleLasts = TimeSpan.FromMinutes(1);

    readonly object _gate = new();
    readonly WriteTransaction _transaction;
    readonly int _capacity;
    readonly Thread _thread;
    List<Work> _waiting = [];
    List<Work> _group = [];
    bool _stopping;
    long _brokeOffAt;
    volatile Exception? _brokeOff;

    /// <param name="capacity">How many may wait before <see cref="StoreBusyException"/>.</param>
    public GroupCommit(WriteTransaction transaction, int capacity)
    {
        (_transaction, _capacity) = (transaction, capacity);
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <summary>Steps waiting for the disk.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>What the store itself refused within the last minute, such as for a full disk; small steps may go well meanwhile.</summary>
    public Exception? Trouble => _brokeOff is { } fault && Stopwatch.GetElapsedTime(Volatile.Read(ref _brokeOffAt)) < TroubleLasts ? fault : null;

    /// <summary>Completes when the step is on disk.</summary>
    /// <param name="alone">Outside a transaction, after what waits with it.</param>
    public Task<T> Enqueue<T>(Func<WriteTransaction, T> apply, bool alone = false)
    {
        var work = new Work<T>(apply) { IsAlone = alone };
        lock (_gate)
        {
            if (_stopping) return Task.FromException<T>(new StoreUnavailableException("the store is closing"));
            if (_waiting.Count >= _capacity) return Task.FromException<T>(new StoreBusyException(_waiting.Count));
            _waiting.Add(work);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }

        return work.Done;
    }

    void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0)
                {
                    if (_stopping) return;
                    Monitor.Wait(_gate);
                }

                (_group, _waiting) = (_waiting, _group);
            }

            if (_group.Exists(work => work.IsAlone)) CommitApart(_group);
            else Commit(_group);
            _group.Clear();
        }
    }

    void CommitApart(List<Work> group)
    {
        if (group.FindAll(work => !work.IsAlone) is { Count: > 0 } together) Commit(together);
        foreach (var work in group.FindAll(work => work.IsAlone))
            try
            {
                work.Apply(_transaction);
                work.Complete();
            }
            catch (Exception e)
            {
                work.Fail(SqliteFault.Explain(e, _transaction.Path));
            }
    }

    void Commit(List<Work> group)
    {
        try
        {
            CommitTogether(group);
        }
        catch (Exception together) when (group.Count > 1 && !IsAboutTheStore(together))
        {
            // One of them cannot be stored: find out which, and keep the others.
            foreach (var work in group) CommitAlone(work);
            return;
        }
        catch (Exception e)
        {
            foreach (var work in group) work.Fail(SqliteFault.Explain(e, _transaction.Path));
            return;
        }

        foreach (var work in group) work.Complete();
    }

    void CommitAlone(Work work)
    {
        try
        {
            CommitTogether([work]);
            work.Complete();
        }
        catch (Exception e)
        {
            work.Fail(SqliteFault.Explain(e, _transaction.Path));
        }
    }

    void CommitTogether(List<Work> group)
    {
        _transaction.Begin();
        try
        {
            foreach (var work in group) work.Apply(_transaction);
            _transaction.Commit();
        }
        catch (Exception e)
        {
            if (IsAboutTheStore(e))
            {
                Volatile.Write(ref _brokeOffAt, Stopwatch.GetTimestamp());
                _brokeOff = e;
            }

            _transaction.Rollback();
            throw;
        }
    }

    static bool IsAboutTheStore(Exception e) =>
        e is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_CORRUPT or raw.SQLITE_READONLY };

    /// <summary>Takes no more, finishes what waits, and stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
    }
}
