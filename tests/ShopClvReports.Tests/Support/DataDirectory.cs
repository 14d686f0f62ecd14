using Microsoft.Data.Sqlite;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A data directory of its own, opened as the program does, and read beside it as a database shell does.</summary>
sealed class DataDirectory : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shopclv-data-");

    public string Folder => _folder.FullName;

    public string File => Path.Combine(Folder, "shopclv.db");

    public static SecretBox Secrets { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public SqliteStore Open(SqliteOptions? options = null) => Open(Folder, options);

    public static SqliteStore Open(string folder, SqliteOptions? options = null) =>
        SqliteStore.Open(folder, Secrets, options ?? new SqliteOptions { BusySeconds = 1 }, new StoppedClock());

    /// <summary>Another program's connection to the file.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    public object? Sql(string sql)
    {
        using var connection = Connect();
        return Sql(connection, sql);
    }

    public static object? Sql(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
