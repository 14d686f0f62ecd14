using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class BulkFileTests
{
    const long First = 5_400_000_001_001;

    [Fact]
    public async Task An_order_with_its_lines_is_read_with_every_amount()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join('\n',
            BulkJson.Order(First, total: 114.90m, current: 34.95m, received: 114.90m, refunded: 79.95m, status: "PARTIALLY_REFUNDED"),
            BulkJson.Line(1, First, current: 0),
            BulkJson.Line(2, First, "Wollen sokken", 30.00m, quantity: 3)));

        Assert.Equal((ImportFormat.Bulk, 1, 0, 0), (result.Format, result.Stored, result.Unchanged, result.Rejected));
        var order = shop.Order(First);
        Assert.Equal((3495, 3495, 11490), (order.Paid, order.Current, order.Ordered));
        Assert.Equal(7_100_000_000_001, order.Customer);
        Assert.Equal(new DateTimeOffset(2025, 3, 14, 14, 9, 26, TimeSpan.Zero).ToUnixTimeSeconds(), order.ProcessedAt);
        Assert.Equal(
            $"{First} [[1,8200100200301,\"Merino trui, heren\",1,0,7995,false],[2,8200100200301,\"Wollen sokken\",3,3,3000,false]]",
            Assert.Single(shop.Lines()));
        var buyer = shop.Customer(new CustomerId(7_100_000_000_001));
        Assert.Equal(("Sanne de Vries", "sanne.devries@example.nl"), (buyer.Name, buyer.Email));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Lines_find_their_order_wherever_they_stand(int seed)
    {
        List<string> file = [];
        for (var i = 0; i < 200; i++)
        {
            file.Add(BulkJson.Order(First + i, customer: 7_100_000_000_000 + i % 40, email: $"c{i % 40}@example.nl"));
            for (var line = 0; line < i % 5; line++) file.Add(BulkJson.Line(i * 10 + line + 1, First + i, $"Artikel {i}-{line}", 10.00m + line));
        }

        await using var grouped = await ImportDriver.StartAsync();
        await grouped.ImportAsync(string.Join('\n', file));
        var lines = file.ToArray();
        new Random(seed).Shuffle(lines);
        await using var shuffled = await ImportDriver.StartAsync();
        var result = await shuffled.ImportAsync(string.Join('\n', lines));

        Assert.Equal((200, 0), (result.Stored, result.Rejected));
        Assert.Equal(160, shuffled.Lines().Count);
        Assert.Equal(grouped.Lines(), shuffled.Lines());
        Assert.Equal(grouped.Facts().Orders, shuffled.Facts().Orders);
        Assert.Equal(grouped.Facts().Customers, shuffled.Facts().Customers);
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await using var shop = await ImportDriver.StartAsync();
        var file = string.Join('\n', Enumerable.Range(0, 50).SelectMany(i => new[] { BulkJson.Line(i + 1, First + i), BulkJson.Order(First + i) }));
        await shop.ImportAsync(file);
        var (before, lines) = (shop.Facts(), shop.Lines());

        var again = await shop.ImportAsync(file);

        Assert.Equal((0, 50, 0), (again.Stored, again.Unchanged, again.Rejected));
        Assert.Equal(before.Orders, shop.Facts().Orders);
        Assert.Equal(lines, shop.Lines());
    }

    [Fact]
    public async Task A_line_without_its_order_is_rejected_and_the_rest_imported()
    {
        await using var shop = await ImportDriver.StartAsync();
        var orphan = BulkJson.Line(9, 4_242);
        var result = await shop.ImportAsync(string.Join('\n', BulkJson.Order(First), orphan, BulkJson.Line(1, First)), name: "bulk.jsonl");

        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        var rejected = Assert.Single(result.FirstRejected);
        Assert.Equal((2, "found a line of order 4242, expected that order in the same file"), (rejected.Line, rejected.Reason));
        var kept = Assert.Single(shop.Quarantine());
        Assert.Equal(("bulk.jsonl line 2", "bulk", orphan), (kept.Source, kept.Format, System.Text.Encoding.UTF8.GetString(kept.Body.Span)));
    }

    [Fact]
    public async Task An_order_with_a_line_that_cannot_be_read_is_kept_whole_and_can_be_read_again()
    {
        await using var shop = await ImportDriver.StartAsync();
        var bad = BulkJson.Line(1, First).Replace("\"quantity\":1", "\"quantity\":-1", StringComparison.Ordinal);
        var result = await shop.ImportAsync(string.Join('\n', BulkJson.Order(First), BulkJson.Order(First + 1), bad, BulkJson.Line(2, First)));

        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        Assert.StartsWith("its line item on line 3: found -1 at $.quantity", Assert.Single(result.FirstRejected).Reason, StringComparison.Ordinal);
        var body = System.Text.Encoding.UTF8.GetString(Assert.Single(shop.Quarantine()).Body.Span);
        Assert.Throws<PayloadException>(() => ImportLine.Read(ImportFormat.Bulk, shop.Shop, Bytes(body)));
        var mended = ImportLine.Read(ImportFormat.Bulk, shop.Shop, Bytes(body.Replace("\"quantity\":-1", "\"quantity\":1", StringComparison.Ordinal)));
        Assert.Equal([1L, 2L], Assert.IsType<OrderSeen>(Assert.Single(mended)).Order.Lines.Select(line => line.Id));
    }

    [Fact]
    public async Task Lines_within_the_order_count_like_lines_beside_it()
    {
        await using var beside = await ImportDriver.StartAsync();
        await beside.ImportAsync(string.Join('\n', BulkJson.Order(First), BulkJson.Line(1, First), BulkJson.Line(2, First)));
        var (first, second) = (BulkJson.Line(1, First), BulkJson.Line(2, First));
        foreach (var inline in new[]
        {
            $"[{first},{second}]", $$"""{"nodes":[{{first}},{{second}}]}""", $$"""{"edges":[{"node":{{first}}},{"node":{{second}}}]}""",
        })
        {
            await using var within = await ImportDriver.StartAsync();
            var result = await within.ImportAsync(BulkJson.Order(First, extra: $",\"lineItems\":{inline}"));
            Assert.Equal((1, 0), (result.Stored, result.Rejected));
            Assert.Equal(beside.Lines(), within.Lines());
        }
    }

    [Fact]
    public async Task An_order_of_a_company_is_told_from_that_of_a_person()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(string.Join('\n',
            BulkJson.Order(First, extra: ""","purchasingEntity":{"company":{"id":"gid:\/\/shopify\/Company\/71","name":"Acme"}}"""),
            BulkJson.Order(First + 1, extra: ""","purchasingEntity":{"id":"gid:\/\/shopify\/Customer\/7100000000001"}""")));
        List<(OrderId, OrderCompany)> companies = [];
        shop.Store.ReadCompanies(shop.Shop.Id, (order, company) => companies.Add((order, company)));
        Assert.Equal([(new OrderId(First), new OrderCompany(71, "Acme"))], companies);
    }

    [Theory]
    [InlineData("""{"source":"google","utmParameters":{"source":"","medium":" ","campaign":null}}""", "google")]
    [InlineData("""{"utmParameters":{"source":"  "},"source":"google"}""", "google")]
    [InlineData("""{"utmParameters":{"source":"nieuwsbrief"},"source":"google"}""", "nieuwsbrief")]
    [InlineData("""{"utmParameters":null,"source":"google"}""", "google")]
    [InlineData("""{"utmParameters":{"source":" "},"source":""}""", null)]
    public async Task A_link_that_names_no_source_leaves_what_Shopify_made_of_the_visit(string visit, string? source)
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(BulkJson.Order(First, extra: $",\"customerJourneySummary\":{{\"ready\":true,\"firstVisit\":{visit}}}"));
        List<FirstVisit> visits = [];
        shop.Store.ReadFirstVisits(shop.Shop.Id, (_, seen) => visits.Add(seen));
        Assert.Equal(source is null ? [] : [new FirstVisit(source, null, null)], visits);
    }

    [Theory]
    [InlineData("VOIDED")]
    [InlineData("EXPIRED")]
    public async Task Who_was_never_charged_has_no_order(string status)
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(string.Join('\n',
            BulkJson.Order(First, received: 0.00m, status: status), BulkJson.Order(First + 1, customer: 7_100_000_000_002, email: "jan@example.nl", received: 10.00m, status: status),
            BulkJson.Order(First + 2, customer: 7_100_000_000_003, email: "piet@example.nl", received: 0.00m, status: "PENDING")));
        foreach (var policy in Enum.GetValues<ValuePolicy>())
        {
            var section = ClvReport.Build(shop.Ledger(), shop.Shop, Some.EndOfJune, Some.Everything with { Value = policy, Sort = [new SortKey("email", false)] }).Sections.Single();
            Assert.Equal(["jan@example.nl", "piet@example.nl"], section.Shown("email"));
            Assert.Equal(10_00L, section.Shown("total_spent")[0]);
        }
    }

    [Fact]
    public async Task An_order_that_stands_twice_has_its_lines_once()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join('\n',
            BulkJson.Order(First), BulkJson.Line(1, First), BulkJson.Line(2, First),
            BulkJson.Line(2, First), BulkJson.Line(1, First), BulkJson.Order(First, updated: new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero))));
        Assert.Equal((2, 0), (result.Stored, result.Rejected));
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(Assert.Single(shop.Lines()).Split(' ', 2)[1]).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Ids_stand_anywhere_in_the_object_and_slashes_may_be_plain()
    {
        await using var shop = await ImportDriver.StartAsync();
        static string Last(string line)
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
            var id = json["id"]!.GetValue<string>();
            json.Remove("id");
            json["id"] = id;
            return json.ToJsonString();
        }

        var result = await shop.ImportAsync(string.Join('\n', Last(BulkJson.Line(1, First)), Last(BulkJson.Order(First))));
        Assert.Equal((1, 0), (result.Stored, result.Rejected));
        Assert.Single(shop.Lines());
    }

    [Fact]
    public async Task A_customer_by_itself_is_stored_and_other_children_are_passed_over()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join('\n',
            BulkJson.Customer(7_100_000_000_009, "jan@example.nl", "Jan", "Jansen"),
            """{"id":"gid://shopify/Metafield/1","value":"x","__parentId":"gid://shopify/Customer/7100000000009"}""",
            """{"id":"gid://shopify/Product/1","title":"x"}"""));

        Assert.Equal((1, 1), (result.Stored, result.Rejected));
        Assert.Equal(3, result.FirstRejected[0].Line);
        Assert.Equal("Jan Jansen", shop.Customer(new CustomerId(7_100_000_000_009)).Name);
    }

    [Theory]
    [InlineData("PAID", "0.00", 11490)]
    [InlineData("PENDING", "114.90", 0)]
    [InlineData("PARTIALLY_PAID", "14.90", 10000)]
    public async Task Money_received_follows_from_the_payment_state_where_the_query_did_not_ask(string status, string outstanding, long received)
    {
        await using var shop = await ImportDriver.StartAsync();
        var order = BulkJson.Order(First, received: null, status: status)
            .Replace($"\"totalOutstandingSet\":{BulkJson.Set(0.00m, "EUR")}", $"\"totalOutstandingSet\":{BulkJson.Set(decimal.Parse(outstanding, System.Globalization.CultureInfo.InvariantCulture), "EUR")}", StringComparison.Ordinal);
        await shop.ImportAsync(order);
        Assert.Equal(received, shop.Order(First).Paid);
    }

    [Fact]
    public async Task A_gift_card_sold_is_worth_nothing_until_it_is_spent()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(string.Join('\n', BulkJson.Line(1, First, "Cadeaubon", 50.00m, giftCard: true), BulkJson.Order(First)));
        Assert.Equal(6490, shop.Order(First).Paid);
    }

    [Fact]
    public async Task Test_orders_do_not_count_and_cancelled_ones_are_worth_what_was_kept()
    {
        await using var shop = await ImportDriver.StartAsync();
        await shop.ImportAsync(string.Join('\n',
            BulkJson.Order(First, test: true),
            BulkJson.Order(First + 1, refunded: 100.00m, status: "PARTIALLY_REFUNDED", cancelled: new DateTimeOffset(2025, 3, 15, 0, 0, 0, TimeSpan.Zero))));
        Assert.Equal(1, shop.Ledger().OrderCount);
        Assert.Equal(1490, shop.Order(First + 1).Ordered);
    }

    [Fact]
    public async Task A_file_that_breaks_off_imports_no_order_whose_lines_may_be_in_the_rest()
    {
        await using var shop = await ImportDriver.StartAsync();
        var packed = ImportDriver.Gzip(Bytes(string.Join('\n', Enumerable.Range(0, 300).Select(i => BulkJson.Order(First + i, customer: 7_100_000_000_000 + i)))));
        await Assert.ThrowsAsync<ImportException>(() => shop.ImportAsync(packed[..(packed.Length / 2)]));
        Assert.Empty(shop.Facts().Orders);
    }

    static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
