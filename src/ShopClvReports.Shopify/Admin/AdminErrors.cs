using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>What GraphQL says went wrong, which with HTTP 200 may be a part of the answer, all of it, or the budget.</summary>
readonly record struct AdminErrors(IReadOnlyList<string> Messages, bool Throttled)
{
    const int MostMessages = 10;
    const int LongestMessage = 300;

    public static AdminErrors Of(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors)) return new AdminErrors([], false);
        // Some refusals are a plain text in the place of the list.
        if (errors.ValueKind == JsonValueKind.String) return new AdminErrors([Cut(errors.GetString()!)], false);
        if (errors.ValueKind != JsonValueKind.Array) return new AdminErrors([], false);
        var throttled = errors.EnumerateArray().Any(e => Code(e) == "THROTTLED");
        return new AdminErrors([.. errors.EnumerateArray().Take(MostMessages).Select(Message)], throttled);
    }

    /// <summary>What a mutation answers in its <c>userErrors</c>: it was understood, but not done.</summary>
    public static IReadOnlyList<string> OfUser(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("userErrors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Take(MostMessages).Select(Message)]
            : [];

    static string Message(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
            ? Cut(message.GetString()!)
            : "an error without a message";

    static string? Code(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("extensions", out var more) && more.ValueKind == JsonValueKind.Object
        && more.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()
            : null;

    static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
}
