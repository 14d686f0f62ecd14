using System.Text;
using Microsoft.AspNetCore.Http;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class QuarantineLogTests
{
    [Theory]
    [InlineData("customers/update", "customers/update")]
    [InlineData("orders/\u001b[2J", "of no known topic")]
    public async Task A_webhook_that_is_not_understood_is_logged_without_what_it_says(string topic, string logged)
    {
        using var data = new DataDirectory();
        await using var store = data.Open();
        await store.SaveShopAsync("a.myshopify.com", null, null, new ShopSecrets("geheim"));
        using var metrics = new WebhookMetrics(() => 0);
        var log = new HeardLog<WebhookReceiver>();
        var receiver = new WebhookReceiver(store, new ShopKeys(store, TimeProvider.System), metrics, 1 << 20, new StoppedClock(), log);
        var body = """{"id":11,"updated_at":"Sanne de Vries","total_price":"1.00"}"""u8.ToArray();
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.ContentLength, context.Request.Body) = (HttpMethods.Post, body.Length, new MemoryStream(body));
        context.Request.Headers["X-Shopify-Topic"] = topic;
        context.Request.Headers["X-Shopify-Shop-Domain"] = "a.myshopify.com";
        context.Request.Headers["X-Shopify-Hmac-Sha256"] = WebhookSignature.Sign(Encoding.UTF8.GetBytes("geheim"), body);

        await receiver.HandleAsync(context);

        Assert.Contains("Sanne", Assert.Single(store.Quarantine(null, long.MaxValue, 10)).What.Reason, StringComparison.Ordinal);
        Assert.Equal($"A webhook {logged} of a.myshopify.com could not be understood and is kept whole; see: shopclv quarantine list", Assert.Single(log.Lines));
    }
}
