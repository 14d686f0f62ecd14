using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class PlainCsvTests
{
    [Fact]
    public async Task Every_column_is_read()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync("""
            customer_id,ordered_at,amount,order_id,email,name,currency
            7100000000001,2024-03-05T14:22:31+01:00,114.90,5400000001001,Sanne@Example.NL,Sanne de Vries,EUR
            """);

        Assert.Equal((ImportFormat.PlainCsv, 1, 0), (result.Format, result.Stored, result.Rejected));
        var order = shop.Order(5_400_000_001_001);
        Assert.Equal((11490, 11490, 11490, 7_100_000_000_001), (order.Paid, order.Current, order.Ordered, order.Customer));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 13, 22, 31, TimeSpan.Zero).ToUnixTimeSeconds(), order.ProcessedAt);
        var buyer = shop.Customer(new CustomerId(7_100_000_000_001));
        Assert.Equal((CustomerKind.Account, "Sanne de Vries", "sanne@example.nl"), (buyer.Kind, buyer.Name, buyer.Email));
    }

    [Fact]
    public async Task Where_names_are_not_kept_a_shifted_column_leaves_none_in_the_quarantine()
    {
        await using var shop = await ImportDriver.StartAsync(noPersonalData: true);
        await shop.ImportAsync("customer_id,ordered_at,amount\n1,2024-03-05,Jan de Vries\n2,jan@geheim.nl,1.00\n3,2024-03-05,9.00\n");
        Assert.Equal(
            ["found … in ordered_at", "found … in amount"],
            shop.Store.Quarantine(null, long.MaxValue, 9).Select(q => q.What.Reason[..q.What.Reason.IndexOf(',', StringComparison.Ordinal)]).ToList());
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public async Task Columns_stand_in_any_order_with_any_separator(string separator)
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join("\r\n",
            string.Join(separator, "Amount", "colour", "\"Ordered_At\"", "CUSTOMER_ID"),
            string.Join(separator, "1234.5", $"\"red{separator} blue\"", "2024-03-05", "77")));
        Assert.Equal((1, 0), (result.Stored, result.Rejected));
        Assert.Equal(123450, Assert.Single(shop.Facts().Orders).Paid);
    }

    [Fact]
    public async Task A_customer_is_a_number_of_Shopify_another_systems_text_an_address_or_nobody()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync("""
            customer_id,ordered_at,amount,email
            7100000000001,2024-03-05,1.00,
            K-0042,2024-03-05,2.00,
            007,2024-03-05,3.00,
            ,2024-03-05,4.00,Piet@Example.nl
            ,2024-03-05,5.00,
            """);

        long Buyer(long amount) => shop.Facts().Orders.Single(order => order.Paid == amount).Customer;
        Assert.Equal(7_100_000_000_001, Buyer(100));
        LedgerCustomer Who(long amount) => shop.Customer(new CustomerId(Buyer(amount)));
        Assert.Equal((CustomerKind.Imported, "K-0042"), (Who(200).Kind, Who(200).Label));
        Assert.Equal((CustomerKind.Imported, "007"), (Who(300).Kind, Who(300).Label));
        Assert.Equal((CustomerKind.Guest, "piet@example.nl"), (Who(400).Kind, Who(400).Email));
        Assert.Equal(0, Buyer(500));
    }

    // Amsterdam: clocks skip 02:00 to 03:00 on 31 March 2024, and show 02:00 to 03:00 twice on 27 October 2024.
    [Theory]
    [InlineData("2024-03-05", "2024-03-04T23:00:00Z")]
    [InlineData("2024-07-05", "2024-07-04T22:00:00Z")]
    [InlineData("2024-03-05 14:22", "2024-03-05T13:22:00Z")]
    [InlineData("2024-03-05 14:22:31", "2024-03-05T13:22:31Z")]
    [InlineData("2024-07-05T14:22:31", "2024-07-05T12:22:31Z")]
    [InlineData("2024-03-05T14:22:31.75Z", "2024-03-05T14:22:31Z")]
    [InlineData("2024-03-05 14:22:31 +0530", "2024-03-05T08:52:31Z")]
    [InlineData("2024-03-05 14:22:31-05:00", "2024-03-05T19:22:31Z")]
    [InlineData("2024-03-05 14:22:31 UTC", "2024-03-05T14:22:31Z")]
    [InlineData("2024-03-31 02:30", "2024-03-31T01:30:00Z")]
    [InlineData("2024-10-27 02:30", "2024-10-27T00:30:00Z")]
    public async Task A_day_or_a_clock_reading_is_the_shops_and_an_offset_overrides_it(string written, string instant)
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync($"customer_id,ordered_at,amount\n1,{written},1.00\n");
        var expected = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected.ToUnixTimeSeconds(), Assert.Single(shop.Facts().Orders).ProcessedAt);
    }

    [Theory]
    [InlineData("1,2024-03-05,\"1.234,56\"", "found \"1.234,56\" in amount, expected an amount such as 1234.56")]
    [InlineData("1,2024-03-05,€ 12.00", "found \"€ 12.00\" in amount, expected an amount such as 1234.56")]
    [InlineData("1,2024-03-05,-5.00", "found \"-5.00\" in amount, expected no negative amount; money given back is not read from here")]
    [InlineData("1,2024-03-05,1.234", "found \"1.234\" in amount, expected at most 2 decimals and no thousands separator")]
    [InlineData("1,2024-03-05,1e3", "found \"1e3\" in amount, expected an amount such as 1234.56")]
    [InlineData("1,2024-03-05,", "found nothing in amount, expected an amount such as 1234.56")]
    [InlineData("1,2024-03-05,99999999999999", "found 99999999999999 in amount, expected less than 9 million million")]
    [InlineData("1,2024-03-05,12,50", "found 4 fields, expected 3; a field with a , in it must stand in quotes")]
    [InlineData("1,05-03-2024,1.00", "found \"05-03-2024\" in ordered_at, expected a time from 1970 to 2106, such as 2024-03-05")]
    [InlineData("1,2024-02-30,1.00", "found \"2024-02-30\" in ordered_at, expected a time from 1970 to 2106, such as 2024-03-05")]
    [InlineData("1,,1.00", "found nothing in ordered_at, expected when it was ordered, such as 2024-03-05")]
    [InlineData("1,2024-03-05,\"1.00", "found a quote that is not closed, or text behind a closing one; expected \"…\"")]
    [InlineData("1,2024-03-05,\"1.00\"x", "found a quote that is not closed, or text behind a closing one; expected \"…\"")]
    public async Task A_bad_line_costs_itself_alone_and_says_why(string bad, string reason)
    {
        await using var shop = await ImportDriver.StartAsync();
        var rows = Enumerable.Range(1, 40).Select(i => i % 3 == 0 ? $"{i},\"2024-03-05\",1.00" : $"{i},2024-03-05,1.00").ToList();
        rows.Insert(20, bad);
        var result = await shop.ImportAsync($"customer_id,ordered_at,amount\n{string.Join('\n', rows)}\n", name: "orders.csv");

        Assert.Equal((40, 1), (result.Stored, result.Rejected));
        var rejected = Assert.Single(result.FirstRejected);
        Assert.Equal(22, rejected.Line);
        Assert.StartsWith(reason, rejected.Reason, StringComparison.Ordinal);
        var kept = Assert.Single(shop.Quarantine());
        Assert.Equal(("orders.csv line 22", "plain-csv"), (kept.Source, kept.Format));
        Assert.Equal($"customer_id,ordered_at,amount\n{bad}", Encoding.UTF8.GetString(kept.Body.Span));
        Assert.Throws<PayloadException>(() => ImportLine.Read(ImportFormat.PlainCsv, shop.Shop, kept.Body));
    }

    [Fact]
    public async Task What_was_rejected_is_read_again_with_its_header()
    {
        await using var shop = await ImportDriver.StartAsync();
        var mended = ImportLine.Read(ImportFormat.PlainCsv, shop.Shop, Encoding.UTF8.GetBytes("amount;customer_id;ordered_at\n1.50;7;2024-03-05\n"));
        Assert.Equal(150, Assert.IsType<OrderSeen>(Assert.Single(mended)).Order.Amounts.Ordered);
    }

    [Fact]
    public async Task Two_open_quotes_do_not_swallow_the_lines_between_them()
    {
        await using var shop = await ImportDriver.StartAsync();
        var rows = Enumerable.Range(1, 30).Select(i => $"{i},2024-03-05,1.00,x").ToList();
        rows[9] = "10,2024-03-05,1.00,\"Jan";
        rows[19] = "20,2024-03-05,1.00,Piet\"";
        var result = await shop.ImportAsync($"customer_id,ordered_at,amount,name\n{string.Join('\n', rows)}\n");
        Assert.Equal((28, 2), (result.Stored, result.Rejected));
        Assert.Equal([11L, 21L], result.FirstRejected.Select(line => line.Line));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_one_line_of_a_large_file()
    {
        await using var shop = await ImportDriver.StartAsync();
        IEnumerable<byte[]> Parts()
        {
            yield return "customer_id,ordered_at,amount,name\n1,2024-03-05,1.00,\"Jan\n"u8.ToArray();
            var comment = new string('x', 100_000);
            for (var i = 2; i <= 200; i++) yield return Encoding.UTF8.GetBytes($"{i},2024-03-05,1.00,{comment}\n");
        }

        var result = await shop.ImportAsync(new LazyStream(Parts()));
        Assert.Equal((199, 1), (result.Stored, result.Rejected));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_passed_over()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(
            "customer_id,ordered_at,amount,name\n1,2024-03-05,1.00,a\n"
            + $"2,2024-03-05,1.00,{new string('x', 40 << 20)}\n3,2024-03-05,1.00,b\n")));
        Assert.Equal((2, 1), (result.Stored, result.Rejected));
        Assert.Equal(3, result.FirstRejected[0].Line);
        Assert.Contains("longer than 16 MB", result.FirstRejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_import_and_equal_lines_change_nothing()
    {
        await using var shop = await ImportDriver.StartAsync();
        var file = "customer_id,ordered_at,amount\n1,2024-03-05,1.00\n1,2024-03-05,1.00\n1,2024-03-05,2.00\nK1,2024-03-06,3.00\n";
        var first = await shop.ImportAsync(file);
        var second = await shop.ImportAsync(file);
        Assert.Equal((3, 1), (first.Stored, first.Unchanged));
        Assert.Equal((0, 4), (second.Stored, second.Unchanged));
        Assert.Equal(3, shop.Facts().Orders.Count);
    }

    [Theory]
    [InlineData("JPY", "1500", 1500)]
    [InlineData("KWD", "1.234", 1234)]
    [InlineData("EUR", "12.3400", 1234)]
    public async Task Amounts_have_the_currencys_decimals(string currency, string amount, long minor)
    {
        await using var shop = await ImportDriver.StartAsync(currency);
        await shop.ImportAsync($"customer_id,ordered_at,amount\n1,2024-03-05,{amount}\n");
        Assert.Equal(minor, Assert.Single(shop.Facts().Orders).Paid);
    }

    [Fact]
    public async Task Hostile_names_are_text()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join('\n',
            "customer_id,ordered_at,amount,name",
            "1,2024-03-05,1.00,\"=HYPERLINK(\"\"x\"\")\"",
            "2,2024-03-05,1.00,<script>\0",
            $"3,2024-03-05,1.00,{new string('é', 10_000)}"));
        Assert.Equal(0, result.Rejected);
        Assert.Equal(
            ["=HYPERLINK(\"x\")", "<script>\uFFFD", new string('é', 255)], shop.Facts().Customers.Select(customer => customer.Name));
    }
}
