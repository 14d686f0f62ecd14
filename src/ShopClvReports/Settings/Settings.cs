namespace ShopClvReports;

/// <summary>Everything that can be set; <c>config/shopclv.default.json</c> holds the same defaults and the same names.</summary>
/// <remarks>A path is taken from the working directory when it is relative.</remarks>
public sealed record Settings
{
    public DataSettings Data { get; init; } = new();

    /// <summary>Of reports and messages: <c>en</c> or <c>nl</c>. <c>--lang</c> overrides it.</summary>
    public string Language { get; init; } = "en";

    public ServeSettings Serve { get; init; } = new();

    public DefaultsSettings Defaults { get; init; } = new();

    public LedgerSettings Ledger { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    public CsvSettings Csv { get; init; } = new();

    public SecretsSettings Secrets { get; init; } = new();

    /// <summary>By domain in lower case, such as <c>my-shop.myshopify.com</c>; a look-up takes any case.</summary>
    public IReadOnlyDictionary<string, ShopSettings> Shops { get; init; } =
        new Dictionary<string, ShopSettings>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Where the facts are kept.</summary>
public sealed record DataSettings
{
    /// <summary>Folder of the database and the secret key, made on first start. <c>--data</c> overrides it. Must be a local disk: a network share damages the database.</summary>
    public string Directory { get; init; } = "./data";
}

/// <summary>The receiver of webhooks.</summary>
public sealed record ServeSettings
{
    /// <summary>Address to listen on, <c>http://host:port</c>. TLS is the work of the proxy in front; anything but 127.0.0.1 is open to the network.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Bytes, 1024 to 67108864. A longer webhook is answered 413 and its order is missed; each request in flight may take this much memory.</summary>
    public int MaxBodyBytes { get; init; } = 2_097_152;

    /// <summary>Webhooks that wait for the disk, 64 to 1000000; beyond that 503, and Shopify tries again. Each takes its body's size in memory.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Seconds, 1 to 300, that a stop waits for requests and the queue. A container must be given longer than this before it is killed.</summary>
    public int ShutdownSeconds { get; init; } = 30;
}

/// <summary>For a shop that says nothing of its own.</summary>
public sealed record DefaultsSettings
{
    /// <summary>IANA name, such as <c>Europe/Amsterdam</c>. Decides where a day begins; the wrong one moves orders into the next day or month.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 4217, three letters, read into capitals. Used where an imported file names none.</summary>
    public string Currency { get; init; } = "EUR";
}

/// <summary>The order history in memory.</summary>
public sealed record LedgerSettings
{
    /// <summary>Megabytes for all shops together, 16 to 1000000. Past it the shop used longest ago is dropped, and read again from disk when asked for.</summary>
    public int MemoryMegabytes { get; init; } = 1024;
}

/// <summary>Metrics and traces for a collector.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Absolute http or https URL of an OpenTelemetry collector. Null: nothing is sent.</summary>
    public string? OtlpEndpoint { get; init; }
}

/// <summary>CSV files that reports are written to.</summary>
public sealed record CsvSettings
{
    /// <summary>Begin with a byte order mark: Excel then reads accents right, some other programs show three stray characters.</summary>
    public bool ByteOrderMark { get; init; }
}

/// <summary>The key under which tokens and passwords are encrypted at rest. Lose it, and they must be entered again.</summary>
public sealed record SecretsSettings
{
    /// <summary>File of the key. Null: <c>secret.key</c> in <see cref="DataSettings.Directory"/>, made on first start.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The key itself, base64 of 32 bytes, instead of a file; meant for the environment.</summary>
    public string? Key { get; init; }

    public override string ToString() => $"{nameof(SecretsSettings)} {{ KeyFile = {KeyFile}, Key = {(Key is null ? "" : "(not shown)")} }}";
}
