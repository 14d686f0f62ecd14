using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>One report on its way to a spreadsheet; sent again, it goes on where it stood.</summary>
sealed class SheetsDelivery(SheetsServer google, string destination, Content content, Language language = Language.En, int? chunk = null)
{
    public SheetsDelivery(SheetsServer google, string destination, Report report, Language language = Language.En, int? chunk = null)
        : this(google, destination, new Content.OfReport(report, []), language, chunk)
    {
    }

    /// <summary>So that even a few rows take several requests.</summary>
    const int TinyChunk = 1 << 10;

    ChannelDriver? _driver;
    string? _message;

    public Run Run { get; init; } = SomeRun.Scheduled;

    public SheetsTimes Times { get; init; } = SheetsTimes.Default;

    /// <summary>What was checkpointed and handed over.</summary>
    public List<string> Log => _driver!.Log;

    public async Task<Outcome> DeliverAsync()
    {
        var channel = new SheetsChannel(new StoppedClock(), null, Times, chunk ?? TinyChunk);
        var driver = new ChannelDriver(channel, Settings(google)) { Run = Run, Checkpoint = _driver?.Checkpoint };
        var message = await driver.RenderAsync(destination, content, language);
        Assert.True(_message is null || _message == message);
        (_driver, _message) = (driver, message);
        return await driver.SendAsync(destination, Assert.Single(channel.Recipients(Destination.Parse(destination))), message);
    }

    public static Dictionary<string, string> Settings(SheetsServer google) => new() { ["key_json"] = google.KeyJson(), ["base_url"] = google.Url };

    /// <summary>Customer 1 spent most.</summary>
    /// <param name="day">Of June: what the report speaks for.</param>
    public static Report Customers(int count, int day = 30)
    {
        var report = Some.Report(
            Enumerable.Range(1, count).Select(i => ((long)i, (string?)string.Create(CultureInfo.InvariantCulture, $"Customer {i}"), (string?)null)),
            Enumerable.Range(1, count).Select(i => new Some.Sale(i, "2026-01-01", 100_000_000 - i)));
        return report with { AsOf = AsOf.Parse($"2026-06-{day}", Some.DutchShop.TimeZone) };
    }
}
