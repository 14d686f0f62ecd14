using System.IO.Compression;
using System.Text;

namespace ShopClvReports.EndToEnd;

public sealed class ImportTests : IDisposable
{
    const string Orders = """
        customer_id,ordered_at,amount,order_id,email,name,currency
        7,2026-01-05,10.50,1001,jan@example.com,Jan,EUR
        7,2026-02-05,20.00,1002,jan@example.com,Jan,EUR
        8,2026-03-05,5.25,1003,piet@example.com,Piet,EUR

        """;

    readonly UserFolder _folder = new();

    public ImportTests() => _folder.Environment.Clear();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plain_file_needs_no_set_up_and_changes_nothing_the_second_time()
    {
        _folder.Write("orders.csv", Orders);
        Assert.Contains("3 stored, 0 known already, 0 rejected", (await _folder.RunAsync("import", "orders.csv")).Fine());
        Assert.Contains("0 stored, 3 known already, 0 rejected", (await _folder.RunAsync("import", "orders.csv")).Fine());
        await AssertReportedAsync();
    }

    [Fact]
    public async Task A_gzipped_file_and_standard_input_are_taken_too()
    {
        await using (var packed = new GZipStream(File.Create(_folder.PathOf("orders.csv.gz")), CompressionLevel.Fastest))
            await packed.WriteAsync(Encoding.UTF8.GetBytes(Orders));
        (await _folder.RunAsync("import", "orders.csv.gz")).Fine();
        await using var piped = _folder.Start("import", "-");
        await piped.TypeAsync(Orders);
        Assert.Contains("0 stored, 3 known already", (await piped.EndAsync()).Fine());
        await AssertReportedAsync();
    }

    [Fact]
    public async Task A_bad_line_is_told_with_its_number_and_kept_and_the_rest_is_imported()
    {
        _folder.Write("orders.csv", Orders.Replace("2026-02-05,20.00", "gisteren,20.00"));
        var outcome = await _folder.RunAsync("import", "orders.csv");
        Assert.Contains("orders.csv line 3", outcome.Failed(1));
        Assert.Contains("2 stored, 0 known already, 1 rejected", outcome.Output);
        Assert.Contains("orders.csv line 3", (await _folder.RunAsync("quarantine", "list")).Fine());
        Assert.Contains("gisteren", (await _folder.RunAsync("quarantine", "show", "1")).Fine());
        Assert.Equal(2, (await _folder.ReportAsync("my-shop.myshopify.com")).Total.Orders);
    }

    [Fact]
    public async Task A_report_in_a_file_says_how_many_companies_are_in_it_and_not_how_many_lines()
    {
        string Order(int id, int company, int customer) => $$"""
            {"id":{{id}},"name":"#{{id}}","processed_at":"2026-01-05T12:00:00Z","currency":"EUR","total_price":"10.00","financial_status":"paid","company":{"id":{{company}}},"customer":{"id":{{customer}} } }
            """;
        _folder.Write("orders.json", $"[{Order(1, 7, 11)},{Order(2, 7, 12)},{Order(3, 8, 13)}]");
        (await _folder.RunAsync("import", "orders.json", "--format", "webhook")).Fine();
        var outcome = await _folder.RunAsync("report", "companies", "--out", "companies.xlsx");
        outcome.Fine();
        Assert.Contains("companies.xlsx: 2 companies", outcome.Error);
    }

    [Fact]
    public async Task Every_order_of_a_customer_is_listed_and_not_only_the_oldest()
    {
        var orders = Enumerable.Range(0, 43).Select(i => $"7,{new DateTime(2025, 1, 1).AddDays(i):yyyy-MM-dd},10.00,{2001 + i},jan@example.com,Jan,EUR\n");
        _folder.Write("orders.csv", Orders[..(Orders.IndexOf('\n') + 1)] + string.Concat(orders));
        (await _folder.RunAsync("import", "orders.csv")).Fine();
        var said = (await _folder.RunAsync("report", "customer", "7")).Fine();
        Assert.Contains("2001", said);
        Assert.Contains("2043", said);
        Assert.DoesNotContain("2043", (await _folder.RunAsync("report", "customer", "7", "--top", "25")).Fine());
    }

    [Fact]
    public async Task Where_no_names_are_kept_what_was_rejected_is_not_said_to_be()
    {
        _folder.Environment["SHOPCLV__Privacy__NoPersonalData"] = "true";
        _folder.Write("orders.csv", Orders.Replace("2026-02-05,20.00", "gisteren,20.00"));
        var said = (await _folder.RunAsync("import", "orders.csv")).Failed(1);
        Assert.Contains("is not kept, only why", said);
        Assert.DoesNotContain("rejected is kept", said);
    }

    async Task AssertReportedAsync()
    {
        var csv = (await _folder.RunAsync("report", "clv", "--format", "csv", "--columns", "name,total_spent,orders")).Fine().Split("\r\n");
        Assert.Equal("Customer name,Total spent,Number of orders,Currency", csv[0]);
        Assert.Equal("Jan,30.50,2,EUR", csv[1]);
        Assert.Equal("Piet,5.25,1,EUR", csv[2]);
    }
}
