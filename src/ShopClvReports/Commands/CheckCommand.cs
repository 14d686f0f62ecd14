using System.CommandLine;
using System.Globalization;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Says how everything is.</summary>
static class CheckCommand
{
    public static Command Build()
    {
        var ready = new Option<string?>("--ready") { Description = "Only ask a running server whether it is ready, by its /readyz address", HelpName = "URL" };
        var command = new Command("check", "Report engine, schema, integrity, size, last webhook and settings") { ready };
        command.SetAction((parsed, cancellation) => parsed.GetValue(ready) is { } url ? AskAsync(url, cancellation) : CheckAsync(parsed));
        return command;
    }

    static async Task<int> CheckAsync(ParseResult parsed)
    {
        await using var app = await App.OpenAsync(parsed);
        var health = app.Store.Check();
        Line("Settings", parsed.GetValue(GlobalOptions.Config) ?? "built in", "all valid");
        Line("Data", Path.GetFullPath(app.Settings.Data.Directory));
        Line("Engine", health.Engine, $"schema {health.Schema}");
        Line("Integrity", health.Problems.Count == 0 ? "ok" : string.Join("; ", health.Problems));
        Line("Size", string.Create(CultureInfo.InvariantCulture, $"{health.Bytes / 1e6:F1} MB"));
        Line("Orders", Count(health.Orders));
        Line("Customers", Count(health.Customers));
        Line("Quarantine", health.Quarantined == 0 ? "empty" : $"{Count(health.Quarantined)}; see: shopclv quarantine list");
        if (health.EditsUnseen > 0) Line("Edited", $"{Count(health.EditsUnseen)} orders were edited and have not been seen whole since");
        foreach (var lost in app.Store.Schedules.Unreadable()) Line("Schedule", lost.Name, "cannot be read, so it does nothing; see: shopclv schedules list");
        Line("Outbox", Outbox(app.Store.Outbox.DeliveryCounts()));
        Line("Privacy", Privacy(app.Store.Privacy.Obligations(open: true), app.Clock.GetUtcNow()));
        foreach (var shop in app.Store.Shops())
            Line("Shop", shop.Shop.Domain, shop.Shop.TimeZone.Id, shop.Shop.Currency.Code, LastWebhook(shop.LastWebhookAt, app.Clock.GetUtcNow()), ConnectionCommands.Words(app.Store.Connections.Find(shop.Shop.Id)));
        if (app.Store.Schedules.Schedules().Count(s => s.AwaitsConnection) is > 0 and var resting)
            Line("Resting", $"{Count(resting)} reports and alert rules, until their shop is connected again: the app was removed at Shopify");
        return health.Problems.Count == 0 ? CommandLine.Fine : CommandLine.Failed;
    }

    static async Task<int> AskAsync(string url, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(url), cancellation);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? CommandLine.Fine : CommandLine.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            Console.Error.WriteLine($"{url} does not answer: {e.Message}");
            return CommandLine.Failed;
        }
    }

    static string Outbox(IReadOnlyDictionary<DeliveryState, int> counts)
    {
        int Of(params DeliveryState[] states) => states.Sum(state => counts.GetValueOrDefault(state));
        var waiting = Of(DeliveryState.Pending, DeliveryState.Sending, DeliveryState.RetryWait);
        var ended = counts.Values.Sum() - waiting - Of(DeliveryState.Delivered, DeliveryState.Superseded, DeliveryState.Skipped, DeliveryState.Cancelled);
        return waiting + ended == 0 ? "nothing waits, nothing failed" : $"{Count(waiting)} waiting, {Count(ended)} failed or unknown; see: shopclv outbox list";
    }

    static string Privacy(IReadOnlyList<Obligation> open, DateTimeOffset now) => open.Count == 0
        ? "nothing is owed to customers"
        : $"{Count(open.Count)} requests of customers are open, {Count(open.Count(o => o.IsOverdue(now)))} overdue; see: shopclv privacy list";

    static string LastWebhook(DateTimeOffset? at, DateTimeOffset now) => at is { } then
        ? string.Create(CultureInfo.InvariantCulture, $"last webhook {then:yyyy-MM-dd HH:mm:ss}Z, {(now - then).TotalHours:F1} hours ago")
        : "no webhook yet";

    static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static void Line(string name, params string[] values) => Console.WriteLine($"{name,-12}{string.Join("  ", values)}");
}
