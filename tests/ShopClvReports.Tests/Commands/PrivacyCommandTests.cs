using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What somebody types about a customer, also when it is mistyped.</summary>
public sealed class PrivacyCommandTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _data = new();

    public async Task InitializeAsync()
    {
        await using var app = await OpenAsync();
        var shop = await app.Store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null);
        await app.Store.ImportAsync(shop.Id, [new OrderSeen(Some.Order(1, 1), [], Some.Customer(1, "Anna", "anna@example.nl"))], []);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _data.Dispose();

    Task<App> OpenAsync() => App.OpenAsync(CommandLine.Build().Parse(["--data", _data.Folder, "check"]));

    string FileName(string name) => Path.Combine(_data.Folder, name);

    Task<int> RunAsync(params string[] typed) => CommandLine.RunAsync(["--data", _data.Folder, "privacy", .. typed]);

    [Fact]
    public async Task An_address_of_which_nothing_is_kept_is_not_said_to_be_erased()
    {
        Assert.Equal(CommandLine.Failed, await RunAsync("redact", "nobody@example.nl", "--yes"));

        await using var app = await OpenAsync();
        var obligation = Assert.Single(app.Store.Privacy.Obligations());
        Assert.Empty(obligation.Proof!.Rows);
        Assert.StartsWith("Nothing was kept", Assert.Single(obligation.Proof.Notes));
        Assert.Equal(1, app.Store.Check().Customers);
    }

    [Fact]
    public async Task A_mistyped_number_does_not_keep_out_the_customer_who_gets_it_later()
    {
        Assert.Equal(CommandLine.Failed, await RunAsync("redact", "99999", "--yes"));

        await using var app = await OpenAsync();
        Assert.Empty(app.Store.Privacy.Obligations());
        await app.Store.ImportAsync(app.Shop().Id, [new OrderSeen(Some.Order(2, 99_999), [], Some.Customer(99_999, "Bram", "bram@example.nl"))], []);
        Assert.Contains(app.Store.ChangesSince(app.Shop().Id, 0).Customers, c => c.Email == "bram@example.nl");
    }

    [Fact]
    public async Task Who_is_known_is_erased()
    {
        Assert.Equal(CommandLine.Fine, await RunAsync("redact", "1", "--yes"));

        await using var app = await OpenAsync();
        Assert.DoesNotContain(app.Store.ChangesSince(app.Shop().Id, 0).Customers, c => c.Email == "anna@example.nl");
    }

    [Fact]
    public async Task Of_whom_nothing_is_kept_no_file_is_written()
    {
        Assert.Equal(CommandLine.Failed, await RunAsync("export", "nobody@example.nl", "--out", FileName("nobody.json")));
        Assert.False(File.Exists(FileName("nobody.json")));
        Assert.Equal(CommandLine.Fine, await RunAsync("export", "anna@example.nl", "--out", FileName("anna.json")));
    }

    [Fact]
    public async Task A_request_is_fetched_by_its_number_though_a_customer_has_the_same()
    {
        await using (var app = await OpenAsync())
        {
            var asked = new PrivacyAsked(PrivacyKind.DataRequest, new CustomerId(1), "anna@example.nl", [], 9, DateTimeOffset.UtcNow);
            Assert.Equal(1, (await app.Store.Privacy.AskAsync(app.Shop().Id, asked, Obligation.Shopify)).Id);
            await (await Outgoing.OpenAsync(app)).Privacy.FulfilAsync();
        }

        Assert.Equal(CommandLine.WrongUsage, await RunAsync("export", "--out", FileName("none.json")));
        Assert.Equal(CommandLine.WrongUsage, await RunAsync("export", "1", "--request", "1", "--out", FileName("both.json")));
        Assert.Equal(CommandLine.WrongUsage, await RunAsync("export", "--request", "2", "--out", FileName("other.json")));
        Assert.Equal(CommandLine.Fine, await RunAsync("export", "--request", "1", "--out", FileName("request.json")));

        await using var after = await OpenAsync();
        Assert.Equal(ObligationState.Done, after.Store.Privacy.Find(1)!.State);
    }
}
