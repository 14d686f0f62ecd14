using System.IO.Compression;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A shop in Amsterdam with a store of its own in a temporary directory, into which files are imported.</summary>
public sealed class ImportDriver : IAsyncDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("shopclv-tests-");

    ImportDriver(SqliteOptions options) => Store = SqliteStore.Open(_directory.FullName, new SecretBox(new byte[32]), options, TimeProvider.System);

    public SqliteStore Store { get; }

    public Shop Shop { get; private set; } = null!;

    public static async Task<ImportDriver> StartAsync(string currency = "EUR", string zone = "Europe/Amsterdam", bool noPersonalData = false)
    {
        var driver = new ImportDriver(new SqliteOptions { NoPersonalData = noPersonalData });
        driver.Shop = await driver.Store.SaveShopAsync("voorbeeld.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById(zone), new Currency(currency), null);
        return driver;
    }

    public Task<ImportResult> ImportAsync(string text, ImportFormat? format = null, string name = "orders.txt") =>
        ImportAsync(Encoding.UTF8.GetBytes(text), format, name);

    public Task<ImportResult> ImportAsync(byte[] file, ImportFormat? format = null, string name = "orders.txt") =>
        ImportAsync(new OneWayStream(new MemoryStream(file)), format, name);

    public Task<ImportResult> ImportAsync(
        Stream file, ImportFormat? format = null, string name = "orders.txt", IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default) =>
        FileImport.RunAsync(Store, Shop, file, name, format, null, progress, cancellation);

    /// <summary>Everything the store knows, in an order that does not depend on how it came to know it.</summary>
    public (List<LedgerOrder> Orders, List<LedgerCustomer> Customers) Facts()
    {
        var changes = Store.ChangesSince(Shop.Id, 0);
        return ([.. changes.Orders.OrderBy(order => order.Id)], [.. changes.Customers.OrderBy(customer => customer.Id)]);
    }

    public Ledger Ledger() => Analytics.Ledger.Empty.With(Store.ChangesSince(Shop.Id, 0));

    public LedgerOrder Order(long id) => Facts().Orders.Single(order => order.Id == id);

    public LedgerCustomer Customer(CustomerId id) => Facts().Customers.Single(customer => customer.Id == id.Value);

    /// <summary>The lines of every order, as the store keeps them.</summary>
    public IReadOnlyList<string> Lines()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "shopclv.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT order_id || ' ' || lines FROM order_lines ORDER BY order_id";
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read()) lines.Add(rows.GetString(0));
        return lines;
    }

    public IReadOnlyList<Rejected> Quarantine() => [.. Store.Quarantine(Shop.Id, long.MaxValue, 10_000).Select(entry => entry.What).Reverse()];

    public static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(plain);
        return packed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
