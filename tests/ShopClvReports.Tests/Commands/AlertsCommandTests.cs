using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>What the commands about alerts show of customers is written down, before it is shown.</summary>
public sealed class AlertsCommandTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _data = new();

    public async Task InitializeAsync()
    {
        await using var app = await OpenAsync();
        var (shop, now) = (await app.Store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null), DateTimeOffset.UtcNow);
        OrderSeen Order(long id, long customer, double daysAgo) =>
            new(Some.Order(id, customer, 60_00, processedAt: now.AddDays(-daysAgo)), [], Some.Customer(customer, $"Klant {customer}", $"{customer}@example.nl"));

        await app.Store.ImportAsync(shop.Id, [Order(1, 11, 70), Order(2, 12, 80), .. Enumerable.Range(3, 9).Select(i => Order(i, 999, i / 10.0))], []);
        var rule = new AlertRule(new HighValue(HighValueBy.Amount, 50), QuietDays: 60, PendingHours: 0);
        var vips = await app.Store.Schedules.SaveScheduleAsync(shop.Id, "vips", SomeRun.Definition with { Alert = rule }, now);
        foreach (var customer in (long[])[11, 12])
            await app.Store.Alerts.ChangeAsync(
                shop.Id, [new AlertChange(new Alert(0, vips.Id, new CustomerId(customer), AlertState.Pending, 1, now), "pending")], (_, _) => true, now.AddMinutes(customer));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _data.Dispose();

    Task<App> OpenAsync() => App.OpenAsync(CommandLine.Build().Parse(["--data", _data.Folder, "check"]));

    [Theory]
    [InlineData("list", "alerts list", 2)]
    [InlineData("history", "alerts history", 2)]
    [InlineData("history --last 1", "alerts history", 1)]
    [InlineData("history 12@EXAMPLE.nl", "alerts history", 1)]
    [InlineData("history 11", "alerts history", 1)]
    [InlineData("history nobody@example.nl", "alerts history", 0)]
    [InlineData("check --dry-run", "alerts check of vips", 2)]
    public async Task Who_is_shown_is_written_down(string command, string what, int customers)
    {
        Assert.Equal(CommandLine.Fine, await CommandLine.RunAsync(["--data", _data.Folder, "alerts", .. command.Split(' ')]));
        await using var app = await OpenAsync();
        var access = Assert.Single(app.Store.Privacy.Log(app.Shop().Id, 10));
        Assert.Equal((what, "on the screen", customers), (access.What, access.Place, access.Customers));
    }
}
