using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class AdminCsvTests
{
    const string Header =
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
        + "Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
        + "Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Shipping Name,Notes,Cancelled at,"
        + "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Id,Tags,Risk Level,Source,Lineitem discount";

    /// <summary>An order's first row.</summary>
    static string Row(
        string name, string email = "Sanne.deVries@example.nl", string status = "paid", string total = "114.90", string refunded = "0.00",
        string outstanding = "0.00", string cancelled = "", string id = "", string notes = "") =>
        $"{name},{email},{status},2025-03-14 15:10:00 +0100,fulfilled,,no,EUR,109.95,4.95,19.51,{total},,0.00,Standaard,"
        + "2025-03-14 15:09:26 +0100,1,\"Merino trui, heren\",79.95,,SKU-1,true,true,fulfilled,"
        + $"Sanne de Vries,Dorpsstraat 12,S. de Vries,{notes},{cancelled},Shopify Payments,c1,{refunded},Voorbeeld,{outstanding},,{id},,Low,web,0.00";

    /// <summary>A row of a further line.</summary>
    static string Next(string name, string line, string discount = "0.00") =>
        $"{name},,,,,,,,,,,,,,,2025-03-14 15:09:26 +0100,{line},,SKU-2,true,true,fulfilled,,,,,,,,,Voorbeeld,,,,,,,{discount}";

    static string File(params string[] rows) => string.Join("\r\n", [Header, .. rows, ""]);

    [Fact]
    public async Task An_order_is_all_its_rows()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(File(
            Row("#1001", status: "partially_refunded", refunded: "79.95", id: "5400000001001"),
            Next("#1001", "3,Wollen sokken,12.50", "7.50"),
            Row("#1002", id: "5400000001002")));

        Assert.Equal((ImportFormat.AdminCsv, 2, 0), (result.Format, result.Stored, result.Rejected));
        var order = shop.Order(5_400_000_001_001);
        Assert.Equal((3495, 3495, 11490), (order.Paid, order.Current, order.Ordered));
        Assert.Equal(new DateTimeOffset(2025, 3, 14, 14, 9, 26, TimeSpan.Zero).ToUnixTimeSeconds(), order.ProcessedAt);
        Assert.Equal("5400000001001 [[-1,null,\"Merino trui, heren\",1,1,7995,false],[-2,null,\"Wollen sokken\",3,3,3000,false]]", shop.Lines()[0]);
        var guest = shop.Customer(new CustomerId(DerivedId.Of("email", "sanne.devries@example.nl")));
        Assert.Equal((CustomerKind.Guest, "Sanne de Vries", "sanne.devries@example.nl"), (guest.Kind, guest.Name, guest.Email));
    }

    [Theory]
    [InlineData("paid", "0.00", 11490)]
    [InlineData("pending", "114.90", 0)]
    [InlineData("authorized", "114.90", 0)]
    [InlineData("partially_paid", "14.90", 10000)]
    [InlineData("voided", "0.00", 0)]
    [InlineData("refunded", "-5.00", 11490)]
    public async Task Money_received_follows_from_the_payment_state(string status, string outstanding, long received)
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(File(Row("#1001", status: status, outstanding: outstanding)));
        Assert.Equal(received, Assert.Single(shop.Facts().Orders).Paid);
    }

    [Fact]
    public async Task Without_an_id_the_name_is_the_id_and_a_second_import_changes_nothing()
    {
        await using var shop = await ImportDriver.StartAsync();
        var file = File(Row("#1001"), Next("#1001", "1,Muts,5.00"), Row("#1002", email: ""));
        await shop.ImportAsync(file);
        var again = await shop.ImportAsync(file);
        Assert.Equal((0, 2), (again.Stored, again.Unchanged));
        Assert.Equal(0, shop.Order(DerivedId.Of("order", "#1002")).Customer);
        Assert.NotEqual(0, shop.Order(DerivedId.Of("order", "#1001")).Customer);
    }

    [Fact]
    public async Task A_cancelled_order_is_newer_than_the_same_order_before()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(File(Row("#1001", id: "5400000001001", status: "refunded", refunded: "114.90", cancelled: "2025-03-20 09:00:00 +0100")));
        await shop.ImportAsync(File(Row("#1001", id: "5400000001001")));
        var order = shop.Order(5_400_000_001_001);
        Assert.Equal((true, 0), (order.Cancelled, order.Paid));
    }

    [Fact]
    public async Task Two_orders_of_one_name_are_told_apart_by_their_ids()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(File(Row("#1001", id: "5400000001001"), Row("#1001", id: "5400000001002")));
        Assert.Equal(2, result.Stored);
    }

    [Theory]
    [InlineData("x,Muts,5.00", "its row on line 4: found \"x\" in Lineitem quantity, expected a quantity from 0 to 2147483647")]
    [InlineData("1,Muts,\"5,00\"", "its row on line 4: found \"5,00\" in Lineitem price, expected an amount such as 1234.56")]
    public async Task A_bad_row_costs_its_whole_order_and_no_other(string bad, string reason)
    {
        await using var shop = await ImportDriver.StartAsync();
        var (first, next) = (Row("#1002", id: "5400000001002"), Next("#1002", bad));
        var result = await shop.ImportAsync(File(Row("#1001"), first, next, Row("#1003")), name: "orders_export.csv");

        Assert.Equal((2, 1), (result.Stored, result.Rejected));
        Assert.Equal(new RejectedLine(3, reason), Assert.Single(result.FirstRejected));
        var kept = Assert.Single(shop.Quarantine());
        Assert.Equal(("orders_export.csv line 3", "admin-csv"), (kept.Source, kept.Format));
        Assert.Equal($"{Header}\n{first}\n{next}\n", Encoding.UTF8.GetString(kept.Body.Span).Replace("\r", "", StringComparison.Ordinal));
        var mended = Encoding.UTF8.GetString(kept.Body.Span).Replace(bad, "1,Muts,5.00", StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<OrderSeen>(Assert.Single(ImportLine.Read(ImportFormat.AdminCsv, shop.Shop, Encoding.UTF8.GetBytes(mended)))).Order.Lines.Count);
    }

    [Fact]
    public async Task An_id_that_a_spreadsheet_has_rounded_is_refused()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(File(Row("#1001", id: "5.4E+12")));
        Assert.Contains("a spreadsheet has rounded it", Assert.Single(result.FirstRejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_may_run_over_lines()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(File(Row("#1001", notes: "\"Bel aan\nbij de buren, \"\"links\"\"\""), Row("#1002", total: "x")));
        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        Assert.Equal(4, result.FirstRejected[0].Line);
    }
}
