using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>The objects that a reply lists.</summary>
/// <param name="Nodes">Null in the place of one that is not there, or may not be seen.</param>
/// <param name="Next">The cursor behind the last one; null when no more follow.</param>
sealed record AdminPage(IReadOnlyList<JsonElement> Nodes, string? Next)
{
    /// <summary>A page of a connection.</summary>
    /// <param name="path">To the connection, such as <c>order</c>, <c>lineItems</c>.</param>
    /// <exception cref="ShopifyException">There is no such page.</exception>
    public static AdminPage Of(AdminReply reply, AdminQuery query, params ReadOnlySpan<string> path)
    {
        var connection = reply.Data;
        foreach (var name in path)
            if (connection.ValueKind != JsonValueKind.Object || !connection.TryGetProperty(name, out connection)) throw Unlike(reply, query);
        return Of(connection) ?? throw Unlike(reply, query);
    }

    /// <returns>Null for what is no page.</returns>
    public static AdminPage? Of(JsonElement connection)
    {
        if (connection.ValueKind != JsonValueKind.Object || !connection.TryGetProperty("nodes", out var nodes) || nodes.ValueKind != JsonValueKind.Array) return null;
        var more = connection.TryGetProperty("pageInfo", out var info) && info.ValueKind == JsonValueKind.Object
            && info.TryGetProperty("hasNextPage", out var next) && next.ValueKind == JsonValueKind.True
            && info.TryGetProperty("endCursor", out var cursor) && cursor.ValueKind == JsonValueKind.String
                ? cursor.GetString()
                : null;
        return new AdminPage([.. nodes.EnumerateArray()], more);
    }

    /// <summary>The objects that were asked for by their ids, in the same order.</summary>
    /// <exception cref="ShopifyException">There are not as many.</exception>
    public static IReadOnlyList<JsonElement> ById(AdminReply reply, AdminQuery query, int asked) =>
        reply.Data.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array && nodes.GetArrayLength() == asked
            ? [.. nodes.EnumerateArray()]
            : throw Unlike(reply, query);

    /// <summary>An object as it came.</summary>
    public static ReadOnlySpan<byte> Utf8(JsonElement node) => JsonMarshal.GetRawUtf8Value(node);

    static ShopifyException Unlike(AdminReply reply, AdminQuery query) =>
        new($"Shopify's answer to {query} is not what was asked for{(reply.Errors.Count == 0 ? "" : $": {string.Join("; ", reply.Errors)}")}");
}
