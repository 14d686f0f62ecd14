using System.Text.Json.Nodes;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Changes a message that stands, which may be repeated, and then posts into its thread, which may not. That it was changed is
/// remembered, and also that it could not be: people who are to hear that somebody is back hear it either way.
/// </summary>
sealed class SlackFollowUpSend(SlackHttp http, SlackSettings settings, SlackRefusal refusal)
{
    const string Changed = "changed";
    const string Unchanged = "unchanged";

    /// <summary>Somebody has removed the message, and its thread with it.</summary>
    const string Gone = "gone";

    public async Task<Outcome> RunAsync(Sending sending, JsonObject body, SlackFollowUp original, CancellationToken cancel)
    {
        var step = sending.Delivery.Checkpoint;
        if (step is null)
        {
            (var failure, step) = await ChangeAsync(sending, body, original, cancel);
            if (failure is not null && (original.Reply is null || failure is not Outcome.RejectedTarget)) return failure;
            if (original.Reply is not null) await sending.CheckpointAsync(step);
        }

        if (original.Reply is not { } answer) return new Outcome.Sent($"{original.Channel}/{original.Ts}", Words(step));
        answer["channel"] = original.Channel;
        if (step != Gone) answer["thread_ts"] = original.Ts;
        var (refused, posted) = await new SlackPost(http, settings, refusal).ToChannelAsync(sending, answer, cancel);
        return refused ?? new Outcome.Sent(posted!.ProviderId, $"{Words(step)}, and answered");
    }

    /// <returns>Why it could not be changed, if so; and what is so now.</returns>
    async Task<(Outcome? Failure, string Step)> ChangeAsync(Sending sending, JsonObject body, SlackFollowUp original, CancellationToken cancel)
    {
        // Not taken by this method.
        foreach (var name in (string[])["unfurl_links", "unfurl_media"]) body.Remove(name);
        (body["channel"], body["ts"]) = (original.Channel, original.Ts);
        using var content = new ByteArrayContent(new SlackMessage(body, null).ToBytes()) { Headers = { ContentType = new("application/json", "utf-8") } };
        var reply = await http.PostAsync(settings.Method("chat.update"), content, settings.Token, cancel);
        if (reply.Ok) return (null, Changed);
        if (reply.Error == "message_not_found") return (null, Gone);
        return (refusal.OfApi(reply, sending.Delivery.Recipient) switch
        {
            Outcome.Unknown unknown => new Outcome.Retry($"it is not known whether the message was changed: {unknown.Reply}"),
            var outcome => outcome,
        }, Unchanged);
    }

    static string Words(string step) => step switch
    {
        Changed => "the message was changed",
        Gone => "the message is not there any more",
        _ => "the message could not be changed",
    };
}
