using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class WebhookFileTests
{
    const long First = 5_400_000_001_001;

    static string Body(long id) => Node(id).ToJsonString();

    static string Indented(long id) => Node(id).ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    static JsonNode Node(long id) =>
        JsonNode.Parse(OrderJson.Build(id, total: 114.90m, email: $"klant{id % 7}@example.nl", customer: 7_100_000_000_000 + id % 7))!;

    static IEnumerable<string> Bodies(int from, int count) => Enumerable.Range(from, count).Select(i => Body(First + i));

    static string Page(int from) => $$"""{ "orders" : [ {{string.Join(" , ", Bodies(from, 10))}} ] }""";

    public static TheoryData<string, string> Shapes => new()
    {
        { "lines", string.Join('\n', Bodies(0, 30)) },
        { "lines of Windows", string.Join("\r\n", Bodies(0, 30)) + "\r\n" },
        { "one after the other", string.Concat(Bodies(0, 30)) },
        { "an array", $"[{string.Join(',', Bodies(0, 30))}]" },
        { "an array of lines", $"[\n{string.Join(",\n", Bodies(0, 30))}\n]\n" },
        { "pretty", string.Join("\n\n", Enumerable.Range(0, 30).Select(i => Indented(First + i))) },
        { "pages of the REST API", Page(0) + Page(10) + Page(20) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Orders_are_found_in_every_shape(string shape, string file)
    {
        await using var shop = await ImportDriver.StartAsync();
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(file), Encoding.UTF8.GetBytes('\uFEFF' + file), ImportDriver.Gzip(Encoding.UTF8.GetBytes(file)) })
        {
            var result = await shop.ImportAsync(bytes);
            Assert.True(result is { Format: ImportFormat.Webhook, Rejected: 0 } && result.Stored + result.Unchanged == 30, $"{shape}: {result}");
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => First + i), shop.Facts().Orders.Select(order => order.Id));
    }

    [Fact]
    public async Task One_object_is_a_file()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(OrderJson.Build(First));
        Assert.Equal((1, 0), (result.Stored, result.Rejected));
    }

    [Theory]
    [InlineData("{\"id\":12,\"total_price\":\"1.00\"}", "processed_at")]
    [InlineData("{\"id\":12,\"name\":\"never closed", "next object")]
    [InlineData("{\"id\":12,\"line_items\":[{\"id\":3}", "quantity")]
    [InlineData("{\"id\":12,\"line_items\":[", "next object")]
    [InlineData("not JSON at all", "expected an object")]
    [InlineData("null", "expected an object")]
    [InlineData("{\"id\":12,\0}", "well-formed")]
    [InlineData("{}", "id")]
    public async Task A_bad_line_costs_itself_alone(string bad, string reason)
    {
        await using var shop = await ImportDriver.StartAsync();
        var lines = Enumerable.Range(0, 20).Select(i => Body(First + i)).ToList();
        lines.Insert(9, bad);
        var result = await shop.ImportAsync(string.Join('\n', lines), name: "orders.jsonl");

        Assert.Equal((20, 1), (result.Stored, result.Rejected));
        var rejected = Assert.Single(result.FirstRejected);
        Assert.Equal(10, rejected.Line);
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
        var kept = Assert.Single(shop.Quarantine());
        Assert.Equal(("orders.jsonl line 10", "webhook", bad), (kept.Source, kept.Format, Encoding.UTF8.GetString(kept.Body.Span).TrimEnd('\n')));
    }

    [Fact]
    public async Task The_first_line_may_be_the_bad_one()
    {
        await using var shop = await ImportDriver.StartAsync();
        var result = await shop.ImportAsync(string.Join('\n', "{\"id\":12,\"line_items\":[", Body(First), Body(First + 1)));
        Assert.Equal((ImportFormat.Webhook, 2, 1), (result.Format, result.Stored, result.Rejected));
    }

    [Fact]
    public async Task An_object_too_large_is_passed_over()
    {
        await using var shop = await ImportDriver.StartAsync();
        var large = Body(First + 1).Replace("\"note\":null", $"\"note\":\"{new string('x', 17 << 20)}\"", StringComparison.Ordinal);
        var result = await shop.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Body(First), large, Body(First + 2)))));

        Assert.Equal((2, 1), (result.Stored, result.Rejected));
        Assert.Equal(2, result.FirstRejected[0].Line);
        Assert.Contains("larger than 16 MB", result.FirstRejected[0].Reason, StringComparison.Ordinal);
        Assert.Equal(1 << 20, Assert.Single(shop.Quarantine()).Body.Length);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_do_not_stop_anything()
    {
        await using var shop = await ImportDriver.StartAsync();
        var body = Encoding.Latin1.GetBytes(Body(First).Replace("Sanne", "Ren\u00e9e", StringComparison.Ordinal));
        var result = await shop.ImportAsync(body);
        Assert.Equal((1, 0), (result.Stored, result.Rejected));
        Assert.Equal("Ren\uFFFDe de Vries", shop.Customer(new CustomerId(7_100_000_000_000 + First % 7)).Name);
    }

    [Fact]
    public async Task What_was_rejected_is_read_again_by_its_format()
    {
        await using var shop = await ImportDriver.StartAsync();
        var bad = Body(First).Replace("\"id\":5400000001001,", "", StringComparison.Ordinal);
        await shop.ImportAsync(bad + "\n" + Body(First + 1));
        var kept = Assert.Single(shop.Quarantine());
        var format = ImportFormats.Parse(kept.Format)!.Value;

        Assert.Throws<PayloadException>(() => ImportLine.Read(format, shop.Shop, kept.Body));
        var mended = ImportLine.Read(format, shop.Shop, Encoding.UTF8.GetBytes(Body(First)));
        Assert.Equal(First, Assert.IsType<OrderSeen>(Assert.Single(mended)).Order.Id.Value);
    }
}
