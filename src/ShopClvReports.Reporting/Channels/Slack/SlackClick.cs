using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>A press on a button of an alert, as Slack tells of it.</summary>
/// <param name="User">Slack's id of who pressed, such as <c>U0123ABC</c>.</param>
/// <remarks>https://docs.slack.dev/reference/interaction-payloads/block_actions-payload</remarks>
public sealed partial record SlackClick(int Shop, long Alert, AlertAction Action, string User)
{
    /// <summary>What a button carries, to say later whose alert it is of.</summary>
    public static string Value(int shop, long alert) => string.Create(CultureInfo.InvariantCulture, $"{shop}/{alert}");

    /// <summary>A button's <c>action_id</c>.</summary>
    public static string Id(AlertAction action) => action switch
    {
        AlertAction.Contacted => "contacted",
        AlertAction.Snooze => "snooze",
        AlertAction.Dismiss => "dismiss",
    };

    /// <summary>As an alert keeps who acted on it.</summary>
    public string By => $"slack:{User}";

    /// <summary>Who acted on an alert, to be shown in Slack; null when it was nobody there.</summary>
    public static string? Mention(string? by) => ByPerson().Match(by ?? "") is { Success: true } person ? $"<@{person.Groups[1].Value}>" : null;

    /// <summary>Reads the body of Slack's request, <c>payload=</c> and JSON. It may be anything.</summary>
    /// <returns>Null for something else than a press on a button.</returns>
    /// <exception cref="FormatException">Not Slack's words, or of a button that is none of ours.</exception>
    public static SlackClick? Read(ReadOnlySpan<byte> form)
    {
        if (!QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form)).TryGetValue("payload", out var payload) || payload is not [{ } json])
            throw new FormatException("the body has no payload");
        return Parse(json) switch
        {
            { Type: null } => throw new FormatException("the payload has no type"),
            { Type: not "block_actions" } => null,
            { User.Id: { } user, Actions: [{ Id: { } id, Value: { } value }] } when Person().IsMatch(user) && Ids().Match(value) is { Success: true } ids
                && int.TryParse(ids.Groups[1].Value, CultureInfo.InvariantCulture, out var shop)
                && long.TryParse(ids.Groups[2].Value, CultureInfo.InvariantCulture, out var alert)
                && Enum.GetValues<AlertAction>().Where(a => Id(a) == id).ToList() is [var action] => new SlackClick(shop, alert, action, user),
            _ => throw new FormatException("the payload is of no button of ours"),
        };
    }

    static Payload Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SlackClickJson.Default.Payload) ?? throw new FormatException("the payload is null");
        }
        catch (JsonException e)
        {
            throw new FormatException("the payload is no JSON of Slack's", e);
        }
    }

    [GeneratedRegex(@"\A[UW][A-Z0-9]{2,40}\z")]
    private static partial Regex Person();

    [GeneratedRegex(@"\Aslack:([UW][A-Z0-9]{2,40})\z")]
    private static partial Regex ByPerson();

    [GeneratedRegex(@"\A([0-9]{1,10})/([0-9]{1,19})\z")]
    private static partial Regex Ids();

    internal sealed record Payload(string? Type, Presser? User, IReadOnlyList<Button>? Actions);

    internal sealed record Presser(string? Id);

    internal sealed record Button([property: JsonPropertyName("action_id")] string? Id, string? Value);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SlackClick.Payload))]
sealed partial class SlackClickJson : JsonSerializerContext;
