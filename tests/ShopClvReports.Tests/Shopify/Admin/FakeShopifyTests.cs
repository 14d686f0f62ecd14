using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>Of the fake itself only what would hide a bug of the product if it were wrong.</summary>
public sealed class FakeShopifyTests : IAsyncLifetime
{
    const string Receiver = "https://clv.example/webhooks/shopify";

    static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

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
        const string query = """
            query Page($after: String) {
              orders(first: 2, after: $after, sortKey: UPDATED_AT) { nodes { name totalPriceSet { shopMoney { amount } } } pageInfo { endCursor } }
            }
            """;
        var first = await AskAsync(query);
        _shop.Pay(_shop.Orders.Values.First(), 1);
        var after = first.GetProperty("orders").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var second = await AskAsync(query, new { after });
        Assert.Equal(
            """[{"name":"#1003","totalPriceSet":{"shopMoney":{"amount":"12.0"}}},{"name":"#1004","totalPriceSet":{"shopMoney":{"amount":"13.0"}}}]""",
            second.GetProperty("orders").GetProperty("nodes").GetRawText());
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
    [InlineData("{ orders(first: 250) { nodes { customer { id } app { id } totalPriceSet { shopMoney { amount } } } } }", "Query cost is 1252, which exceeds the single query max cost limit (1000).")]
    public async Task A_document_that_Shopify_would_refuse_is_refused(string document, string error)
    {
        using var reply = await PostAsync(document);
        Assert.Equal(error, (await JsonAsync(reply)).GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_customer_is_found_by_the_whole_day_of_its_change_and_an_order_by_the_second()
    {
        _shop.AddCustomer(at: new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero));
        _shop.AddOrder(at: new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero));
        const string query = "query Since($search: String) { customersCount(query: $search) { count } ordersCount(query: $search) { count } }";
        var found = await AskAsync(query, new { search = "updated_at:>='2026-02-01T09:00:00Z'" });
        Assert.Equal("""{"customersCount":{"count":1},"ordersCount":{"count":0}}""", found.GetRawText());
    }

    [Fact]
    public async Task What_the_token_may_not_see_is_null_beside_what_it_may()
    {
        _shop.AddOrder(_shop.AddCustomer(), at: _clock.GetUtcNow().AddDays(-61));
        _shop.AddOrder(_shop.AddCustomer());
        _shop.Scopes.ExceptWith(["read_customers", "read_all_orders"]);
        using var reply = await PostAsync("{ orders(first: 5) { nodes { name customer { id } } } }");
        var json = await JsonAsync(reply);
        Assert.Equal("""[{"name":"#1002","customer":null}]""", json.GetProperty("data").GetProperty("orders").GetProperty("nodes").GetRawText());
        Assert.Equal("ACCESS_DENIED", json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_bulk_operation_writes_every_line_once_with_its_parent_in_any_order()
    {
        var customer = _shop.AddCustomer();
        for (var i = 0; i < 20; i++) _shop.AddOrder(customer);
        Assert.Equal("CREATED", _shop.Bulk.Start("{ orders { edges { node { id lineItems { edges { node { id } } } } } } }", grouped: false).Operation!.Status);
        var id = _shop.Bulk.Operations[0].Gid;
        Assert.Equal("RUNNING", _shop.Bulk.Look(id)!.Status);
        Assert.Equal("COMPLETED", _shop.Bulk.Look(id)!.Status);
        var lines = (await s_http.GetStringAsync(_shop.Bulk.Operations[0].Url)).TrimEnd('\n').Split('\n');
        Assert.Equal(40, lines.Distinct().Count());
        Assert.Contains(lines[..10], l => l.Contains("""
            "__parentId":"gid:\/\/shopify\/Order\/6
            """.Trim(), StringComparison.Ordinal));
        Assert.Contains(lines[..10], l => !l.Contains("__parentId", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ orders { edges { node { id refunds { id transactions { edges { node { id } } } } } } } }", "a connection within a list isn't supported: transactions")]
    [InlineData("{ orders { edges { node { lineItems { edges { node { id } } } } } } }", "the parent of a nested connection must select its id without an alias: orders")]
    [InlineData("{ shop { name } }", "the query must include at least one connection")]
    public void A_query_that_no_bulk_operation_may_run_is_refused(string query, string reason) =>
        Assert.Equal($"Invalid bulk query: {reason}", Assert.Single(_shop.Bulk.Start(query, grouped: false).Errors).Message);

    [Fact]
    public async Task A_webhook_refused_nine_times_takes_its_subscription_along()
    {
        Subscribe("ORDERS_CREATE");
        var sent = new List<string>();
        _shop.Deliveries.Send = delivery =>
        {
            sent.Add(delivery.WebhookId);
            return Task.FromResult(500);
        };
        _shop.AddOrder();
        for (var i = 0; i < 9; i++, _clock.Move(TimeSpan.FromHours(2))) await _shop.Deliveries.PumpAsync();
        Assert.Equal((9, 1, 0), (sent.Count, sent.Distinct().Count(), _shop.Subscriptions.Count));
    }

    [Fact]
    public async Task Webhooks_are_lost_doubled_and_shuffled_and_signed()
    {
        Subscribe("ORDERS_CREATE");
        var sent = new List<FakeDelivery>();
        _shop.Deliveries.Send = delivery =>
        {
            sent.Add(delivery);
            return Task.FromResult(200);
        };
        (_shop.Deliveries.Lost, _shop.Deliveries.Doubled, _shop.Deliveries.ShuffledAmong) = (0.1, 0.2, 10);
        for (var i = 0; i < 200; i++) _shop.AddOrder();
        await _shop.Deliveries.PumpAsync();
        var ids = sent.Select(s => s.WebhookId).ToList();
        Assert.InRange(ids.Distinct().Count(), 165, 195);
        Assert.InRange(ids.Count - ids.Distinct().Count(), 20, 60);
        Assert.NotEqual(ids.Order(StringComparer.Ordinal), ids);
        var signature = FakeDeliveries.Headers(_shop, sent[0]).Single(h => h.Name == "X-Shopify-Hmac-Sha256").Value;
        Assert.True(WebhookSignature.Verify([System.Text.Encoding.UTF8.GetBytes(_shopify.ClientSecret)], sent[0].Body, signature));
    }

    [Fact]
    public void A_refresh_token_serves_again_until_the_one_it_gave_is_used()
    {
        var first = _shop.Tokens.OfCode(_shop.Tokens.NewCode(), expiring: true)!;
        Assert.NotNull(_shop.Tokens.OfRefresh(first.Refresh));
        var second = _shop.Tokens.OfRefresh(first.Refresh)!;
        Assert.NotNull(_shop.Tokens.OfRefresh(second.Refresh));
        Assert.Null(_shop.Tokens.OfRefresh(first.Refresh));
        _clock.Move(FakeTokens.AccessLives);
        Assert.False(_shop.Tokens.Accepts(second.Access));
    }

    [Fact]
    public async Task An_empty_bucket_answers_throttled_until_it_has_refilled()
    {
        _shop.Bucket = new FakeBucket(10, 1, _clock);
        for (var i = 0; i < 8; i++) _shop.AddOrder();
        const string query = "{ orders(first: 8) { nodes { id } } }";
        await AskAsync(query);
        using var reply = await PostAsync(query);
        var json = await JsonAsync(reply);
        Assert.Equal((HttpStatusCode.OK, "THROTTLED"), (reply.StatusCode, json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()));
        _clock.Move(TimeSpan.FromSeconds(10));
        await AskAsync(query);
    }

    [Fact]
    public async Task What_meets_a_receiver_that_dies_is_sent_again()
    {
        Subscribe("ORDERS_CREATE");
        _shop.AddOrder();
        _shop.AddOrder();
        var tries = 0;
        _shop.Deliveries.Send = _ => tries++ == 0 ? throw new SocketException() : Task.FromResult(200);

        Assert.Equal(1, await _shop.Deliveries.PumpAsync());
        _clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await _shop.Deliveries.PumpAsync());
    }

    void Subscribe(string topic) => _shop.Subscriptions.Add(new FakeSubscription(_shop.NextId(), topic, Receiver, _shop.Now, _shop.Now));

    async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var reply = await PostAsync(query, variables);
        var json = await JsonAsync(reply);
        Assert.False(json.TryGetProperty("errors", out var errors), errors.ToString());
        return json.GetProperty("data");
    }

    async Task<HttpResponseMessage> PostAsync(string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new AdminApi(_shopify.Url).GraphQl(_shop.Domain)) { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Shopify-Access-Token", _shop.Token);
        return await s_http.SendAsync(request);
    }

    static async Task<JsonElement> JsonAsync(HttpResponseMessage reply) => await reply.Content.ReadFromJsonAsync<JsonElement>();
}
