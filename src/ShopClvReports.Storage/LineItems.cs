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
}
