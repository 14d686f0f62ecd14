using System.Runtime.InteropServices;
using SQLitePCL;

namespace ShopClvReports.Storage;

/// <summary>
/// The calls that <see cref="Statement"/> makes for every value, straight into the library that the driver ships. The driver's
/// own wrappers guard each call with a reference count and a mutex; here one thread owns the connection.
/// </summary>
static unsafe partial class NativeSqlite
{
    const string Library = "e_sqlite3";

    /// <summary>Must run before the first connection: connections then leave locking to their one user.</summary>
    internal static void Configure()
    {
        Batteries_V2.Init();
        if (raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD) != raw.SQLITE_OK)
            throw new InvalidOperationException("SQLite was in use before it could be configured");
    }

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_bind_int64(nint statement, int index, long value);

    /// <summary>With <c>SQLITE_TRANSIENT</c> (-1) as destructor: SQLite copies the bytes.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint destructor);

    [LibraryImport(Library)]
    internal static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    internal static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_column_bytes(nint statement, int column);
}
