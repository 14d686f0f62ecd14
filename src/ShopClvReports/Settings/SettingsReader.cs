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
        Shops = all.Section("Shops", s => s.Each(TextRule.ShopDomain, ReadShop)),
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
