using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using Spectre.Console;

namespace ShopClvReports;

/// <summary>Shows the whole walk on a shop that never was, through the same doors a real one uses.</summary>
static class DemoCommand
{
    const int Senders = 16;
    const int TopRows = 15;

    static readonly ReportFormat[] Formats = [ReportFormat.Html, ReportFormat.Csv, ReportFormat.Xlsx];

    public static Command Build()
    {
        var once = new Option<bool>("--once") { Description = "Exit when the reports are written, instead of serving on" };
        var command = new Command("demo", "Make a small shop, send its webhooks to our own receiver, and report on it") { once };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(once), cancellation));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, bool once, CancellationToken cancellation)
    {
        var directory = Path.Combine(App.ReadSettings(parsed).Data.Directory, "demo");
        StartAfresh(directory);
        await using var app = await App.OpenAsync(parsed, s => s with
        {
            Data = s.Data with { Directory = directory },
            Shops = new Dictionary<string, ShopSettings>(),
            Serve = s.Serve with { Url = once ? "http://127.0.0.1:0" : s.Serve.Url },
        });
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var shop = await app.SaveShopAsync(DemoShop.Domain, new ShopSettings { ClientSecret = secret, TimeZone = "Europe/Amsterdam", Currency = "EUR" });

        await using var server = await Server.BuildAsync(app);
        await server.StartAsync(cancellation);
        await SendAsync(server.Web.Urls.First(), Encoding.UTF8.GetBytes(secret), DemoShop.Webhooks(app.Clock.GetUtcNow()), cancellation);

        var ledger = app.Ledgers.Get(shop.Id);
        var asOf = AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone);
        TerminalReport.Write(ClvReport.Build(ledger, shop, asOf, new ReportQuery(Period.All, Top: TopRows)), app.Language, AnsiConsole.Console);
        var report = ClvReport.Build(ledger, shop, asOf, new ReportQuery(Period.All));
        foreach (var format in Formats) await WriteAsync(report, format, app.Language, directory);
        SayWhatNext(directory);
        if (!once) await ServeOnAsync(server.Web, cancellation);
        await server.Web.StopAsync(CancellationToken.None);
        return CommandLine.Fine;
    }

    static Task ServeOnAsync(WebApplication server, CancellationToken cancellation)
    {
        Console.WriteLine($"Still receiving at {server.Urls.First()}{WebhookReceiver.Path}; Ctrl-C stops.");
        return server.WaitForShutdownAsync(cancellation);
    }

    /// <summary>The directory is the demo's own: a former demo's files leave, nothing else.</summary>
    static void StartAfresh(string directory)
    {
        if (!Directory.Exists(directory)) return;
        foreach (var file in Directory.EnumerateFiles(directory, "shopclv.db*").Append(Path.Combine(directory, "secret.key"))) File.Delete(file);
    }

    static async Task SendAsync(string url, byte[] key, IReadOnlyList<DemoWebhook> webhooks, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await Parallel.ForEachAsync(
            webhooks, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellation },
            async (webhook, cancel) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, WebhookReceiver.Path) { Content = new ByteArrayContent(webhook.Body) };
                request.Headers.Add("X-Shopify-Topic", webhook.Topic);
                request.Headers.Add("X-Shopify-Shop-Domain", DemoShop.Domain);
                request.Headers.Add("X-Shopify-Webhook-Id", Guid.NewGuid().ToString());
                request.Headers.Add("X-Shopify-Hmac-Sha256", WebhookSignature.Sign(key, webhook.Body));
                using var answer = await client.SendAsync(request, cancel);
                if (answer.StatusCode != HttpStatusCode.OK) throw new IOException($"the receiver answered {(int)answer.StatusCode} to {webhook.Topic}");
            });
        Console.WriteLine($"{webhooks.Count} signed webhooks received and on disk in {Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F1", System.Globalization.CultureInfo.InvariantCulture)} s");
    }

    static Task WriteAsync(Report report, ReportFormat format, Language language, string directory) => FileWriter.WriteAsync(
        Path.Combine(directory, "clv" + format.FileExtension()), output => ReportRenderer.WriteAsync(report, format, language, output));

    static void SayWhatNext(string directory)
    {
        var shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), directory);
        Console.WriteLine($"""

            Written: {string.Join(", ", Formats.Select(f => Path.Combine(shown, "clv" + f.FileExtension())))}

            Try next:
              shopclv report clv --data {shown} --period last-12-months --lang nl
              shopclv report clv --data {shown} --where "orders >= 5 AND days_since > 120" --sort total_spent:desc
              shopclv check --data {shown}
            """);
    }
}
