using System.Globalization;
using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>Reads what the Admin API answers. What is not there, or of another kind, is null.</summary>
static class AdminData
{
    public static JsonElement? Within(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value : null;

    public static string? Text(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool Flag(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Written as a number or, as Shopify writes large ones, as text.</summary>
    public static long? Number(this JsonElement data, string name)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) return number;
        return long.TryParse(data.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    public static DateTimeOffset? Instant(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var at) ? at : null;

    /// <summary>What the reply itself says is wrong, to be put behind what is missing.</summary>
    public static string Because(AdminReply reply) => reply.Errors.Count == 0 ? "" : $" ({string.Join("; ", reply.Errors)})";
}
