using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ShopClvReports.Storage;

/// <summary>
/// A prepared statement on the bare driver, for the two paths that run a million times: storing a fact and reading the ledger.
/// Everything else goes through <see cref="SqliteCommand"/>.
/// </summary>
sealed unsafe class Statement : IDisposable
{
    readonly sqlite3 _db;
    readonly sqlite3_stmt _owner;
    readonly nint _statement;
    int _bound;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _owner));
        _statement = _owner.DangerousGetHandle();
    }

    /// <summary>Binds the next parameter.</summary>
    public Statement Bind(long value)
    {
        Check(NativeSqlite.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="Bind(long)"/>
    public Statement Bind(bool value) => Bind(value ? 1L : 0L);

    /// <inheritdoc cref="Bind(long)"/>
    public Statement Bind(ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(_owner, ++_bound, blob));
        return this;
    }

    /// <summary>Binds the next parameter; null as the empty text.</summary>
    [SkipLocalsInit]
    public Statement Bind(string? text)
    {
        const int onStack = 512;
        var size = Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);
        var rented = size > onStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented ?? stackalloc byte[onStack];
        BindUtf8(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Binds the next parameter, already in UTF-8.</summary>
    public Statement BindUtf8(ReadOnlySpan<byte> utf8)
    {
        // A null pointer would bind NULL, and an empty span has one.
        var nothing = (byte)0;
        fixed (byte* bytes = utf8)
            Check(NativeSqlite.sqlite3_bind_text(_statement, ++_bound, bytes is null ? &nothing : bytes, utf8.Length, -1));
        return this;
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>Rows changed.</returns>
    public int Run()
    {
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(_db);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs to the first row, if there is one.</summary>
    public bool Any()
    {
        try
        {
            return Step();
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The next row; false at the end.</summary>
    public bool Step()
    {
        var code = NativeSqlite.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Makes ready for another run.</summary>
    public void Reset()
    {
        _bound = 0;
        // Its code repeats what Step has already thrown.
        _ = NativeSqlite.sqlite3_reset(_statement);
    }

    public long Int64(int column) => NativeSqlite.sqlite3_column_int64(_statement, column);

    public bool Bool(int column) => Int64(column) != 0;

    /// <summary>Good until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) =>
        new(NativeSqlite.sqlite3_column_blob(_statement, column), NativeSqlite.sqlite3_column_bytes(_statement, column));

    /// <returns>Null for the empty text.</returns>
    public string? Text(int column) => Utf8(column) is { IsEmpty: false } utf8 ? Encoding.UTF8.GetString(utf8) : null;

    public void Dispose() => _owner.Dispose();

    void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(_db).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(_db));
    }
}
