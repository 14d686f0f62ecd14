using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ShopClvReports.Storage;

/// <summary>Turns the driver's errors into what happened and what to do.</summary>
static class SqliteFault
{
    public static Exception Explain(Exception e, string path) => e is not SqliteException sqlite
        ? e as StoreException ?? new StoreException($"{path} did not take this: {e.Message}", e)
        : sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => new StoreUnavailableException($"the disk of {path} is full; free some space, nothing already stored is harmed", e),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StoreUnavailableException($"{path} is locked by another process; stop it, or try again when it is done", e),
            raw.SQLITE_IOERR => new StoreUnavailableException($"the disk of {path} does not take or give data ({sqlite.Message}); see whether it is full or failing", e),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new StoreException($"{path} may not be written to; give this user the right to write the file and its directory", e),
            raw.SQLITE_CANTOPEN => new StoreException($"{path} cannot be opened; check that its directory is there and that this user may read and write it", e),
            raw.SQLITE_NOTADB => new StoreException($"{path} is not a database; move it away, or give another --data directory", e),
            raw.SQLITE_CORRUPT => new StoreException($"{path} is damaged ({sqlite.Message}); restore it from a backup, or move it away and import again", e),
            _ => new StoreException($"{path}: {sqlite.Message}", e),
        };
}
