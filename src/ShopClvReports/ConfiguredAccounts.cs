using System.Globalization;

namespace ShopClvReports;

/// <summary>What the settings say of each channel, as the channels name their fields.</summary>
static class ConfiguredAccounts
{
    /// <exception cref="SettingsException">A file that is named cannot be read.</exception>
    public static Dictionary<string, Dictionary<string, string>> Of(ChannelsSettings settings)
    {
        var (email, slack) = (settings.Email, settings.Slack);
        return new Dictionary<string, Dictionary<string, string>>
        {
            ["email"] = Given(
                ("host", email.Host), ("port", email.Port?.ToString(CultureInfo.InvariantCulture)), ("security", email.Security), ("user", email.User),
                ("password", email.Password), ("from", email.From), ("reply_to", email.ReplyTo), ("ca_file", email.CaFile),
                ("max_attachment_mb", email.MaxAttachmentMegabytes.ToString(CultureInfo.InvariantCulture))),
            ["slack"] = Given(("token", slack.Token), ("webhook_url", slack.WebhookUrl), ("signing_secret", slack.SigningSecret)),
            ["sheets"] = Given(("key_json", settings.Sheets.KeyFile is { } file ? Read(file) : null)),
            ["files"] = Given(("root", settings.Files.Root)),
        };
    }

    static Dictionary<string, string> Given(params IEnumerable<(string Name, string? Value)> fields) =>
        fields.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => f.Value!);

    static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"Channels:Sheets:KeyFile: {file} cannot be read ({e.Message}); expected the JSON key of a Google service account"]);
        }
    }
}
