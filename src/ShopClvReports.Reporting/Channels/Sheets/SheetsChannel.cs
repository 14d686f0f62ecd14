using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Writes the report into a Google spreadsheet: <c>sheets:SPREADSHEET_ID?tab=Klanten&amp;mode=replace</c>, one tab that is always
/// current, or <c>mode=history&amp;keep=12</c>, a tab for each day of which the newest stay. A tab that we made is ours whole.
/// </summary>
/// <param name="handler">Carries our requests; it must not follow redirects. Null for plain connections.</param>
/// <param name="chunkBytes">Of one request's rows; null for as much as Google advises.</param>
public sealed class SheetsChannel(
    TimeProvider clock, HttpMessageHandler? handler = null, SheetsTimes? times = null, int? chunkBytes = null) : IChannel
{
    const string DefaultRoot = "https://sheets.googleapis.com/";

    readonly HttpMessageHandler _handler = handler ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = SheetsTimes.Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    readonly SheetsTimes _times = times ?? SheetsTimes.Default;

    public string Name => "sheets";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("key_json", "The JSON key of a Google service account that the spreadsheets are shared with", Required: true, Secret: true),
        new("base_url", "Where Google Sheets is reached", Default: DefaultRoot),
    ];

    public bool CarriesNotices => false;

    public bool FollowsUp(Delivery original, bool returned) => false;

    public bool IsRepeatable => true;

    public IReadOnlyList<string> Recipients(Destination destination) => [SheetsTarget.Of(destination).Recipient];

    public async Task<string> RenderAsync(Rendering rendering, CancellationToken cancel)
    {
        var report = rendering.Content.Table ?? throw new InvalidOperationException("sheets carries reports only");
        var renderer = new SheetsRenderer(rendering, report, chunkBytes ?? SheetsChunks.DefaultBytes);
        var message = await rendering.Artifacts.WriteAsync(
            FormattableString.Invariant($"sheet-{rendering.Index}.jsonl"), "application/jsonl", stream => renderer.WriteAsync(stream, cancel), cancel);
        return message.Name;
    }

    public async Task<Outcome> SendAsync(Sending sending, CancellationToken cancel)
    {
        try
        {
            var target = SheetsTarget.Of(sending.Delivery.Destination);
            var (key, root) = Read(sending.Settings);
            var token = await new SheetsToken(key, _handler, clock, _times.Token).GetAsync(cancel);
            using var http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
            var api = new SheetsApi(http, clock, _times.Reply, root, target.Spreadsheet, Shown(key), token);
            return await new SheetsSend(api, target, sending, clock).RunAsync(cancel);
        }
        catch (SheetsRefusal refusal)
        {
            return refusal.Outcome;
        }
        catch (FormatException error)
        {
            return new Outcome.RejectedCredential(error.Message);
        }
    }

    public async Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel)
    {
        try
        {
            var (key, _) = Read(settings);
            await new SheetsToken(key, _handler, clock, _times.Token).GetAsync(cancel);
            return new ChannelCheck(true, $"works as {Shown(key)}; share each sheet with that address as editor");
        }
        catch (Exception error) when (error is FormatException or SheetsRefusal)
        {
            return new ChannelCheck(false, error.Message);
        }
    }

    /// <exception cref="FormatException">What is wrong with the settings.</exception>
    static (ServiceAccountKey Key, Uri Root) Read(ChannelSettings settings)
    {
        var root = settings["base_url"] ?? DefaultRoot;
        return (
            ServiceAccountKey.Parse(settings["key_json"]),
            ServiceAccountKey.SafeAddress(root.EndsWith('/') ? root : root + "/")
            ?? throw new FormatException($"base_url is not an https address; expected such as {DefaultRoot}"));
    }

    static string Shown(ServiceAccountKey key) => VisibleText.OneLine(key.Email, 200);
}
