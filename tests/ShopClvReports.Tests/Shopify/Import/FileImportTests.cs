using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class FileImportTests
{
    const long First = 5_400_000_001_001;

    [Theory]
    [InlineData("{\"id\":1,\"total_price\":\"1.00\"}", ImportFormat.Webhook)]
    [InlineData("  \n[{\"id\":1,\"admin_graphql_api_id\":\"gid://shopify/Order/1\"}]", ImportFormat.Webhook)]
    [InlineData("{\"orders\":[{\"id\":1,\"email\":\"\",\"created_at\":\"\"}]}", ImportFormat.Webhook)]
    [InlineData("{\"id\":\"gid://shopify/Order/1\"}", ImportFormat.Bulk)]
    [InlineData("{\"title\":\"x\",\"__parentId\":\"gid://shopify/Order/1\"}", ImportFormat.Bulk)]
    [InlineData("{\"name\":\"#1\",\"totalPriceSet\":{}}", ImportFormat.Bulk)]
    [InlineData("{broken\n{\"name\":\"#1\",\"totalPriceSet\":{}}", ImportFormat.Bulk)]
    [InlineData("Name,Email,Financial Status,Lineitem name,Total,Created at,Lineitem quantity,Lineitem price", ImportFormat.AdminCsv)]
    [InlineData("\"ordered_at\";\"amount\";\"customer_id\"", ImportFormat.PlainCsv)]
    public async Task A_file_is_known_by_how_it_begins(string text, ImportFormat format)
    {
        await using var shop = await ImportDriver.StartAsync();
        Assert.Equal(format, (await shop.ImportAsync(new OneWayStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), most: 3))).Format);
    }

    [Theory]
    [InlineData("", "orders.txt is empty")]
    [InlineData("<html>", "begins with '<html>', which is no format known here")]
    [InlineData("PK\u0003\u0004abc", "which is a ZIP file or an Excel workbook")]
    [InlineData("{\"a\":1}", "which is JSON without orders")]
    [InlineData("customer;amount", "begins with 'customer;amount'")]
    public async Task A_file_of_another_kind_is_refused_with_what_was_found(string text, string said)
    {
        await using var shop = await ImportDriver.StartAsync();
        var refused = await Assert.ThrowsAsync<ImportException>(() => shop.ImportAsync(text));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("customer_id, ordered_at, amount", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_columns_are_named()
    {
        await using var shop = await ImportDriver.StartAsync();
        var refused = await Assert.ThrowsAsync<ImportException>(
            () => shop.ImportAsync("Name,Financial Status,Lineitem name,Total\n", name: "export.csv"));
        Assert.StartsWith(
            "export.csv has no column Email, Created at, Lineitem quantity, Lineitem price; found Name, Financial Status, Lineitem name, Total",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UTF_16_is_refused_by_name()
    {
        await using var shop = await ImportDriver.StartAsync();
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode })
            foreach (var bytes in new[] { encoding.GetBytes("customer_id"), [.. encoding.GetPreamble(), .. encoding.GetBytes("customer_id")] })
                Assert.Contains("UTF-16", (await Assert.ThrowsAsync<ImportException>(() => shop.ImportAsync(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_given_as_the_wrong_format_fills_no_quarantine()
    {
        await using var shop = await ImportDriver.StartAsync();
        var file = "customer_id,ordered_at,amount\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},2024-03-05,€ 1.00\n"));
        var refused = await Assert.ThrowsAsync<ImportException>(() => shop.ImportAsync(file));
        Assert.StartsWith("none of the first 1000 lines", refused.Message, StringComparison.Ordinal);
        Assert.Empty(shop.Quarantine());
    }

    [Fact]
    public async Task No_more_than_twenty_rejected_lines_are_shown_and_all_are_counted_and_kept()
    {
        await using var shop = await ImportDriver.StartAsync();
        var file = "customer_id,ordered_at,amount\n1,2024-03-05,1.00\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},2024-03-05,x\n"));
        var result = await shop.ImportAsync(file);
        Assert.Equal((1, 50, 20, 50), (result.Stored, result.Rejected, result.FirstRejected.Count, shop.Quarantine().Count));
        await shop.ImportAsync(file);
        Assert.Equal(50, shop.Quarantine().Count);
    }

    [Fact]
    public async Task The_same_order_from_webhook_bulk_and_export_is_one_order_of_one_person()
    {
        var webhook = OrderJson.Build(First, number: "#1001", total: 114.90m);
        var bulk = BulkJson.Line(13_001_000_000_000_101, First) + "\n" + BulkJson.Order(First);
        var export = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id,Billing Name\n"
            + $"#1001,Sanne.deVries@example.nl,paid,EUR,114.90,2025-03-14 15:09:26 +0100,1,Merino trui,79.95,{First},Sanne de Vries\n";
        (ImportFormat Format, byte[] File)[] files =
        [
            (ImportFormat.Webhook, webhook), (ImportFormat.Bulk, Encoding.UTF8.GetBytes(bulk)),
            (ImportFormat.AdminCsv, Encoding.UTF8.GetBytes(export)),
        ];

        foreach (var order in new int[][] { [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0] })
        {
            await using var shop = await ImportDriver.StartAsync();
            foreach (var i in order)
            {
                var result = await shop.ImportAsync(files[i].File);
                Assert.Equal((files[i].Format, 0), (result.Format, result.Rejected));
            }

            var report = ClvReport.Build(shop.Ledger(), shop.Shop, AsOf.Parse("2025-12-31", shop.Shop.TimeZone), new ReportQuery(Period.All));
            var section = Assert.Single(report.Sections);
            Assert.Equal((1, new Tally(1, 11490), new Tally(0, 0)), (section.Totals.Customers, section.Totals.Total, section.Totals.WithoutCustomer));
            Assert.Equal("7100000000001", Assert.Single(section.Ids));
        }
    }

    [Fact]
    public async Task A_guest_of_the_export_is_the_account_with_the_same_address()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(OrderJson.Build(First));
        await shop.ImportAsync("customer_id,ordered_at,amount,email\n,2025-03-01,10.00,SANNE.devries@example.nl\n");
        Assert.Equal((1, 2), (shop.Ledger().CustomerCount, shop.Ledger().OrderCount));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(1000)]
    public async Task What_stands_before_the_break_of_a_packed_file_is_imported_and_the_break_reported(int missing)
    {
        await using var shop = await ImportDriver.StartAsync();
        var random = new Random(1);
        var file = "customer_id,ordered_at,amount\n" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i},2024-03-05,{random.Next(1, 99)}.00\n"));
        var packed = ImportDriver.Gzip(Encoding.UTF8.GetBytes(file));

        var broken = await Assert.ThrowsAsync<ImportException>(() => shop.ImportAsync(packed[..^missing], name: "orders.csv.gz"));

        Assert.StartsWith("orders.csv.gz cannot be read beyond byte", broken.Message, StringComparison.Ordinal);
        var stored = shop.Facts().Orders.Count;
        Assert.InRange(stored, 500, 2000);
        Assert.EndsWith($" Imported before that: {stored}.", broken.Message, StringComparison.Ordinal);
        var whole = await shop.ImportAsync(packed);
        Assert.Equal((2000, 0), (whole.Stored + stored, whole.Rejected));
    }

    [Fact]
    public async Task Packed_files_one_after_the_other_are_one_file()
    {
        await using var shop = await ImportDriver.StartAsync();
        byte[] file = [.. ImportDriver.Gzip("customer_id,ordered_at,amount\n1,2024-03-05,1.00\n"u8.ToArray()), .. ImportDriver.Gzip("2,2024-03-05,1.00\n"u8.ToArray())];
        Assert.Equal(2, (await shop.ImportAsync(file)).Stored);
    }

    [Fact]
    public async Task What_a_cancelled_import_left_a_second_one_completes()
    {
        await using var shop = await ImportDriver.StartAsync();
        using var cancel = new CancellationTokenSource();
        IEnumerable<byte[]> Parts(bool cancelling)
        {
            yield return "customer_id,ordered_at,amount\n"u8.ToArray();
            for (var i = 1; i <= 60_000; i++)
            {
                if (cancelling && i == 50_000) cancel.Cancel();
                yield return Encoding.UTF8.GetBytes($"{i},2024-03-05,1.00\n");
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.ImportAsync(new LazyStream(Parts(true)), cancellation: cancel.Token));
        var before = shop.Facts().Orders.Count;
        Assert.InRange(before, 1, 50_000);
        var result = await shop.ImportAsync(new LazyStream(Parts(false)));
        Assert.Equal((60_000 - before, before), (result.Stored, result.Unchanged));
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_import_with_its_own_reason()
    {
        await using var shop = await ImportDriver.StartAsync();
        IEnumerable<byte[]> Parts()
        {
            yield return "customer_id,ordered_at,amount\n"u8.ToArray();
            for (var i = 1; i <= 50_000; i++)
            {
                if (i == 20_000) shop.Store.DisposeAsync().AsTask().Wait();
                yield return Encoding.UTF8.GetBytes($"{i},2024-03-05,1.00\n");
            }
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => shop.ImportAsync(new LazyStream(Parts())));
    }

    [Fact]
    public async Task Progress_tells_bytes_of_the_file_and_counts()
    {
        await using var shop = await ImportDriver.StartAsync();
        var rows = string.Concat(Enumerable.Range(1, 500).Select(i => $"{i},2024-03-05,1.00\n"));
        var packed = ImportDriver.Gzip(Encoding.UTF8.GetBytes($"customer_id,ordered_at,amount\n{rows}x,x,x\n"));
        var seen = new Seen();
        await FileImport.RunAsync(shop.Store, shop.Shop, new MemoryStream(packed), "x", null, packed.Length, seen, default);
        Assert.Equal(new ImportProgress(packed.Length, packed.Length, 500, 0, 1), seen.All[^1]);
        Assert.Equal(seen.All.OrderBy(one => one.Stored).Select(one => one.Stored), seen.All.Select(one => one.Stored));
    }

    sealed class Seen : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];
        public void Report(ImportProgress value) => All.Add(value);
    }
}
