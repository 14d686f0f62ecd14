using System.Net;
using System.Text.Json;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Why a send to Google ends here, as the outcome it has. It never leaves the channel.</summary>
sealed class SheetsRefusal(Outcome outcome) : Exception(outcome.Reply)
{
    const int LongestMessage = 500;

    /// <summary>What Google's quotas are counted over is a minute; half of one lets some of it pass.</summary>
    static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);

    static readonly TimeSpan s_longestRest = TimeSpan.FromDays(1);

    static readonly HashSet<string> s_quota = new(StringComparer.OrdinalIgnoreCase)
    {
        "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED",
    };

    static readonly HashSet<string> s_login = new(StringComparer.OrdinalIgnoreCase)
    {
        "SERVICE_DISABLED", "accessNotConfigured", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "CONSUMER_SUSPENDED", "CONSUMER_INVALID",
    };

    public Outcome Outcome => outcome;

    public static SheetsRefusal Retry(string reply) => new(new Outcome.Retry(reply));

    public static SheetsRefusal Target(string reply) => new(new Outcome.RejectedTarget(reply));

    /// <summary>What Google's reply, other than a success, means.</summary>
    /// <param name="body">JSON of the form <c>{"error":{"code","message","status","details","errors"}}</c>, or anything.</param>
    /// <param name="after">Of the header Retry-After.</param>
    /// <param name="email">The service account's.</param>
    public static SheetsRefusal Of(HttpStatusCode status, ReadOnlyMemory<byte> body, TimeSpan? after, DateTimeOffset now, string email)
    {
        var (message, reasons) = Read(body);
        var words = $"Google answered {(int)status}{(message.Length > 0 ? $": {message}" : "")}";
        var rest = after is { } asked && asked > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(asked.Ticks, s_longestRest.Ticks)) : (TimeSpan?)null;
        return new SheetsRefusal((int)status switch
        {
            429 => new Outcome.Limited(words, now + (rest ?? s_rest)),
            403 when reasons.Overlaps(s_quota) => new Outcome.Limited(words, now + (rest ?? s_rest)),
            403 when reasons.Overlaps(s_login) => new Outcome.RejectedCredential(words),
            403 => new Outcome.RejectedTarget($"{words}. Share the sheet with {email} as editor."),
            401 => new Outcome.RejectedCredential(words),
            404 => new Outcome.RejectedTarget($"{words}. There is no such spreadsheet, or it is not shared with {email}."),
            // The staging tab went away under our hands; the next try makes another.
            400 when message.Contains("No grid with id", StringComparison.OrdinalIgnoreCase) => new Outcome.Retry(words),
            408 or 409 or >= 500 or < 400 => new Outcome.Retry(words, now + rest),
            _ => new Outcome.RejectedTarget(words),
        });
    }

    /// <summary>What the token endpoint's refusal means.</summary>
    public static SheetsRefusal OfToken(HttpStatusCode status, string? error, string? description, DateTimeOffset now)
    {
        var words = VisibleText.OneLine($"no access token: {(int)status} {error}{(description is null ? "" : $": {description}")}", LongestMessage);
        return new SheetsRefusal((int)status switch
        {
            429 => new Outcome.Limited(words, now + s_rest),
            >= 400 and < 500 and not 408 => new Outcome.RejectedCredential(words),
            _ => new Outcome.Retry(words),
        });
    }

    static (string Message, HashSet<string> Reasons) Read(ReadOnlyMemory<byte> body)
    {
        HashSet<string> reasons = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (Part(document.RootElement, "error") is not { } error) return ("", reasons);
            if (Text(error, "status") is { } status) reasons.Add(status);
            foreach (var list in (string[])["details", "errors"])
                if (Part(error, list) is { ValueKind: JsonValueKind.Array } items)
                    foreach (var item in items.EnumerateArray())
                        if (Text(item, "reason") is { } reason) reasons.Add(reason);
            return (VisibleText.OneLine(Text(error, "message"), LongestMessage), reasons);
        }
        catch (JsonException)
        {
            return ("", reasons);
        }
    }

    static JsonElement? Part(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : null;

    static string? Text(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
