using Microsoft.Data.Sqlite;

namespace ShopClvReports.EndToEnd;

/// <summary>Another program's hands on the database file.</summary>
sealed class OtherProgram : IDisposable
{
    readonly SqliteConnection _connection;

    OtherProgram(SqliteConnection connection) => _connection = connection;

    public static OtherProgram Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        return new OtherProgram(connection);
    }

    /// <returns>How many rows changed.</returns>
    public int Run(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
