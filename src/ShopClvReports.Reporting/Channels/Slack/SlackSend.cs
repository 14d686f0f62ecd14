using System.Net;
using System.Text.Json.Nodes;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// One message to one place. It is posted at most once: from the moment its first byte goes until a clear reply it is unknown,
/// and once it stands, which is remembered, only its file is tried again.
/// </summary>
sealed class SlackSend(SlackHttp http, SlackSettings settings, SlackRefusal refusal)
{
    public async Task<Outcome> RunAsync(Sending sending, CancellationToken cancel)
    {
        SlackTarget target;
        try
        {
            target = SlackTarget.Of(sending.Delivery.Destination);
        }
        catch (FormatException e)
        {
            return new Outcome.RejectedTarget(e.Message);
        }

        var message = await ReadAsync(sending, cancel);
        if (target.IsWebhook) return settings.WebhookFault is { } fault ? new Outcome.RejectedCredential(fault) : await WebhookAsync(sending, message, cancel);
        if (settings.TokenFault is { } wrong) return new Outcome.RejectedCredential(wrong);

        var checkpoint = sending.Delivery.Checkpoint;
        var posted = checkpoint is null ? null : SlackPosted.Parse(checkpoint);
        if (posted is null)
        {
            if (checkpoint is not null) return new Outcome.Unknown("it was posted, but what was remembered of it cannot be read");
            (var failure, posted) = await PostAsync(sending, message, cancel);
            if (failure is not null) return failure;
            await sending.CheckpointAsync(posted!.ToCheckpoint());
        }

        return message.File is { } file
            ? await new SlackFile(http, settings, refusal).AddAsync(sending, posted, file, cancel)
            : new Outcome.Sent(posted.ProviderId, "posted");
    }

    /// <returns>What came in between, or where it stands.</returns>
    async Task<(Outcome? Failure, SlackPosted? Posted)> PostAsync(Sending sending, SlackMessage message, CancellationToken cancel)
    {
        var body = message.Body;
        body["channel"] = sending.Delivery.Recipient;
        var (reply, handedOver) = await HandOverAsync(sending, settings.Method("chat.postMessage"), body, settings.Token, cancel);
        if (!handedOver) return (Unreached(reply), null);
        if (!reply.Ok) return (refusal.OfApi(reply, sending.Delivery.Recipient), null);
        return reply["ts"] is { Length: > 0 } ts && reply["channel"] is { Length: > 0 } channel && !(ts + channel).Contains('|', StringComparison.Ordinal)
            ? (null, new SlackPosted(ts, channel))
            : (new Outcome.Unknown("Slack says ok, but not where the message is"), null);
    }

    async Task<Outcome> WebhookAsync(Sending sending, SlackMessage message, CancellationToken cancel)
    {
        var (reply, handedOver) = await HandOverAsync(sending, settings.Webhook, message.Body, token: null, cancel);
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

    static async Task<SlackMessage> ReadAsync(Sending sending, CancellationToken cancel)
    {
        await using var artifact = sending.Open(sending.Delivery.Message);
        return await SlackMessage.ReadAsync(artifact, cancel);
    }
}
