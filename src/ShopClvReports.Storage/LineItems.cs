using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>How an order's lines are kept: one JSON array a line, so that a database shell can read them.</summary>
static class LineItems
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<LineItem> lines)
    {
        json.WriteStartArray();
        foreach (var line in lines)
        {
            json.WriteStartArray();
            json.WriteNumberValue(line.Id);
            if (line.Product is { } product) json.WriteNumberValue(product.Value);
            else json.WriteNullValue();
            json.WriteStringValue(line.Title);
            json.WriteNumberValue(line.Quantity);
            json.WriteNumberValue(line.CurrentQuantity);
            json.WriteNumberValue(line.Net);
            json.WriteBooleanValue(line.IsGiftCard);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    public static IReadOnlyList<LineItem> Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        var lines = new List<LineItem>(2);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            var id = Next(ref json).GetInt64();
            ProductId? product = Next(ref json).TokenType == JsonTokenType.Null ? null : new ProductId(json.GetInt64());
            lines.Add(new LineItem(
                id, product, Next(ref json).GetString()!, Next(ref json).GetInt32(), Next(ref json).GetInt32(), Next(ref json).GetInt64(), Next(ref json).GetBoolean()));
            json.Read();
        }

        return lines;
    }

    static ref Utf8JsonReader Next(ref Utf8JsonReader json)
    {
        json.Read();
        return ref json;
    }
}
