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

    public static IReadOnlyList<LineItem> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return
        [
            .. json.RootElement.EnumerateArray().Select(static line => new LineItem(
                line[0].GetInt64(), line[1].ValueKind == JsonValueKind.Null ? null : new ProductId(line[1].GetInt64()), line[2].GetString()!, line[3].GetInt32(),
                line[4].GetInt32(), line[5].GetInt64(), line[6].GetBoolean())),
        ];
    }
}
