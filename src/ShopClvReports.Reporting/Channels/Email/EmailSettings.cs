using System.Globalization;

namespace ShopClvReports.Reporting;

/// <summary>How a conversation with a mail server is kept from others' eyes.</summary>
enum MailSecurity
{
    /// <summary>It begins in clear text and turns to TLS before anything is said that matters; without that it ends.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Everybody on the way can read along.</summary>
    None,
}

/// <summary>A shop's mail server and sender.</summary>
/// <param name="AttachmentLimit">Of all attachments of a message together, in bytes.</param>
sealed record EmailSettings(
    string Host, int Port, MailSecurity Security, string? User, string? Password, Mailbox From, Mailbox? ReplyTo, string? CaFile, long AttachmentLimit)
{
    const long Megabyte = 1_000_000;
    const int UsualAttachmentMegabytes = 10;

    public static IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("host", "the mail server that takes our messages, such as smtp.example.nl", Required: true),
        new("port", "its port", Default: "587, with tls 465"),
        new("security", "starttls (turns to TLS or does not send), tls (TLS from the first byte) or none (readable for everybody on the way)", Default: "starttls"),
        new("user", "who logs in; without it nobody does"),
        new("password", "of that user; Gmail wants an app password", Secret: true),
        new("from", "the sender, such as Reports <reports@example.nl>", Required: true),
        new("reply_to", "where answers go, if not to the sender"),
        new("ca_file", "a PEM file with certificates to trust besides the system's, for a private mail server"),
        new("max_attachment_mb", "attachments of more than this many megabytes together are left out", Default: "10"),
    ];

    /// <exception cref="FormatException">Something is missing or will not do: every such thing, in one line.</exception>
    public static EmailSettings Of(ChannelSettings settings)
    {
        List<string> wrong = [];
        var security = Try(() => ParseSecurity(settings["security"]), wrong);
        var port = Try(() => Number(settings, "port", security == MailSecurity.Tls ? 465 : 587, 1, 65_535), wrong);
        var limit = ReadAttachmentLimit(settings, wrong);
        var host = Try(() => Host(settings["host"]), wrong);
        var from = Try(() => ParseMailbox(settings, "from") ?? throw new FormatException("from is not set; expected the sender's address"), wrong);
        var replyTo = Try(() => ParseMailbox(settings, "reply_to"), wrong);
        if (settings["user"] is not null && settings["password"] is null) wrong.Add("user is set but password is not");
        if (wrong.Count > 0) throw new FormatException(string.Join("; ", wrong));
        return new EmailSettings(
            host!, port, security, settings["user"], settings["password"], from!, replyTo, settings["ca_file"], limit);

        static string Host(string? host) => host is null
            ? throw new FormatException("host is not set; expected the name of a mail server")
            : Uri.CheckHostName(host.Trim()) != UriHostNameType.Unknown
                ? host.Trim()
                : throw new FormatException($"host '{VisibleText.OneLine(host, 100)}' is not the name of a computer; expected such as smtp.example.nl");
    }

    /// <summary>Null where there is none or it will not do: a message can be rendered before its sender is known.</summary>
    public static Mailbox? MailboxOrNull(ChannelSettings settings, string name) => Try(() => ParseMailbox(settings, name), []);

    /// <summary>The usual one where the setting will not do.</summary>
    public static long AttachmentLimitOf(ChannelSettings settings) => ReadAttachmentLimit(settings, []);

    /// <summary>Without the password, also where it is put into other text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    static Mailbox? ParseMailbox(ChannelSettings settings, string name)
    {
        if (settings[name] is not { } text) return null;
        try
        {
            return Mailbox.Parse(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{name}: {e.Message}", e);
        }
    }

    static MailSecurity ParseSecurity(string? text) => text switch
    {
        null or "starttls" => MailSecurity.StartTls,
        "tls" => MailSecurity.Tls,
        "none" => MailSecurity.None,
        _ => throw new FormatException($"security '{VisibleText.OneLine(text, 60)}' is not known; expected starttls, tls or none"),
    };

    static long ReadAttachmentLimit(ChannelSettings settings, List<string> wrong)
    {
        var megabytes = Try<int?>(() => Number(settings, "max_attachment_mb", UsualAttachmentMegabytes, 0, 100), wrong);
        return (megabytes ?? UsualAttachmentMegabytes) * Megabyte;
    }

    static int Number(ChannelSettings settings, string name, int usual, int least, int most) => settings[name] switch
    {
        null => usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new FormatException($"{name} '{VisibleText.OneLine(text, 60)}' will not do; expected a number from {least} to {most}"),
    };

    static T? Try<T>(Func<T> read, List<string> wrong)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            wrong.Add(e.Message);
            return default;
        }
    }
}
