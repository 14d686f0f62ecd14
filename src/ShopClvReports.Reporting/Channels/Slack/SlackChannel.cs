using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Posts to Slack: with a bot's token to a channel, with a file in the message's thread, or by an incoming webhook, without. Not repeatable, because Slack keeps no key by which it would know a message again.
/// </summary>
public sealed class SlackChannel : IChannel
{
    /// <summary>Slack answers within a second or so; what takes a minute is lost.</summary>
    static readonly TimeSpan s_replyWithin = TimeSpan.FromSeconds(60);

    readonly TimeProvider _time;
    readonly SlackHttp _http;

    /// <param name="handler">One that follows no redirects; null for our own.</param>
    /// <param name="replyWithin">How long Slack may take to answer; null for a minute.</param>
    public SlackChannel(TimeProvider time, HttpMessageHandler? handler = null, TimeSpan? replyWithin = null) =>
        (_time, _http) = (time, new SlackHttp(handler ?? SlackHttp.Handler(), time, replyWithin ?? s_replyWithin));

    public string Name => "slack";

    public IReadOnlyList<ChannelField> Fields => SlackSettings.Fields;

    public bool CarriesNotices => true;

    public bool FollowsUp(Delivery original, bool returned) => returned || SlackPosted.OfReceipt(original.ProviderId) is not null;

    public bool IsRepeatable => false;

    public IReadOnlyList<string> Recipients(Destination destination) => [SlackTarget.Of(destination).Channel];

    public async Task<string> RenderAsync(Rendering rendering, CancellationToken cancel)
    {
        var alerts = rendering.Content is Content.OfAlerts { Digest: var digest } ? new SlackAlerts(rendering, digest) : null;
        var format = rendering.Content is Content.OfReport ? SlackTarget.Of(rendering.Destination).Attach : alerts?.Attach;
        var file = format is { } wanted ? (await rendering.Artifacts.FileAsync(wanted, cancel)).Name : null;
        var message = (alerts?.Message(file) ?? SlackMessage.Of(rendering, file)).ToBytes();
        var artifact = await rendering.Artifacts.WriteAsync(
            $"slack-{rendering.Index}.json", "application/json", stream => stream.WriteAsync(message, cancel).AsTask(), cancel);
        return artifact.Name;
    }

    public Task<Outcome> SendAsync(Sending sending, CancellationToken cancel)
    {
        var settings = new SlackSettings(sending.Settings);
        return new SlackSend(_http, settings, new SlackRefusal(settings, _time)).RunAsync(sending, cancel);
    }

    public Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel)
    {
        var slack = new SlackSettings(settings);
        return new SlackCheck(_http, slack, new SlackRefusal(slack, _time)).RunAsync(cancel);
    }
}
