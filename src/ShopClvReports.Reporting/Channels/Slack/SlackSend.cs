using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// One message to one place. It is posted at most once, and once it stands, which is remembered, only its file is tried again.
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
        var post = new SlackPost(http, settings, refusal);
        if (target.IsWebhook) return settings.WebhookFault is { } fault ? new Outcome.RejectedCredential(fault) : await post.ByWebhookAsync(sending, message.Body, cancel);
        if (settings.TokenFault is { } wrong) return new Outcome.RejectedCredential(wrong);
        if (message.FollowUp is { } original) return await new SlackFollowUpSend(http, settings, refusal).RunAsync(sending, message.Body, original, cancel);

        var checkpoint = sending.Delivery.Checkpoint;
        var posted = checkpoint is null ? null : SlackPosted.Parse(checkpoint);
        if (posted is null)
        {
            if (checkpoint is not null) return new Outcome.Unknown("it was posted, but what was remembered of it cannot be read");
            message.Body["channel"] = sending.Delivery.Recipient;
            (var failure, posted) = await post.ToChannelAsync(sending, message.Body, cancel);
            if (failure is not null) return failure;
            await sending.CheckpointAsync(posted!.ToCheckpoint());
        }

        return message.File is { } file
            ? await new SlackFile(http, settings, refusal).AddAsync(sending, posted, file, cancel)
            : new Outcome.Sent(posted.ProviderId, "posted");
    }

    static async Task<SlackMessage> ReadAsync(Sending sending, CancellationToken cancel)
    {
        await using var artifact = sending.Open(sending.Delivery.Message);
        return await SlackMessage.ReadAsync(artifact, cancel);
    }
}
