using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>The objects that a reply lists.</summary>
/// <param name="Next">The cursor behind the last one; null when no more follow.</param>
sealed record AdminPage(IReadOnlyList<JsonElement> Nodes, string? Next)
{
    /// <summary>A page of a connection.</summary>
    /// <param name="connection">Null where the reply has none.</param>
    /// <exception cref="ShopifyException">There is no such page.</exception>
    public static AdminPage Of(AdminReply reply, AdminQuery query, JsonElement? connection) =>
        (connection is { } there ? Of(there) : null) ?? throw Unlike(reply, query);

    /// <returns>Null for what is no page.</returns>
    public static AdminPage? Of(JsonElement connection) => connection.Within("nodes") is { ValueKind: JsonValueKind.Array } nodes
        ? new AdminPage([.. nodes.EnumerateArray()], connection.Within("pageInfo") is { } info && info.Flag("hasNextPage") ? info.Text("endCursor") ?? throw Stuck() : null)
        : null;

    /// <summary>Where the list goes on behind a page.</summary>
    /// <exception cref="ShopifyException">Where it was before.</exception>
    public static string? Onward(string? next, string? after) => next is null || next != after ? next : throw Stuck();

    static ShopifyException Stuck() => new("Shopify says that a list goes on, but not where");

    /// <summary>The objects that were asked for by their ids, in the same order; null in the place of one that is not there, or may not be seen.</summary>
    /// <exception cref="ShopifyException">There are not as many.</exception>
    public static IReadOnlyList<JsonElement> ById(AdminReply reply, AdminQuery query, int asked) =>
        reply.Data.Within("nodes") is { ValueKind: JsonValueKind.Array } nodes && nodes.GetArrayLength() == asked
            ? [.. nodes.EnumerateArray()]
            : throw Unlike(reply, query);

    /// <summary>An object as it came.</summary>
    public static ReadOnlySpan<byte> Utf8(JsonElement node) => JsonMarshal.GetRawUtf8Value(node);

    static ShopifyException Unlike(AdminReply reply, AdminQuery query) =>
        new($"Shopify's answer to {query} is not what was asked for{AdminData.Because(reply)}");
}
