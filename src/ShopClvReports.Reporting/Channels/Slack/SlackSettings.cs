namespace ShopClvReports.Reporting;

/// <summary>The shop's settings of Slack, checked before a secret goes anywhere.</summary>
sealed class SlackSettings(ChannelSettings settings)
{
    public const string DefaultBase = "https://slack.com/api/";

    public static IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("token", "Bot token of a Slack app with the scopes chat:write and files:write, such as xoxb-…", Secret: true),
        new("webhook_url", "Incoming webhook: the simple way, to one channel and without files", Secret: true),
        new(SlackSignature.SecretField, "Signing secret of the Slack app; with it messages about alerts have buttons, see the README", Secret: true),
        new("base_url", "Where Slack's Web API is, for a proxy", Default: DefaultBase),
    ];

    public string? Token => settings["token"];
    public string? WebhookUrl => settings["webhook_url"];
    public string? SigningSecret => settings[SlackSignature.SecretField];

    /// <summary>What is wrong with the token or the address it would go to; null when nothing is.</summary>
    public string? TokenFault =>
        Token is not { } token ? "no Slack token is set; set token (xoxb-…), or use slack:webhook with webhook_url"
        : !token.StartsWith("xox", StringComparison.Ordinal) || !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            ? "the Slack token does not look like one; expected a bot token such as xoxb-…"
        : Safe(settings["base_url"] ?? DefaultBase) is null ? "base_url of Slack is not an https address; expected " + DefaultBase
        : null;

    public string? WebhookFault =>
        WebhookUrl is not { } url ? "no Slack webhook is set; set webhook_url (https://hooks.slack.com/services/…), or use a channel with token"
        : Safe(url) is null ? "webhook_url of Slack is not an https address; expected https://hooks.slack.com/services/…"
        : null;

    /// <exception cref="InvalidOperationException">There is a <see cref="WebhookFault"/>.</exception>
    public Uri Webhook => Safe(WebhookUrl ?? "") ?? throw new InvalidOperationException(WebhookFault);

    /// <summary>The address of a Web API method.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="TokenFault"/>.</exception>
    public Uri Method(string name)
    {
        var root = Safe(settings["base_url"] ?? DefaultBase) ?? throw new InvalidOperationException(TokenFault);
        return new Uri(new Uri(root.AbsoluteUri.TrimEnd('/') + "/"), name);
    }

    /// <summary>An upload address that Slack gave; null when it must not be used.</summary>
    public Uri? Upload(string url) =>
        Safe(url) is { } safe && (safe.Scheme == Uri.UriSchemeHttps || Method("").IsLoopback) ? safe : null;

    /// <summary>The secrets taken out of somebody's words, and these fit for one line.</summary>
    public string Redact(string words)
    {
        foreach (var secret in new[] { Token, WebhookUrl, SigningSecret })
            if (secret is not null) words = words.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        return VisibleText.OneLine(words, 300);
    }

    /// <summary>Encrypted, or not leaving this machine; without a user's name in it.</summary>
    static Uri? Safe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;
}
