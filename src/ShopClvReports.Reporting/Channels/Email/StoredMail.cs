using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopClvReports.Reporting;

/// <summary>A rendered message as it lies in the run's artifacts: all that every recipient and every try has in common.</summary>
/// <param name="From">Null when the sender was not yet set; the settings at the time of sending have it.</param>
/// <param name="Html">With <see cref="UnsubscribeMark"/> where the link goes.</param>
/// <param name="UnsubscribeLabel">What the link says; null when there is never one.</param>
/// <param name="InReplyTo">The Message-ID of the message that it answers; null for none.</param>
sealed record StoredMail(
    string Subject, Mailbox? From, Mailbox? ReplyTo, IReadOnlyList<string> To, IReadOnlyList<string> Cc, DateTimeOffset Date, string MessageId,
    string Text, string Html, string? UnsubscribeLabel, IReadOnlyList<StoredAttachment> Attachments, string? InReplyTo = null)
{
    /// <summary>A comment, since no data can look like one: its <c>&lt;</c> is always escaped.</summary>
    public const string UnsubscribeMark = "<!--unsubscribe-->";

    public ValueTask WriteAsync(Stream output, CancellationToken cancel) =>
        new(JsonSerializer.SerializeAsync(output, this, StoredMailJson.Default.StoredMail, cancel));

    public static async Task<StoredMail> ReadAsync(Stream input, CancellationToken cancel) =>
        await JsonSerializer.DeserializeAsync(input, StoredMailJson.Default.StoredMail, cancel) ?? throw new JsonException("the stored message is null");

    /// <summary>The copy for one recipient.</summary>
    public Mail For(Sending sending, Mailbox from)
    {
        var link = UnsubscribeLabel is not null && SafeLink.Is(sending.UnsubscribeUrl) ? sending.UnsubscribeUrl : null;
        var anchor = link is null ? "" : $"<br><a class=\"mute\" style=\"{MailStyle.Link}\" href=\"{WebUtility.HtmlEncode(link)}\">{WebUtility.HtmlEncode(UnsubscribeLabel)}</a>";
        return new Mail(
            Subject, From ?? from, ReplyTo, To, Cc, Date, MessageId,
            link is null ? Text : $"{Text}{UnsubscribeLabel}: {link}\n",
            Html.Replace(UnsubscribeMark, anchor, StringComparison.Ordinal),
            link,
            [.. Attachments.Select(a => new MailAttachment(a.FileName, a.MediaType, () => sending.Open(a.Artifact)))], InReplyTo);
    }
}

/// <param name="Artifact">Its name among the run's files.</param>
/// <param name="FileName">Its name for the reader.</param>
sealed record StoredAttachment(string Artifact, string FileName, string MediaType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, IndentSize = 1)]
[JsonSerializable(typeof(StoredMail))]
sealed partial class StoredMailJson : JsonSerializerContext;
