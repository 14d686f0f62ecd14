using System.Collections;

namespace ShopClvReports;

/// <summary>Reads the settings: the built-in defaults, over them a file, over that the environment.</summary>
public static class SettingsReader
{
    /// <summary>With the environment of this process.</summary>
    /// <inheritdoc cref="Load(string?, IReadOnlyDictionary{string, string})"/>
    public static Settings Load(string? configFile) => Load(
        configFile,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? ""));

    /// <exception cref="SettingsException">Anything is wrong; nothing is half used.</exception>
    public static Settings Load(string? configFile, IReadOnlyDictionary<string, string> environment)
    {
        var errors = new SettingsErrors();
        var layers = BuiltIn(errors);
        if (configFile is not null) layers = ConfigFile.Read(configFile, errors).Over(layers);
        layers = ConfigEnvironment.Read(environment, errors).Over(layers);

        var settings = SettingsSection.Read("", layers, errors, Read);
        errors.ThrowIfAny();
        return settings;
    }

    static SettingNode BuiltIn(SettingsErrors errors)
    {
        const string name = "shopclv.default.json";
        using var file = typeof(SettingsReader).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this build");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return new ConfigFile(name, bytes.ToArray(), errors).Parse();
    }

    static Settings Read(SettingsSection all) => new()
    {
        Data = all.Section("Data", s => new DataSettings { Directory = s.Text("Directory", TextRule.Path) }),
        Language = all.Text("Language", TextRule.Language),
        Serve = all.Section("Serve", s => new ServeSettings
        {
            Url = s.Text("Url", TextRule.ListenUrl),
            MaxBodyBytes = s.WholeNumber("MaxBodyBytes", 1024, 64 * 1024 * 1024, "bytes"),
            QueueCapacity = s.WholeNumber("QueueCapacity", 64, 1_000_000, "webhooks"),
            PublicUrl = s.OptionalText("PublicUrl", TextRule.WebUrl),
            ShutdownSeconds = s.WholeNumber("ShutdownSeconds", 1, 300, "seconds"),
        }),
        Defaults = all.Section("Defaults", s => new DefaultsSettings
        {
            TimeZone = s.Text("TimeZone", TextRule.TimeZone),
            Currency = s.Text("Currency", TextRule.CurrencyCode).ToUpperInvariant(),
        }),
        Ledger = all.Section("Ledger", s => new LedgerSettings { MemoryMegabytes = s.WholeNumber("MemoryMegabytes", 16, 1_000_000, "megabytes") }),
        Telemetry = all.Section("Telemetry", s => new TelemetrySettings { OtlpEndpoint = s.OptionalText("OtlpEndpoint", TextRule.WebUrl) }),
        Csv = all.Section("Csv", s => new CsvSettings { ByteOrderMark = s.TrueOrFalse("ByteOrderMark") }),
        Secrets = all.Section("Secrets", ReadSecrets),
        Outbox = all.Section("Outbox", s => new OutboxSettings
        {
            Notify = s.OptionalText("Notify", TextRule.Destinations),
            EmailPerMinute = s.WholeNumber("EmailPerMinute", 0, 100_000, "mails"),
            SlackPerMinute = s.WholeNumber("SlackPerMinute", 0, 100_000, "messages"),
            SheetsPerMinute = s.WholeNumber("SheetsPerMinute", 0, 100_000, "updates"),
            KeepArtifactsDays = s.WholeNumber("KeepArtifactsDays", 1, 3_650, "days"),
            KeepHistoryDays = s.WholeNumber("KeepHistoryDays", 1, 36_500, "days"),
        }),
        Channels = all.Section("Channels", ReadChannels),
        Shops = all.Section("Shops", s => s.Each(TextRule.ShopDomain, ReadShop)),
    };

    static ChannelsSettings ReadChannels(SettingsSection channels) => new()
    {
        Email = channels.Section("Email", s => new EmailSection
        {
            Host = s.OptionalText("Host", TextRule.HostName),
            Port = s.WholeNumber("Port", 1, 65_535, "a port"),
            Security = s.Text("Security", TextRule.MailSecurity),
            User = s.OptionalText("User", TextRule.Text),
            Password = s.OptionalText("Password", TextRule.Password),
            From = s.OptionalText("From", TextRule.Text),
            ReplyTo = s.OptionalText("ReplyTo", TextRule.Text),
            CaFile = s.OptionalText("CaFile", TextRule.Path),
            MaxAttachmentMegabytes = s.WholeNumber("MaxAttachmentMegabytes", 0, 100, "megabytes"),
        }),
        Slack = channels.Section("Slack", s => new SlackSection
        {
            Token = s.OptionalText("Token", TextRule.Secret),
            WebhookUrl = s.OptionalText("WebhookUrl", TextRule.Secret),
            SigningSecret = s.OptionalText("SigningSecret", TextRule.Secret),
        }),
        Sheets = channels.Section("Sheets", s => new SheetsSection { KeyFile = s.OptionalText("KeyFile", TextRule.Path) }),
        Files = channels.Section("Files", s => new FilesSection { Root = s.OptionalText("Root", TextRule.Path) }),
    };

    static SecretsSettings ReadSecrets(SettingsSection s)
    {
        var secrets = new SecretsSettings
        {
            KeyFile = s.OptionalText("KeyFile", TextRule.Path),
            Key = s.OptionalText("Key", TextRule.Key),
        };
        if (secrets is { Key: not null, KeyFile: not null }) s.Reject("KeyFile", "either KeyFile or Key, not both");
        return secrets;
    }

    static ShopSettings ReadShop(SettingsSection s)
    {
        var shop = new ShopSettings
        {
            ClientSecret = s.OptionalText("ClientSecret", TextRule.Secret),
            ClientSecretFile = s.OptionalText("ClientSecretFile", TextRule.Path),
            PreviousClientSecret = s.OptionalText("PreviousClientSecret", TextRule.Secret),
            AdminSecret = s.OptionalText("AdminSecret", TextRule.Secret),
            TimeZone = s.OptionalText("TimeZone", TextRule.TimeZone),
            Currency = s.OptionalText("Currency", TextRule.CurrencyCode)?.ToUpperInvariant(),
            MarginPercent = s.WholeNumber("MarginPercent", 1, 100, "percent", otherwise: 100),
            Tiers = s.OptionalText("Tiers", TextRule.Tiers),
            SchedulesFile = s.OptionalText("SchedulesFile", TextRule.Path),
        };
        if (shop.ClientSecretFile is not { } file) return shop;
        if (shop.ClientSecret is null) return shop with { ClientSecret = ReadSecretFile(s, file) };
        s.Reject("ClientSecretFile", "either ClientSecretFile or ClientSecret, not both");
        return shop;
    }

    static string? ReadSecretFile(SettingsSection s, string path)
    {
        const string expected = "a readable file that holds the secret and nothing else";
        try
        {
            var secret = File.ReadAllText(path).Trim();
            if (TextRule.Secret.Holds(secret)) return secret;
            s.Reject("ClientSecretFile", expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            s.Reject("ClientSecretFile", $"{expected} ({e.Message})");
        }

        return null;
    }
}
