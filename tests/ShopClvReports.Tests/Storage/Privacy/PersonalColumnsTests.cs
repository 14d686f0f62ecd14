using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>No column that may hold a person is added without saying what becomes of it when the person is forgotten.</summary>
public sealed class PersonalColumnsTests
{
    [Fact]
    public async Task Every_text_and_every_id_of_a_customer_is_said()
    {
        using var data = new DataDirectory();
        await using var store = data.Open();
        List<string> columns = [];
        using (var connection = data.Connect())
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND (c.type IN ('TEXT', 'BLOB') OR c.name LIKE '%customer%' OR c.name = 'merged_into')
                """;
            using var rows = command.ExecuteReader();
            while (rows.Read()) columns.Add(rows.GetString(0));
        }

        Assert.True(columns.Count > 50, $"only {columns.Count} columns found");
        var said = PersonalColumns.All.Select(c => $"{c.Table}.{c.Column}").ToList();
        Assert.Equal(said.Count, said.Distinct().Count());
        var silent = columns.Except(said).ToList();
        Assert.True(silent.Count == 0, $"say in PersonalColumns what {string.Join(", ", silent)} tell of a customer");
    }

    [Fact]
    public async Task Every_column_that_is_said_is_there()
    {
        using var data = new DataDirectory();
        await using var store = data.Open();
        foreach (var (table, column, _) in PersonalColumns.All)
            Assert.True(data.Sql($"SELECT 1 FROM pragma_table_info('{table}') WHERE name = '{column}'") is not null, $"there is no {table}.{column}");
    }
}
