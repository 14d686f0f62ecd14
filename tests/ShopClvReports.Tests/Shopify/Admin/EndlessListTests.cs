using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>A list whose next page is always the same one.</summary>
public sealed class EndlessListTests
{
    /// <summary>Answers one document always with this page.</summary>
    sealed class EndlessAdmin(IAdminClient? admin, string document, string connection) : IAdminClient
    {
        int _asked;

        public Task<AdminReply> SendAsync(Shop shop, AdminQuery query, object? variables, CancellationToken cancellation)
        {
            if (query.Name != document) return admin!.SendAsync(shop, query, variables, cancellation);
            if (++_asked > 20) throw new InvalidOperationException("asked without end");
            var page = $$"""{"{{connection}}":{"nodes":[],"pageInfo":{"hasNextPage":true,"endCursor":"x"} } }""";
            return Task.FromResult(new AdminReply(JsonDocument.Parse(page).RootElement, [], 1));
        }
    }

    [Fact]
    public async Task Of_customers_ends_the_reconciliation_with_words_and_not_never()
    {
        await using var shop = await ReconciledShop.OpenAsync();
        shop.Admin = new EndlessAdmin(shop.Admin, "ChangedCustomers", "customers");
        var e = await Assert.ThrowsAsync<ShopifyException>(() => shop.RunAsync());
        Assert.Contains("goes on, but not where", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_webhooks_is_not_taken_for_many()
    {
        var subscriptions = new WebhookSubscriptions(new EndlessAdmin(null, "Subscriptions", "webhookSubscriptions"), new Uri("https://clv.example.nl/webhooks/shopify"));
        var e = await Assert.ThrowsAsync<ShopifyException>(() => subscriptions.EnsureAsync(Some.DutchShop, default));
        Assert.Contains("goes on, but not where", e.Message, StringComparison.Ordinal);
    }
}
