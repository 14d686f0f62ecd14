namespace ShopClvReports.EndToEnd;

/// <summary>A server that the tests of a class share; each uses sales of its own.</summary>
public sealed class ServingShop : IAsyncLifetime
{
    internal const string PreviousSecret = "shpss_of_before_the_rotation";
    internal const string AdminSecret = "secret_of_the_shops_admin";
    internal const int MaxBodyBytes = 20_000;

    internal UserFolder Folder { get; } = new();
    internal ShopclvProcess Server { get; private set; } = null!;
    internal Uri Address { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        Folder.Environment["SHOPCLV__Shop__PreviousClientSecret"] = PreviousSecret;
        Folder.Environment["SHOPCLV__Shop__AdminSecret"] = AdminSecret;
        Folder.Environment["SHOPCLV__Serve__MaxBodyBytes"] = $"{MaxBodyBytes}";
        Server = await Folder.ServeAsync();
        Address = await Server.ListeningAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    internal WebhookSender Sender(string shop = UserFolder.Domain, string secret = UserFolder.Secret) => new(Address, shop, secret);

    /// <returns>What the report says of a sale; null when it is not stored.</returns>
    internal async Task<CustomerFigures?> FiguresAsync(Sale sale) => (await Folder.ReportAsync()).Customers.GetValueOrDefault(sale.Customer);
}
