namespace ShopClvReports.Reporting;

/// <summary>A message as one recipient gets it.</summary>
/// <param name="To">Addresses that everybody sees, as with <paramref name="Cc"/>; not who this copy goes to.</param>
/// <param name="MessageId">Without angle brackets; the same for every copy and every try.</param>
/// <param name="Unsubscribe">A link in plain ASCII; null for none.</param>
/// <param name="InReplyTo">Like <paramref name="MessageId"/>, of the message that it answers; null for none.</param>
sealed record Mail(
    string Subject, Mailbox From, Mailbox? ReplyTo, IReadOnlyList<string> To, IReadOnlyList<string> Cc, DateTimeOffset Date, string MessageId,
    string Text, string Html, string? Unsubscribe, IReadOnlyList<MailAttachment> Attachments,
    string? InReplyTo = null);

/// <summary>A file that goes with a message.</summary>
/// <param name="FileName">Plain ASCII.</param>
/// <param name="Open">Reads it from the start.</param>
sealed record MailAttachment(string FileName, string MediaType, Func<Stream> Open);
