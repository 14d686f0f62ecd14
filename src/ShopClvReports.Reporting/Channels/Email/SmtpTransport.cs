using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Sends messages through one mail server, a connection each.</summary>
sealed partial class SmtpTransport(EmailSettings server, SmtpTimeouts timeouts)
{
    /// <summary>For words of leave that change nothing any more.</summary>
    static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    /// <summary>Sends a message to one recipient.</summary>
    /// <param name="from">The envelope's sender; where bounces go.</param>
    /// <param name="handOver">Awaited right before the byte that may make the server take the message.</param>
    public Task<Outcome> SendAsync(string from, string recipient, Mail mail, Func<Task> handOver, CancellationToken cancel)
    {
        var handedOver = false;
        return TalkAsync(
            async smtp =>
            {
                await smtp.AddressAsync(from, recipient, cancel);
                await smtp.MessageAsync(body => MimeMessage.WriteAsync(mail, body, cancel), cancel);
                await handOver();
                handedOver = true;
                var reply = await smtp.EndAsync(cancel);
                return new Outcome.Sent(QueueId().Match(reply.Words) is { Success: true } id ? id.Value : mail.MessageId, reply.Words);
            },
            broken => handedOver
                ? new Outcome.Unknown($"{server} may have taken the message: {broken}")
                : new Outcome.Retry($"{server} cannot be used now: {broken}"),
            cancel);
    }

    /// <summary>Everything short of a message.</summary>
    /// <returns>Sent, with how it went in the reply, when it works.</returns>
    public Task<Outcome> TryAsync(CancellationToken cancel) => TalkAsync(
        async smtp =>
        {
            await smtp.IdleAsync(cancel);
            var way = smtp.Cipher is { } cipher ? $"over {cipher}" : "in clear text, readable for everybody on the way";
            return new Outcome.Sent("", $"{server} answers {way} and {(server.User is null ? "asks for no login" : "accepts the login")}");
        },
        broken => new Outcome.Retry($"{server} cannot be used now: {broken}{Hint()}"),
        cancel);

    async Task<Outcome> TalkAsync(Func<SmtpConversation, Task<Outcome>> talk, Func<string, Outcome> broken, CancellationToken cancel)
    {
        try
        {
            using var smtp = await SmtpConversation.OpenAsync(server, timeouts, cancel);
            var outcome = await talk(smtp);
            await LeaveAsync(smtp);
            return outcome;
        }
        catch (SmtpStop stop)
        {
            return stop.Outcome;
        }
        catch (Exception e) when (IsBreak(e))
        {
            return broken(VisibleText.OneLine(e.Message, 300));
        }
    }

    static async Task LeaveAsync(SmtpConversation smtp)
    {
        using var soon = new CancellationTokenSource(s_farewell);
        try
        {
            await smtp.QuitAsync(soon.Token);
        }
        catch (Exception e) when (IsBreak(e) || e is OperationCanceledException)
        {
            // The outcome stands: a server that hangs up first has still said what it said.
        }
    }

    static bool IsBreak(Exception e) => e is IOException or SocketException or TimeoutException or AuthenticationException;

    string Hint() => server switch
    {
        { Security: MailSecurity.StartTls, Port: 465 } => ". Port 465 speaks TLS from the first byte: set security to tls.",
        { Security: MailSecurity.Tls, Port: 587 or 25 } => ". Port 587 begins in clear text: set security to starttls.",
        _ => "",
    };

    /// <summary>As Postfix (<c>queued as 4ZxY</c>), Exim (<c>id=1s2A</c>) and Exchange (<c>InternalId=35</c>) put it.</summary>
    [GeneratedRegex(@"(?<=\bqueued as |\bid=|\bInternalId=)[A-Za-z0-9.-]{1,100}", RegexOptions.IgnoreCase)]
    private static partial Regex QueueId();
}
