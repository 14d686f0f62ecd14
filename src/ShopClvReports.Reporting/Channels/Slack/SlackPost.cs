using System.Net;
using System.Text.Json.Nodes;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Posts one message, at most once: from the moment its first byte goes until a clear reply it is unknown.</summary>
sealed class SlackPost(SlackHttp http, SlackSettings settings, SlackRefusal refusal)
{
    /// <returns>What came in between, or where it stands.</returns>
    public async Task<(Outcome? Failure, SlackPosted? Posted)> ToChannelAsync(Sending sending, JsonObject body, CancellationToken cancel)
    {
        var (reply, handedOver) = await HandOverAsync(sending, settings.Method("chat.postMessage"), body, settings.Token, cancel);
        if (!handedOver) return (Unreached(reply), null);
        if (!reply.Ok) return (refusal.OfApi(reply, sending.Delivery.Recipient), null);
        return reply["ts"] is { Length: > 0 } ts && reply["channel"] is { Length: > 0 } channel && !(ts + channel).Contains('|', StringComparison.Ordinal)
            ? (null, new SlackPosted(ts, channel))
            : (new Outcome.Unknown("Slack says ok, but not where the message is"), null);
    }

    public async Task<Outcome> ByWebhookAsync(Sending sending, JsonObject body, CancellationToken cancel)
    {
        var (reply, handedOver) = await HandOverAsync(sending, settings.Webhook, body, token: null, cancel);
        if (!handedOver) return Unreached(reply);
        return reply is { Status: HttpStatusCode.OK, Broken: null } && reply.Text.Trim() == "ok"
            ? new Outcome.Sent("webhook", "posted by webhook")
            : refusal.OfWebhook(reply);
    }

    async Task<(SlackReply Reply, bool HandedOver)> HandOverAsync(Sending sending, Uri address, JsonObject body, string? token, CancellationToken cancel)
    {
        using var content = new HandedOverContent(new SlackMessage(body, null).ToBytes(), sending.HandOverAsync);
        var reply = await http.PostAsync(address, content, token, cancel);
        content.Fault?.Throw();
        return (reply, content.IsHandedOver);
    }

    static Outcome.Retry Unreached(SlackReply reply) => new($"Slack could not be reached: {reply.Broken ?? $"HTTP {(int)reply.Status}"}");
}
