using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Writes a message as it travels: ASCII, lines ended by <c>\r\n</c>, attachments read piece by piece.</summary>
static class MimeMessage
{
    public static async Task WriteAsync(Mail mail, Stream output, CancellationToken cancel)
    {
        var (mixed, alternative) = (Boundary(mail, "mixed"), Boundary(mail, "alternative"));
        await LinesAsync(output, cancel, [.. Headers(mail), "MIME-Version: 1.0", $"Content-Type: multipart/mixed; boundary=\"{mixed}\"", "",
            "--" + mixed, $"Content-Type: multipart/alternative; boundary=\"{alternative}\"", ""]);
        await TextAsync("plain", mail.Text);
        await TextAsync("html", mail.Html);
        await LinesAsync(output, cancel, $"--{alternative}--", "");
        foreach (var attachment in mail.Attachments)
        {
            await LinesAsync(output, cancel, ["--" + mixed, .. AttachmentHeaders(attachment), ""]);
            await using var file = attachment.Open();
            await MimeBody.Base64Async(file, output, cancel);
        }

        await LinesAsync(output, cancel, $"--{mixed}--");

        async Task TextAsync(string kind, string text)
        {
            await LinesAsync(output, cancel, "--" + alternative, $"Content-Type: text/{kind}; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "");
            await MimeBody.QuotedPrintableAsync(text, output, cancel);
        }
    }

    static IEnumerable<string> Headers(Mail mail)
    {
        yield return "Date: " + mail.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        yield return "From: " + MimeHeader.Mailbox(mail.From);
        if (mail.ReplyTo is { } replyTo) yield return "Reply-To: " + MimeHeader.Mailbox(replyTo);
        yield return "To: " + MimeHeader.Addresses(mail.To);
        if (mail.Cc.Count > 0) yield return "Cc: " + MimeHeader.Addresses(mail.Cc);
        yield return "Subject: " + MimeHeader.Text(mail.Subject, "Subject: ".Length);
        yield return $"Message-ID: <{mail.MessageId}>";
        if (mail.InReplyTo is { } original)
        {
            yield return $"In-Reply-To: <{original}>";
            yield return $"References: <{original}>";
        }

        yield return "Auto-Submitted: auto-generated";
        if (mail.Unsubscribe is not { } unsubscribe) yield break;
        yield return $"List-Unsubscribe: <{unsubscribe}>";
        yield return "List-Unsubscribe-Post: List-Unsubscribe=One-Click";
    }

    static IEnumerable<string> AttachmentHeaders(MailAttachment attachment)
    {
        yield return $"Content-Type: {attachment.MediaType};\r\n name=\"{attachment.FileName}\"";
        yield return $"Content-Disposition: attachment;\r\n filename=\"{attachment.FileName}\"";
        yield return "Content-Transfer-Encoding: base64";
    }

    /// <summary>The same at every try; with an underscore after an equals sign it occurs in neither encoding.</summary>
    static string Boundary(Mail mail, string part) => $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part + mail.MessageId)).AsSpan(0, 12))}";

    static async Task LinesAsync(Stream output, CancellationToken cancel, params string[] lines) =>
        await output.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), cancel);
}
