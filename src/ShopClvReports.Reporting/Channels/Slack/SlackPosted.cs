namespace ShopClvReports.Reporting;

/// <summary>How far a send came: the message stands in Slack, and perhaps its file is there and only not yet shared.</summary>
/// <param name="Ts">Slack's name for the message within its channel.</param>
/// <param name="Channel">By id, which is what a file is shared to.</param>
/// <param name="FileId">The uploaded file; null before.</param>
sealed record SlackPosted(string Ts, string Channel, string? FileId = null)
{
    public string ProviderId => $"{Channel}/{Ts}";

    public string ToCheckpoint() => FileId is null ? $"{Ts}|{Channel}" : $"{Ts}|{Channel}|{FileId}";

    /// <returns>Null for a receipt that is not of a message that can be found again, such as a webhook's.</returns>
    public static SlackPosted? OfReceipt(string? providerId) =>
        providerId?.Split('/') is [{ Length: > 0 } channel, { Length: > 0 } ts] ? new SlackPosted(ts, channel) : null;

    /// <returns>Null for a checkpoint that is not ours.</returns>
    public static SlackPosted? Parse(string checkpoint) => checkpoint.Split('|') switch
    {
        [var ts, var channel] => new SlackPosted(ts, channel),
        [var ts, var channel, var file] => new SlackPosted(ts, channel, file),
        _ => null,
    };
}
