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
        Privacy = all.Section("Privacy", s => new PrivacySettings
        {
            NoPersonalData = s.TrueOrFalse("NoPersonalData"),
            KeepQuarantineDays = s.OptionalWholeNumber("KeepQuarantineDays", 1, 36_500, "days"),
            KeepAccessLogDays = s.WholeNumber("KeepAccessLogDays", 1, 36_500, "days"),
            KeepExportsDays = s.WholeNumber("KeepExportsDays", 1, 3_650, "days"),
            ForgetCustomersAfterDays = s.OptionalWholeNumber("ForgetCustomersAfterDays", 1, 36_500, "days"),
        }),
        Channels = all.Section("Channels", ReadChannels),
        Shopify = all.Section("Shopify", ReadShopify),
        Reconcile = all.Section("Reconcile", s => new ReconcileSettings
        {
            At = s.OptionalText("At", TextRule.TimeOfDay),
            LookBackDays = s.WholeNumber("LookBackDays", 1, 3_650, "days"),
            OverlapDays = s.WholeNumber("OverlapDays", 0, 60, "days"),
        }),
        Shops = all.Section("Shops", s => s.Each(TextRule.ShopDomain, ReadShop)),
    };

    static ChannelsSettings ReadChannels(SettingsSection channels) => new()
    {
        Email = channels.Section("Email", s => new EmailSection
        {
            Host = s.OptionalText("Host", TextRule.HostName),
            Port = s.OptionalWholeNumber("Port", 1, 65_535, "a port"),
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

    static ShopifySection ReadShopify(SettingsSection s)
    {
        var shopify = new ShopifySection
        {
            AdminUrl = s.Text("AdminUrl", TextRule.AdminUrl),
            ClientId = s.OptionalText("ClientId", TextRule.Secret),
            ClientSecret = s.OptionalText("ClientSecret", TextRule.Secret),
            ClientSecretFile = s.OptionalText("ClientSecretFile", TextRule.Path),
            Scopes = s.Text("Scopes", TextRule.Scopes),
        };
        return shopify with { ClientSecret = FromFile(s, "ClientSecret", shopify.ClientSecret, shopify.ClientSecretFile) };
    }

    static ShopSettings ReadShop(SettingsSection s)
    {
        var shop = new ShopSettings
        {
            ClientSecret = s.OptionalText("ClientSecret", TextRule.Secret),
            ClientSecretFile = s.OptionalText("ClientSecretFile", TextRule.Path),
            PreviousClientSecret = s.OptionalText("PreviousClientSecret", TextRule.Secret),
            AdminToken = s.OptionalText("AdminToken", TextRule.Secret),
            AdminTokenFile = s.OptionalText("AdminTokenFile", TextRule.Path),
            AdminSecret = s.OptionalText("AdminSecret", TextRule.Secret),
            TimeZone = s.OptionalText("TimeZone", TextRule.TimeZone),
            Currency = s.OptionalText("Currency", TextRule.CurrencyCode)?.ToUpperInvariant(),
            MarginPercent = s.WholeNumber("MarginPercent", 1, 100, "percent", otherwise: 100),
            RetentionPercent = s.OptionalWholeNumber("RetentionPercent", 0, 100, "percent"),
            DiscountPercent = s.WholeNumber("DiscountPercent", 1, 100, "percent", otherwise: 10),
            Tiers = s.OptionalText("Tiers", TextRule.Tiers),
            SchedulesFile = s.OptionalText("SchedulesFile", TextRule.Path),
        };
        return shop with
        {
            ClientSecret = FromFile(s, "ClientSecret", shop.ClientSecret, shop.ClientSecretFile),
            AdminToken = FromFile(s, "AdminToken", shop.AdminToken, shop.AdminTokenFile),
        };
    }

    /// <summary>A secret that is given itself, or as the file it is in, under the same name with File behind it.</summary>
    static string? FromFile(SettingsSection s, string name, string? given, string? file)
    {
        if (file is null) return given;
        if (given is null) return ReadSecretFile(s, $"{name}File", file);
        s.Reject($"{name}File", $"either {name}File or {name}, not both");
        return given;
    }

    static string? ReadSecretFile(SettingsSection s, string setting, string path)
    {
        const string expected = "a readable file that holds the secret and nothing else";
        try
        {
            var secret = File.ReadAllText(path).Trim();
            if (TextRule.Secret.Holds(secret)) return secret;
            s.Reject(setting, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            s.Reject(setting, $"{expected} ({e.Message})");
        }

        return null;
    }
}
