using System.Globalization;
using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>Reads what the Admin API answers. What is not there, or of another kind, is null.</summary>
static class AdminData
{
    public static JsonElement? Within(this JsonElement data, string name) =>
        data.Value(name) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value ? value : null;

    public static string? Text(this JsonElement data, string name) => data.Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool Flag(this JsonElement data, string name) => data.Value(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Written as a number or, as Shopify writes large ones, as text.</summary>
    public static long? Number(this JsonElement data, string name)
    {
        if (data.Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)) return number;
        return long.TryParse(data.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    public static DateTimeOffset? Instant(this JsonElement data, string name) =>
        data.Value(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var at) ? at : null;

    static JsonElement? Value(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) ? value : null;

    /// <summary>What the reply itself says is wrong, to be put behind what is missing.</summary>
    public static string Because(AdminReply reply) => reply.Errors.Count == 0 ? "" : $" ({string.Join("; ", reply.Errors)})";
}
