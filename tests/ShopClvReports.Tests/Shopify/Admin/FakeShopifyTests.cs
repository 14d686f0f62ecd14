using System.Net.Http.Json;
using System.Text.Json;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>Of the fake itself only what would hide a bug of the product if it were wrong.</summary>
public sealed class FakeShopifyTests : IAsyncLifetime
{
    static readonly HttpClient s_http = new();

    readonly SetClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    FakeShopify _shopify = null!;
    FakeShop _shop = null!;

    public async Task InitializeAsync()
    {
        _shopify = await FakeShopify.StartAsync(_clock);
        _shop = _shopify.AddShop();
    }

    public async Task DisposeAsync() => await _shopify.DisposeAsync();

    [Fact]
    public async Task Pages_go_on_behind_the_last_order_seen_though_others_changed_meanwhile()
    {
        for (var i = 0; i < 5; i++) _shop.AddOrder(at: _clock.GetUtcNow().AddHours(i - 10), total: 10 + i);
        const string query = "query Page($after: String) { orders(first: 2, after: $after, sortKey: UPDATED_AT) { nodes { name totalPriceSet { shopMoney { amount } } } pageInfo { hasNextPage endCursor } } }";
        var first = await AskAsync(query);
        _shop.Pay(_shop.Orders.Values.First(), 1);
        var cursor = first.GetProperty("orders").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var second = await AskAsync(query, new { after = cursor });
        Assert.Equal("""[{"name":"#1003","totalPriceSet":{"shopMoney":{"amount":"12.0"}}},{"name":"#1004","totalPriceSet":{"shopMoney":{"amount":"13.0"}}}]""", second.GetProperty("orders").GetProperty("nodes").GetRawText());
    }

    [Theory]
    [InlineData("{ shop { nam } }", "Field 'nam' doesn't exist on type 'Shop'")]
    [InlineData("{ orders(first: 1, filter: \"x\") { nodes { id } } }", "Field 'orders' doesn't accept argument 'filter'")]
    [InlineData("query Q($id: ID) { order(id: $id) { id } }", "Type mismatch on variable $id and argument id (ID / ID!)")]
    [InlineData("query Q($id: ID!) { shop { name } }", "Variable $id is declared by Q but not used")]
    [InlineData("{ orders(first: 1, sortKey: WHEN) { nodes { id } } }", "Argument 'sortKey' on Field 'orders' has an invalid value. Expected type 'OrderSortKeys'.")]
    [InlineData("{ orders(first: 1) }", "Field must have selections (field 'orders' returns OrderConnection but has no selections)")]
    [InlineData("{ orders(first: 251) { nodes { id } } }", "first cannot exceed 250")]
    [InlineData("{ orders(first: 1, query: \"when:today\") { nodes { id } } }", "Invalid search field for query: when")]
    public async Task A_document_that_Shopify_would_refuse_is_refused(string document, string error)
    {
        using var reply = await PostAsync(document);
        using var json = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.Equal(error, json.RootElement.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_bulk_operation_writes_every_line_once_with_its_parent_in_any_order()
    {
        var customer = _shop.AddCustomer();
        for (var i = 0; i < 20; i++) _shop.AddOrder(customer);
        var start = await AskAsync("""mutation Start($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { message } } }""",
            new { query = "{ orders { edges { node { id customer { id } lineItems { edges { node { id title } } } } } } }" });
        var id = start.GetProperty("bulkOperationRunQuery").GetProperty("bulkOperation").GetProperty("id").GetString();
        Assert.Equal("RUNNING", Status(await LookAsync(id!)));
        var done = await LookAsync(id!);
        Assert.Equal("COMPLETED", Status(done));
        var lines = (await s_http.GetStringAsync(done.GetProperty("bulkOperation").GetProperty("url").GetString())).TrimEnd('\n').Split('\n');
        Assert.Equal(40, lines.Distinct().Count());
        Assert.Contains(lines[..10], l => l.Contains("__parentId\":\"gid:\\/\\/shopify\\/Order\\/6", StringComparison.Ordinal));
        Assert.Contains(lines[..10], l => !l.Contains("__parentId", StringComparison.Ordinal));

        Task<JsonElement> LookAsync(string gid) => AskAsync("query Look($id: ID!) { bulkOperation(id: $id) { status url } }", new { id = gid });
        static string? Status(JsonElement data) => data.GetProperty("bulkOperation").GetProperty("status").GetString();
    }

    async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var reply = await PostAsync(query, variables);
        using var json = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.TryGetProperty("errors", out var errors), errors.ToString());
        return json.RootElement.GetProperty("data").Clone();
    }

    async Task<HttpResponseMessage> PostAsync(string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new AdminApi(_shopify.Url).GraphQl(_shop.Domain)) { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Shopify-Access-Token", _shop.Token);
        return await s_http.SendAsync(request);
    }
}
