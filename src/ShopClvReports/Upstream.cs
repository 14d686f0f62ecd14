using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>Everything that talks with Shopify, put together from the settings.</summary>
sealed class Upstream : IDisposable
{
    /// <exception cref="SettingsException">Settings that need each other are not all there.</exception>
    public Upstream(App app, ILoggerFactory? logs = null)
    {
        var (settings, store, clock) = (app.Settings, app.Store, app.Clock);
        var shopify = settings.Shopify;
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var api = new AdminApi(shopify.AdminUrl);
        OAuth = OAuthAppOf(shopify) is { } oauth ? new OAuthClient(Http, api, oauth, clock) : null;
        var admin = new AdminClient(Http, api, new AccessTokens(store.Connections, OAuth, clock), clock, (logs ?? NullLoggerFactory.Instance).CreateLogger<AdminClient>())
        {
            // A command has no log, and whoever typed it must not wait without knowing for what.
            Waiting = logs is null ? reason => Console.Error.WriteLine($"shopclv: waiting, Ctrl-C to stop: {VisibleText.OneLine(reason, 300)}") : null,
        };
        var receiver = settings.Serve.PublicUrl is { } url ? new Uri(url.TrimEnd('/') + WebhookReceiver.Path) : null;
        Connector = new Connector(
            store, store.Connections, admin, receiver is null ? null : new WebhookSubscriptions(admin, receiver),
            domain => settings.Shops.GetValueOrDefault(domain) is { } set ? (set.TimeZone is not null, set.Currency is not null) : default, clock);
        Downloads = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Backfill = new BackfillRun(admin, store, store.Backfills, Downloads, new BackfillOptions(), clock);
        Reconcile = new ReconcileRun(admin, store, app.Ledgers, clock);
        Installation = OAuth is null ? null : new Installation(OAuth, Connector, clock);
    }

    /// <summary>Without a limit of its own on how long a request takes: those who ask bound that.</summary>
    HttpClient Http { get; }

    /// <summary>For the results of bulk operations, which lie elsewhere and are taken as they come; no token goes there.</summary>
    HttpClient Downloads { get; }

    public Connector Connector { get; }
    public BackfillRun Backfill { get; }
    public ReconcileRun Reconcile { get; }

    /// <summary>Null when no app is set that many shops can install.</summary>
    public Installation? Installation { get; }

    OAuthClient? OAuth { get; }

    static OAuthApp? OAuthAppOf(ShopifySection shopify) => (shopify.ClientId, shopify.ClientSecret) switch
    {
        (null, null) => null,
        ({ } id, { } secret) => new OAuthApp(id, secret, shopify.Scopes.Split(',')),
        _ => throw new SettingsException(["Shopify: ClientId and ClientSecret go together; give both or neither"]),
    };

    public void Dispose()
    {
        Http.Dispose();
        Downloads.Dispose();
    }
}
