using ShopClvReports.Shopify;
using ShopClvReports.Storage;

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

    public OutboxSettings Outbox { get; init; } = new();

    public PrivacySettings Privacy { get; init; } = new();

    public ChannelsSettings Channels { get; init; } = new();

    public ShopifySection Shopify { get; init; } = new();

    public ReconcileSettings Reconcile { get; init; } = new();

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

    /// <summary>Absolute http or https URL under which the world reaches this program. Null: mails carry no link to unsubscribe.</summary>
    public string? PublicUrl { get; init; }

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

/// <summary>What is on its way: how fast, how long it is kept, and who hears of failures.</summary>
public sealed record OutboxSettings
{
    /// <summary>Where the owner hears that a report finally failed, as destinations with blanks between them, such as <c>email:me@example.nl slack:#ops</c>. Null: wherever the shop's reports go.</summary>
    public string? Notify { get; init; }

    /// <summary>Mails a minute for each shop, 0 to 100000; 0 for no limit. Providers lock senders that are too fast.</summary>
    public int EmailPerMinute { get; init; } = 60;

    /// <summary>Slack messages a minute for each shop, 0 to 100000; 0 for no limit. Slack takes about one a second for each channel.</summary>
    public int SlackPerMinute { get; init; } = 60;

    /// <summary>Google Sheets updates a minute for each shop, 0 to 100000; 0 for no limit. Each is several requests, of which Google takes 60 a minute.</summary>
    public int SheetsPerMinute { get; init; } = 10;

    /// <summary>Days, 1 to 3650, that rendered reports are kept; they hold names and addresses. Of each schedule the last that was sent stays.</summary>
    public int KeepArtifactsDays { get; init; } = 30;

    /// <summary>Days, 1 to 36500, that runs, deliveries and attempts are kept.</summary>
    public int KeepHistoryDays { get; init; } = 400;
}

/// <summary>What is kept of persons, and for how long.</summary>
public sealed record PrivacySettings
{
    /// <summary>Keep no names and addresses: customers are ids, guests a keyed hash, and what is there is stripped at the next start. What could not be understood is not kept either.</summary>
    public bool NoPersonalData { get; init; }

    /// <summary>Days, 1 to 36500, that what could not be understood is kept. Null: until it is understood or discarded.</summary>
    public int? KeepQuarantineDays { get; init; }

    /// <summary>Days, 1 to 36500, that it is kept who saw which report.</summary>
    public int KeepAccessLogDays { get; init; } = 730;

    /// <summary>Days, 1 to 3650, that the export of a customer's request can be fetched.</summary>
    public int KeepExportsDays { get; init; } = 60;

    /// <summary>Days, 1 to 36500, after their last order when customers lose their name and address here. Null: never.</summary>
    public int? ForgetCustomersAfterDays { get; init; }

    /// <summary>What these ask for at a moment.</summary>
    internal Retention At(DateTimeOffset now) => new(
        KeepQuarantineDays is { } quarantine ? now.AddDays(-quarantine) : null, now.AddDays(-KeepAccessLogDays), now.AddDays(-KeepExportsDays),
        ForgetCustomersAfterDays is { } forget ? now.AddDays(-forget) : null);
}

/// <summary>The accounts that reports go out through, for every shop that has set none of its own with <c>shopclv channels set</c>.</summary>
public sealed record ChannelsSettings
{
    public EmailSection Email { get; init; } = new();

    public SlackSection Slack { get; init; } = new();

    public SheetsSection Sheets { get; init; } = new();

    public FilesSection Files { get; init; } = new();

    public override string ToString() => nameof(ChannelsSettings);
}

/// <summary>A mail server that takes our mails.</summary>
public sealed record EmailSection
{
    /// <summary>Name of the server, such as <c>smtp.gmail.com</c>. Null: no mail is sent.</summary>
    public string? Host { get; init; }

    /// <summary>Port, 1 to 65535. Null: 465 with tls, otherwise 587.</summary>
    public int? Port { get; init; }

    /// <summary><c>starttls</c> (never falls back to clear text), <c>tls</c> or <c>none</c>; none sends the password in the clear.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>Login name. Null: no login.</summary>
    public string? User { get; init; }

    /// <summary>Password, or app password. Better in the environment than in a file.</summary>
    public string? Password { get; init; }

    /// <summary>Sender, such as <c>Reports &lt;reports@example.nl&gt;</c>; most servers only take their own addresses.</summary>
    public string? From { get; init; }

    /// <summary>Where answers go. Null: to the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>PEM file of a certificate to trust besides the system's, for a mail server of one's own.</summary>
    public string? CaFile { get; init; }

    /// <summary>Megabytes, 0 to 100, of attachments in one mail; larger ones are left out with a line that says so.</summary>
    public int MaxAttachmentMegabytes { get; init; } = 10;

    public override string ToString() => nameof(EmailSection);
}

/// <summary>A Slack app.</summary>
public sealed record SlackSection
{
    /// <summary>Bot token, <c>xoxb-…</c>, with the scopes chat:write and files:write.</summary>
    public string? Token { get; init; }

    /// <summary>URL of an incoming webhook, for <c>slack:webhook</c>. It is a secret.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Signing secret of the app; with it messages about alerts have buttons.</summary>
    public string? SigningSecret { get; init; }

    public override string ToString() => nameof(SlackSection);
}

/// <summary>A Google service account.</summary>
public sealed record SheetsSection
{
    /// <summary>File with the account's JSON key. Read at each start.</summary>
    public string? KeyFile { get; init; }
}

/// <summary>How this program reaches Shopify, and the app that many shops can install.</summary>
public sealed record ShopifySection
{
    /// <summary>Where a shop's admin is; <c>{shop}</c> stands for its domain. Another address is for a proxy, or for a trial without Shopify; tokens are sent there.</summary>
    public string AdminUrl { get; init; } = "https://{shop}";

    /// <summary>Client id of the app that shops install at <c>/auth/install</c>. Null: shops are connected with tokens of their own.</summary>
    public string? ClientId { get; init; }

    /// <summary>That app's client secret; read from <see cref="ClientSecretFile"/> when that is given.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>File that holds the client secret and nothing else. Read once, at the start.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>What that app asks for, with commas between. Without read_all_orders Shopify shows the orders of the last 60 days only.</summary>
    public string Scopes { get; init; } = "read_orders,read_all_orders,read_customers,read_products,read_customer_merge";

    public override string ToString() => $"{nameof(ShopifySection)} {{ AdminUrl = {AdminUrl}, ClientId = {ClientId}, secret not shown }}";
}

/// <summary>The comparison with Shopify, which mends what webhooks missed.</summary>
public sealed record ReconcileSettings
{
    /// <summary>When it begins every night, by the shop's clock, such as <c>03:30</c>. Null: only with <c>shopclv reconcile</c>.</summary>
    public string? At { get; init; } = "03:30";

    /// <summary>Days, 1 to 3650, whose orders are compared; each hundred orders in them take a request.</summary>
    public int LookBackDays { get; init; } = 60;

    /// <summary>Days, 0 to 60, of changes that are fetched again each time, for what came late.</summary>
    public int OverlapDays { get; init; } = 3;

    internal ReconcileScope Scope => new(LookBackDays, OverlapDays);
}

/// <summary>Reports as files.</summary>
public sealed record FilesSection
{
    /// <summary>Folder that every report's folder must lie in. Null: anywhere this program may write.</summary>
    public string? Root { get; init; }
}
