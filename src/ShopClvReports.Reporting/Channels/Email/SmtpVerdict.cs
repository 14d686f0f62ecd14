using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Where in a conversation a reply comes.</summary>
enum SmtpStep { Greeting, Hello, StartTls, Login, Sender, Recipient, Data, Message }

/// <summary>What a refusal of a mail server means. The table is in the tests.</summary>
static class SmtpVerdict
{
    /// <param name="reply">Neither yes nor go on.</param>
    public static Outcome Of(SmtpStep step, SmtpReply reply, EmailSettings server)
    {
        var said = $"{server} refuses {What(step)}: {reply.Words}";
        // Gmail's daily quota: refused for good in form, open again tomorrow in fact.
        if (reply.IsNotNow || reply.Status == "5.4.5") return new Outcome.Retry(said);
        if (!reply.IsNo)
            return step == SmtpStep.Message
                ? new Outcome.Unknown($"{server} answers the message in a way that says neither yes nor no: {reply.Words}")
                : new Outcome.Retry($"{server} answers out of turn to {What(step)}: {reply.Words}");
        if (IsTooLarge(reply))
            return new Outcome.RejectedTarget($"{said}. Lower max_attachment_mb or send it with attach=none.");
        if (step < SmtpStep.Login) return new Outcome.RejectedCredential(said);
        return step <= SmtpStep.Sender || IsAboutUs(reply)
            ? new Outcome.RejectedCredential(said + Advice(reply, server))
            : new Outcome.RejectedTarget(said);
    }

    /// <summary>552 is also said of a full mailbox and of forbidden files.</summary>
    static bool IsTooLarge(SmtpReply reply) => reply.Status is "5.3.4" or "5.2.3" || (reply.Code == 552 && reply.Status == "");

    /// <summary>Whether it is our login or our right to send that is refused, rather than this recipient.</summary>
    static bool IsAboutUs(SmtpReply reply) =>
        reply.Code is 530 or 534 or 535 or 538
        || (reply.Status == "5.7.0" && reply.Code != 552)
        || reply.Status is "5.2.252" or "5.7.3" or "5.7.8" or "5.7.9" or "5.7.14" or "5.7.26" or "5.7.30" or "5.7.57" or "5.7.60" or "5.7.139"
        || (reply.Status == "5.7.1" && Says(reply, "auth", "relay", "send as", "sender"));

    static string Advice(SmtpReply reply, EmailSettings server)
    {
        if (reply.Status == "5.7.26" || Says(reply, "spf", "dkim"))
            return ". Let the sender's domain allow this mail server (SPF, DKIM).";
        if (Says(reply, "gsmtp", "google", "application-specific"))
            return ". Gmail takes an app password here, not the account's own: make one at https://myaccount.google.com/apppasswords.";
        if (reply.Status is "5.7.139" or "5.7.30" or "5.7.57" || Says(reply, "outlook.com", "smtpclientauthentication"))
            return ". Microsoft 365 ends logins by password for sending: have the administrator allow SMTP AUTH for this mailbox, or use another mail server.";
        return server.User is null ? ". No user is set; does the server want a login?" : ". Do user, password and from belong together?";
    }

    static bool Says(SmtpReply reply, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (reply.Words.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    static string What(SmtpStep step) => step switch
    {
        SmtpStep.Greeting => "to talk",
        SmtpStep.Hello => "our greeting",
        SmtpStep.StartTls => "TLS",
        SmtpStep.Login => "the login",
        SmtpStep.Sender => "the sender",
        SmtpStep.Recipient => "the recipient",
        SmtpStep.Data or SmtpStep.Message => "the message",
    };
}
