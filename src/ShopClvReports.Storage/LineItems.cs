using System.Runtime.InteropServices;
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
            if (line.Variant is { } variant) json.WriteNumberValue(variant.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <param name="titles">The last title of each product, so that those of many orders are one string; null for a few orders.</param>
    public static IReadOnlyList<LineItem> Read(ReadOnlySpan<byte> utf8, Dictionary<long, string>? titles = null)
    {
        var json = new Utf8JsonReader(utf8);
        var lines = new List<LineItem>(2);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            var id = Next(ref json).GetInt64();
            ProductId? product = Next(ref json).TokenType == JsonTokenType.Null ? null : new ProductId(json.GetInt64());
            var line = new LineItem(
                id, product, Title(ref Next(ref json), product, titles), Next(ref json).GetInt32(), Next(ref json).GetInt32(), Next(ref json).GetInt64(), Next(ref json).GetBoolean());
            json.Read();
            // What was stored before variants were known ends here.
            if (json.TokenType == JsonTokenType.Number)
            {
                line = line with { Variant = new VariantId(json.GetInt64()) };
                json.Read();
            }

            lines.Add(line);
        }

        return lines;
    }

    static string Title(ref Utf8JsonReader json, ProductId? product, Dictionary<long, string>? titles)
    {
        if (titles is null || product is not { } of) return json.GetString()!;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(titles, of.Value, out _);
        if (known is null || !json.ValueTextEquals(known)) known = json.GetString()!;
        return known;
    }

    static ref Utf8JsonReader Next(ref Utf8JsonReader json)
    {
        json.Read();
        return ref json;
    }
}
