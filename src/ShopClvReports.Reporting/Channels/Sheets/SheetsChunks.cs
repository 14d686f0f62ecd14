using System.Buffers;
using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>Writes rows as lines of <see cref="SheetChunk"/>, each no larger than a request may be, holding one at a time.</summary>
/// <param name="most">Bytes. A row that is larger by itself goes alone; the widest is under 1 MB.</param>
sealed class SheetsChunks(Stream output, int tab, int most) : IDisposable
{
#if DEBUG
    public const int DefaultBytes = 1 << 10;
#else
    /// <summary>Google advises 2 MB for a request at most.</summary>
    public const int DefaultBytes = 1_500_000;
#endif

    readonly ArrayBufferWriter<byte> _chunk = new();
    readonly ArrayBufferWriter<byte> _row = new();
    readonly Utf8JsonWriter _json = new(Stream.Null, SheetsApi.Json);
    int _firstRow;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    public void Row(Action<SheetsCells> cells)
    {
        _row.ResetWrittenCount();
        _json.Reset(_row);
        _json.WriteStartObject();
        _json.WriteStartArray("values");
        cells(new SheetsCells(_json));
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        if (_chunk.WrittenCount > 0 && _chunk.WrittenCount + _row.WrittenCount > most) Flush();
        _chunk.Write(_chunk.WrittenCount == 0 ? "["u8 : ","u8);
        _chunk.Write(_row.WrittenSpan);
        Count++;
    }

    /// <summary>Writes out what is left.</summary>
    public void Flush()
    {
        if (_chunk.WrittenCount == 0) return;
        _chunk.Write("]"u8);
        output.Write("\n"u8);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteNumber(nameof(SheetChunk.Tab), tab);
        _json.WriteNumber(nameof(SheetChunk.Row), _firstRow);
        _json.WritePropertyName(nameof(SheetChunk.Rows));
        _json.WriteRawValue(_chunk.WrittenSpan, skipInputValidation: true);
        _json.WriteEndObject();
        _json.Flush();
        _chunk.ResetWrittenCount();
        _firstRow = Count;
    }

    public void Dispose() => _json.Dispose();
}
