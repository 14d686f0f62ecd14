using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What a channel renders a message from.</summary>
/// <param name="Index">Which of the run's destinations, from 0: part of the artifact's name.</param>
/// <param name="Settings">The shop's settings of the channel.</param>
public sealed record Rendering(
    Run Run, Shop Shop, Content Content, Language Language, Destination Destination, int Index, ChannelSettings Settings, IArtifacts Artifacts);

/// <summary>What is to be said.</summary>
public abstract record Content
{
    /// <summary>What a file or a table holds of it, the same for every destination; null for words alone.</summary>
    public Report? Table => this switch
    {
        OfReport content => content.Report,
        OfAlerts content => content.Digest.Report,
        _ => null,
    };

    /// <param name="Movers">What changed since the run before, a section each as in the report; empty on the first.</param>
    /// <param name="StillQuiet">Who is still unusually quiet, once a week; null otherwise.</param>
    public sealed record OfReport(Report Report, IReadOnlyList<Movers> Movers, StillQuiet? StillQuiet = null) : Content;

    public sealed record OfNotice(Notice Notice) : Content;

    /// <summary>Customers that are unusually quiet.</summary>
    /// <param name="ActionUrl">Where one click acts on an alert; null without a public address. For mails: Slack has buttons.</param>
    public sealed record OfAlerts(AlertDigest Digest, Func<Alert, AlertAction, string>? ActionUrl) : Content;

    /// <summary>
    /// What became of the customers of a message that went out: the message as it is now, to replace it where that can be done,
    /// and a short answer to it when somebody came back. Only where <see cref="IChannel.FollowsUp"/> says so.
    /// </summary>
    /// <param name="Digest">Of the whole message, with every alert as it stands.</param>
    /// <param name="Returned">Those who came back since; empty when a person acted.</param>
    /// <param name="Original">The delivery that is followed up, with the provider's receipt.</param>
    public sealed record OfFollowUp(AlertDigest Digest, IReadOnlyList<ReturnedCustomer> Returned, Delivery Original) : Content;
}

/// <summary>The files of one run.</summary>
public interface IArtifacts
{
    /// <summary>The whole report as a file, rendered once for all who ask.</summary>
    Task<Artifact> FileAsync(ReportFormat format, CancellationToken cancel);

    /// <summary>Writes an artifact as a stream; its name must be new to the run.</summary>
    Task<Artifact> WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancel);
}

/// <summary>What a channel sends one message from.</summary>
/// <param name="Run">Its id is the idempotency key together with the delivery's.</param>
/// <param name="Settings">The shop's settings of the channel, opened for this send only.</param>
/// <param name="UnsubscribeUrl">Where this recipient can stop the schedule; null without a public address.</param>
public abstract record Sending(Run Run, Delivery Delivery, ChannelSettings Settings, string? UnsubscribeUrl)
{
    /// <summary>A file of the run.</summary>
    public abstract Artifact Artifact(string name);

    /// <summary>Reads a file of the run, piece by piece.</summary>
    public abstract Stream Open(string name);

    /// <summary>Remembers how far a send of several steps came; <see cref="Delivery.Checkpoint"/> of the next try.</summary>
    public abstract Task CheckpointAsync(string checkpoint);

    /// <summary>
    /// Says that the next byte may make the far side take the message: on disk before it returns. A process that dies after it
    /// leaves the delivery unknown, one that dies before leaves it to be tried again.
    /// </summary>
    public abstract Task HandOverAsync();
}
