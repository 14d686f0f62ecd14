using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>The web server: the webhook receiver, the clock and the outbox, health, readiness and metrics.</summary>
sealed class Server : IAsyncDisposable
{
    readonly Upstream _upstream;
    readonly ILoggerFactory _logs;

    Server(WebApplication web, Upstream upstream, ILoggerFactory logs) => (Web, _upstream, _logs) = (web, upstream, logs);

    public WebApplication Web { get; }

    public static async Task<Server> BuildAsync(App app)
    {
        var serve = app.Settings.Serve;
        var builder = WebApplication.CreateSlimBuilder();
        ConfigureLogging(builder.Logging);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(serve.ShutdownSeconds));
        builder.WebHost.UseUrls(serve.Url).ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            // The receiver keeps the limit itself; this one counts the frames of a chunked body as well, and would refuse a body within it.
            o.Limits.MaxRequestBodySize = 2L * serve.MaxBodyBytes;
        });
        builder.Services.AddSingleton(app.Clock);
        builder.Services.AddSingleton(new WebhookMetrics(() => app.Store.Waiting));
        builder.Services.AddSingleton<MetricsPage>();
        AddTelemetry(builder.Services, app.Settings.Telemetry);

        var logs = LoggerFactory.Create(logging => ConfigureLogging(logging));
        var outgoing = await Outgoing.OpenAsync(app, logs);
        builder.Services.AddSingleton(app.Settings.Outbox).AddReportSchedules(app.Store.Schedules, outgoing.Planner);
        builder.Services.AddHostedService(_ => outgoing.Returns);
        builder.Services.AddHostedService(_ => new PrivacyService(
            outgoing.Privacy, app.Store.Privacy, app.Store.Outbox, app.Settings.Privacy, app.Clock, logs.CreateLogger<PrivacyService>()));
        var upstream = new Upstream(app, logs);
        builder.Services.AddHostedService(_ => new ConnectionWatch(app, upstream.Connector, outgoing.Notices, logs.CreateLogger<ConnectionWatch>()));
        builder.Services.AddHostedService(_ => new BackfillService(app.Store, upstream.Backfill, app.Clock, logs.CreateLogger<BackfillService>()));
        builder.Services.AddHostedService(_ => new ReconcileService(app, upstream.Reconcile, outgoing.Notices, app.Clock, logs.CreateLogger<ReconcileService>()));
        builder.Services.AddSingleton(outgoing.Dispatcher).AddSingleton(app.Store.Outbox).AddHostedService<OutgoingService>();

        var server = builder.Build();
        var receiver = new WebhookReceiver(
            app.Store, new ShopKeys(app.Store, app.Clock), server.Services.GetRequiredService<WebhookMetrics>(), serve.MaxBodyBytes, app.Clock,
            server.Services.GetRequiredService<ILogger<WebhookReceiver>>());
        server.Map(WebhookReceiver.Path, receiver.HandleAsync);
        UnsubscribePage.Map(server, app.Store.Schedules, app.Store, outgoing.Links, app.Clock);
        AlertActionPage.Map(server, outgoing.Alerts, app.Store.Alerts, app.Store.Schedules, outgoing.AlertLinks, app.Clock);
        SlackInteractions.Map(
            server, outgoing.Alerts, shop => outgoing.Channels.Settings(shop, "slack"), app.Clock, server.Services.GetRequiredService<ILogger<SlackInteractions>>());
        if (upstream.Installation is { } installation && serve.PublicUrl is { } url)
            InstallPage.Map(server, installation, url.TrimEnd('/'), app.Language, server.Services.GetRequiredService<ILogger<Installation>>());
        server.MapGet("/healthz", () => "ok");
        server.MapGet("/readyz", () => Readiness.Of(app.Store));
        server.MapGet("/metrics", (MetricsPage page) => Results.Text(page.Render(), "text/plain; version=0.0.4"));
        server.Services.GetRequiredService<MetricsPage>();
        return new Server(server, upstream, logs);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await Web.StartAsync(cancellation);
        }
        catch
        {
            // Told to stop, and not waited for, before they are disposed of: else the host says that services which had begun broke down.
            await Web.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>What the services work with goes after them; the log last, which writes what is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        _upstream.Dispose();
        _logs.Dispose();
    }

    static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ssZ ", true));
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        // A start that fails ends the command, which says why; the host would add a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        logging.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    static void AddTelemetry(IServiceCollection services, TelemetrySettings telemetry)
    {
        if (telemetry.OtlpEndpoint is not { } endpoint) return;
        // Made by the container, so that it sends what is left when the server stops.
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(WebhookMetrics.MeterName, AdminClient.MeterName).AddOtlpExporter(o => o.Endpoint = new Uri(endpoint)).Build());
        services.AddHostedService<TelemetryStart>();
    }

    sealed class TelemetryStart(MeterProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellation)
        {
            provider.ForceFlush(5_000);
            return Task.CompletedTask;
        }
    }
}
