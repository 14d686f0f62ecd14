using System.Net;
using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>What came back of one request, or how it broke off.</summary>
/// <param name="Status">0 when no reply began.</param>
/// <param name="Text">The body, when it is whole.</param>
/// <param name="Scopes">What the token may do, when Slack said so.</param>
/// <param name="Broken">Why there is no whole reply; null when there is.</param>
sealed record SlackReply(HttpStatusCode Status, string Text, TimeSpan? RetryAfter = null, string? Scopes = null, string? Broken = null)
{
    /// <summary>The Web API's answer; null when the body is none, as from something on the way.</summary>
    public JsonElement? Answer => Parse(Text);

    public bool Ok => (int)Status is >= 200 and < 300 && Answer?.GetProperty("ok").ValueKind == JsonValueKind.True;

    /// <summary>Such as <c>channel_not_found</c>; null when Slack named none.</summary>
    public string? Error => Answer?.GetProperty("ok").ValueKind == JsonValueKind.False ? this["error"] : null;

    /// <summary>A text in the answer; null when there is none.</summary>
    public string? this[string name] => Answer is { } answer ? TextOf(answer, name) : null;

    /// <summary>What Slack says is wrong with the message.</summary>
    public IEnumerable<string> Messages =>
        Answer is { } answer && answer.TryGetProperty("response_metadata", out var about) && about.ValueKind == JsonValueKind.Object
        && about.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? messages.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString()!)
            : [];

    static string? TextOf(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static JsonElement? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("ok", out _) ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
