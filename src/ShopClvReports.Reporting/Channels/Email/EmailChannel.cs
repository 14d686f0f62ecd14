using System.Globalization;
using System.Net.Mime;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>By a mail server of the owner's, a copy for each recipient, so that each has a result of its own.</summary>
/// <remarks>
/// A try that breaks before the message's end is sent can be repeated; one that breaks between that and the server's answer is
/// unknown. Every copy and every try carries the same Message-ID.
/// </remarks>
public sealed class EmailChannel(SmtpTimeouts? timeouts = null) : IChannel
{
    readonly SmtpTimeouts _timeouts = timeouts ?? new SmtpTimeouts();

    public string Name => "email";

    public IReadOnlyList<ChannelField> Fields => EmailSettings.Fields;

    public bool CarriesNotices => true;

    public bool FollowsUp(Delivery original, bool returned) => returned;

    public bool IsRepeatable => false;

    public IReadOnlyList<string> Recipients(Destination destination) => EmailDestination.Of(destination).Recipients;

    public async Task<string> RenderAsync(Rendering rendering, CancellationToken cancel)
    {
        var destination = EmailDestination.Of(rendering.Destination);
        var from = EmailSettings.MailboxOrNull(rendering.Settings, "from");
        var files = rendering.Content.Table is { } report
            ? await MailFiles.OfAsync(rendering, report, Attached(rendering, destination), EmailSettings.AttachmentLimitOf(rendering.Settings), cancel)
            : MailFiles.None;
        var content = rendering.Content switch
        {
            Content.OfReport of => MailContent.Of(rendering, of, files.Attached.Count > 0, files.LeftOut),
            Content.OfNotice of => MailContent.Of(rendering, of),
            Content.OfAlerts of => MailContent.Of(rendering, of, files.Attached.Count > 0, files.LeftOut),
            Content.OfFollowUp of => MailContent.Of(rendering, of),
            var other => throw new InvalidOperationException($"no message for {other.GetType().Name}"),
        };
        var name = string.Create(CultureInfo.InvariantCulture, $"mail-{rendering.Index}.json");
        var mail = new StoredMail(
            content.Subject, from, EmailSettings.MailboxOrNull(rendering.Settings, "reply_to"), destination.To, destination.Cc,
            rendering.Run.CreatedAt, MessageId(rendering, rendering.Run.Id, name, from), MailText.Of(content),
            await HtmlPage.RenderAsync<MailPage>(new Dictionary<string, object?> { [nameof(MailPage.Content)] = content }),
            content.Footer is null ? null : MessageWords.Of(rendering.Language).Unsubscribe, files.Attached,
            rendering.Content is Content.OfFollowUp { Original: var original } ? MessageId(rendering, original.Run, original.Message, from) : null);
        await rendering.Artifacts.WriteAsync(name, MediaTypeNames.Application.Json, stream => mail.WriteAsync(stream, cancel).AsTask(), cancel);
        return name;
    }

    public async Task<Outcome> SendAsync(Sending sending, CancellationToken cancel)
    {
        if (!TryRead(sending.Settings, out var settings, out var wrong)) return new Outcome.RejectedCredential(wrong);
        StoredMail stored;
        await using (var file = sending.Open(sending.Delivery.Message)) stored = await StoredMail.ReadAsync(file, cancel);
        var mail = stored.For(sending, settings.From);
        try
        {
            var recipient = Mailbox.ParseAddress(sending.Delivery.Recipient);
            return await new SmtpTransport(settings, _timeouts).SendAsync(mail.From.Address, recipient, mail, sending.HandOverAsync, cancel);
        }
        catch (FormatException e)
        {
            return new Outcome.RejectedTarget(e.Message);
        }
    }

    public async Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel)
    {
        if (!TryRead(settings, out var read, out var wrong)) return new ChannelCheck(false, wrong);
        var outcome = await new SmtpTransport(read, _timeouts).TryAsync(cancel);
        return new ChannelCheck(outcome is Outcome.Sent, outcome.Reply);
    }

    /// <summary>What was asked for; where nothing was, of alerts only those that the mail itself has no room for.</summary>
    static IReadOnlyList<ReportFormat> Attached(Rendering rendering, EmailDestination destination) =>
        rendering.Content is not Content.OfAlerts { Digest: var digest } || rendering.Destination.Option("attach") is not null ? destination.Attach
        : digest.More > 0 ? [ReportFormat.Csv]
        : [];

    /// <summary>Of a run and destination; a reader's mail program and a server know a second copy by it.</summary>
    /// <param name="message">The artifact's name, which has the destination's number.</param>
    static string MessageId(Rendering rendering, long run, string message, Mailbox? from) => string.Create(
        CultureInfo.InvariantCulture,
        $"run-{rendering.Run.Shop}-{run}-{message.Split('-', '.')[1]}@{from?.Domain ?? rendering.Shop.Domain}");

    static bool TryRead(ChannelSettings settings, out EmailSettings read, out string wrong)
    {
        try
        {
            (read, wrong) = (EmailSettings.Of(settings), "");
            return true;
        }
        catch (FormatException e)
        {
            (read, wrong) = (null!, $"email is not set up: {e.Message}");
            return false;
        }
    }
}
