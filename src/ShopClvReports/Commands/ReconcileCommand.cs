using System.CommandLine;
using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>Holds a shop's orders against Shopify's, and mends what webhooks missed.</summary>
static class ReconcileCommand
{
    const int LongestLine = 500;

    public static Command Build()
    {
        var all = new Option<bool>("--all") { Description = "The whole history and every customer, instead of the days that the settings say" };
        var status = new Option<bool>("--status") { Description = "Only tell how the last times went" };
        var command = new Command(
            "reconcile", "Compare the orders with Shopify's, fetch what was missed and explain what differs; the server does it every night") { all, status };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = await App.OpenAsync(parsed);
            var shop = app.Shop();
            if (parsed.GetValue(status)) return Status(app, shop);
            using var upstream = new Upstream(app);
            Console.Error.WriteLine($"Comparing {shop.Domain} with Shopify; Ctrl-C stops it, and the next time goes on from there.");
            Tell(await upstream.Reconcile.RunAsync(shop, app.Settings.Reconcile.Scope with { All = parsed.GetValue(all) }, cancellation), app, shop);
            return CommandLine.Fine;
        });
        return command;
    }

    static void Tell(Reconciliation result, App app, Shop shop)
    {
        Console.WriteLine(Words(result));
        Console.WriteLine(RemarkText.Of(ShopifyAgreement.Of(result, shop.TimeZone), app.Language));
        if (result.Differ > 0 || result.Days.Count > 0) Console.WriteLine("See which, and why, with: shopclv report reconcile");
    }

    static int Status(App app, Shop shop)
    {
        var history = app.Store.Reconciliations.History(shop.Id);
        foreach (var (at, result, failure) in history)
            Console.WriteLine(VisibleText.OneLine($"{Local(at, shop)}  {(result is null ? $"broken off: {failure}" : Words(result))}", LongestLine));
        if (history.Count == 0) Console.WriteLine($"{shop.Domain} was never compared with Shopify; do it with: shopclv reconcile");
        return CommandLine.Fine;
    }

    static string Words(Reconciliation result) => string.Create(
        CultureInfo.InvariantCulture,
        $"days since {result.From:yyyy-MM-dd}, {result.Fetched:N0} orders fetched, {result.Mended:N0} mended, {result.Deleted:N0} deleted; "
        + $"{result.Customers:N0} customers, {result.Differ:N0} differ, {result.Unexplained:N0} not explained");

    static string Local(DateTimeOffset at, Shop shop) => TimeZoneInfo.ConvertTime(at, shop.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
