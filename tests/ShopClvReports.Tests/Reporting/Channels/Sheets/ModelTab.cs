using System.Globalization;
using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>One tab with its cells. Rows are never changed in place, so that a copy shares them.</summary>
sealed class ModelTab(int id, string title, int rows, int columns)
{
    readonly Dictionary<int, ModelCell[]> _cells = [];

    public int Id => id;
    public string Title { get; set; } = title;
    public int Rows { get; private set; } = rows;
    public int Columns { get; private set; } = columns;
    public bool Hidden { get; set; }
    public int FrozenRows { get; set; }
    public int Charts { get; set; }
    public ModelRange? Filter { get; set; }
    public List<(string Key, string Value)> Metadata { get; } = [];

    public IEnumerable<ModelCell> Cells => _cells.Values.SelectMany(r => r);

    /// <summary>The first rows that are not empty, to the last that is not.</summary>
    public string View =>
        $"{Title} {Rows}x{Columns} frozen {FrozenRows} filter {Filter}: "
        + string.Join(" / ", Enumerable.Range(0, _cells.Keys.DefaultIfEmpty(-1).Max() + 1).Select(r => string.Join('|', Row(r).Select(c => c.ToString())).TrimEnd('|')));

    public ModelCell this[int row, int column] => Row(row)[column];

    /// <summary>Values as text, without the empty ones at the end.</summary>
    public string[] Values(int row) => [.. Row(row).Select(c => Convert.ToString(c.Value, CultureInfo.InvariantCulture) ?? "").Reverse().SkipWhile(v => v.Length == 0).Reverse()];

    /// <summary>The row that begins with a text.</summary>
    public int RowOf(string text) => _cells.First(r => r.Value[0].Value as string == text).Key;

    /// <summary>As a person types.</summary>
    public ModelTab Type(int row, int column, object value)
    {
        Set(row, column, c => c with { Value = value });
        return this;
    }

    public ModelTab Clone()
    {
        var copy = new ModelTab(Id, Title, Rows, Columns) { Hidden = Hidden, FrozenRows = FrozenRows, Charts = Charts, Filter = Filter };
        copy.Metadata.AddRange(Metadata);
        foreach (var (row, cells) in _cells) copy._cells.Add(row, cells);
        return copy;
    }

    public ModelRange Inside(ModelRange range)
    {
        ModelSpreadsheet.Refuse(
            range.Row < 0 || range.EndRow > Rows || range.Column < 0 || range.EndColumn > Columns || range.Row >= range.EndRow || range.Column >= range.EndColumn,
            $"Range {range} exceeds grid limits. Max rows: {Rows}, max columns: {Columns}");
        return range;
    }

    public void Write(JsonElement start, JsonElement rows)
    {
        ModelSpreadsheet.Refuse(rows.GetArrayLength() == 0, "no rows");
        var row = start.GetProperty("rowIndex").GetInt32();
        foreach (var line in rows.EnumerateArray())
        {
            var column = start.GetProperty("columnIndex").GetInt32();
            foreach (var cell in line.GetProperty("values").EnumerateArray())
            {
                Inside(new ModelRange(row, row + 1, column, column + 1));
                var value = Value(cell);
                Set(row, column++, c => c with { Value = value });
            }

            row++;
        }
    }

    public void Clear(ModelRange range)
    {
        Inside(range);
        foreach (var row in _cells.Keys.Where(r => r >= range.Row && r < range.EndRow).ToList())
            _cells[row] = [.. _cells[row].Select((c, i) => i >= range.Column && i < range.EndColumn ? ModelCell.Empty : c)];
    }

    public void Format(ModelRange range, JsonElement format)
    {
        Inside(range);
        var number = format.TryGetProperty("numberFormat", out var n) ? $"{n.GetProperty("type").GetString()} {n.GetProperty("pattern").GetString()}" : null;
        var bold = format.TryGetProperty("textFormat", out var text) && text.GetProperty("bold").GetBoolean();
        for (var row = range.Row; row < range.EndRow; row++)
            for (var column = range.Column; column < range.EndColumn; column++) Set(row, column, c => c with { Format = number ?? c.Format, Bold = bold || c.Bold });
    }

    public void Paste(ModelRange range, ModelTab from, ModelRange source)
    {
        Inside(range);
        from.Inside(source);
        ModelSpreadsheet.Refuse(range.Row != source.Row || range.Column != source.Column || range != source, "only like to like");
        ModelSpreadsheet.Refuse(Filter is not null, "filtered rows are not pasted into");
        for (var row = range.Row; row < range.EndRow; row++)
            _cells[row] = [.. Row(row).Select((c, i) => i >= range.Column && i < range.EndColumn ? from.Row(row)[i] : c)];
    }

    public void Resize(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        foreach (var row in _cells.Keys.ToList())
            if (row >= rows) _cells.Remove(row);
            else _cells[row] = [.. _cells[row].Take(columns), .. Enumerable.Repeat(ModelCell.Empty, Math.Max(0, columns - _cells[row].Length))];
    }

    ModelCell[] Row(int row) => _cells.TryGetValue(row, out var cells) ? cells : Blank;

    ModelCell[] Blank => [.. Enumerable.Repeat(ModelCell.Empty, Columns)];

    void Set(int row, int column, Func<ModelCell, ModelCell> change)
    {
        ModelCell[] cells = [.. Row(row)];
        cells[column] = change(cells[column]);
        _cells[row] = cells;
    }

    static object? Value(JsonElement cell)
    {
        if (!cell.TryGetProperty("userEnteredValue", out var entered)) return null;
        var value = Assert.Single(entered.EnumerateObject());
        if (value.Name == "numberValue") return value.Value.GetDouble();
        ModelSpreadsheet.Refuse(value.Name != "stringValue", $"a report has no {value.Name}");
        var text = value.Value.GetString()!;
        ModelSpreadsheet.Refuse(text.Length > 50_000, "Your input contains more than the maximum of 50000 characters in a single cell.");
        return text;
    }
}

sealed record ModelCell(object? Value = null, string? Format = null, bool Bold = false)
{
    public static ModelCell Empty { get; } = new();

    public override string ToString() => Value is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Value}{(Bold ? "*" : "")}");
}

/// <summary>Ends are exclusive.</summary>
sealed record ModelRange(int Row, int EndRow, int Column, int EndColumn)
{
    public static ModelRange Of(JsonElement range) => new(
        range.GetProperty("startRowIndex").GetInt32(), range.GetProperty("endRowIndex").GetInt32(),
        range.GetProperty("startColumnIndex").GetInt32(), range.GetProperty("endColumnIndex").GetInt32());

    public override string ToString() => $"{Row}-{EndRow},{Column}-{EndColumn}";
}
