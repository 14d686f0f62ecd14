using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <summary>Statements with arguments ?1, ?2, …: instants go as milliseconds since 1970, truth as 0 or 1, enums as their names.</summary>
static class Sql
{
    /// <returns>Rows changed.</returns>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = Command(connection, sql, arguments);
        return command.ExecuteNonQuery();
    }

    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> arguments)
    {
        using var command = Command(connection, sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The first value of the first row; null when there is none.</summary>
    public static object? Value(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = Command(connection, sql, arguments);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static DateTimeOffset Instant(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? MaybeInstant(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    public static string? MaybeText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static T Enum<T>(this SqliteDataReader row, int column) where T : struct, Enum => System.Enum.Parse<T>(row.GetString(column));

    static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<object?> arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"?{i + 1}"), arguments[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset at => at.ToUnixTimeMilliseconds(),
                System.Enum name => name.ToString(),
                var value => value,
            });
        return command;
    }
}
