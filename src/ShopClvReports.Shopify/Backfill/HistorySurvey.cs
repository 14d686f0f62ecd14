using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>Asks how much there is to fetch.</summary>
static class HistorySurvey
{
    static readonly AdminQuery s_size = AdminQuery.Load("HistorySize");

    /// <exception cref="ShopifyException">It cannot be had.</exception>
    public static async Task<HistorySize> AskAsync(IAdminClient admin, Shop shop, CancellationToken cancellation)
    {
        var reply = await admin.SendAsync(shop, s_size, null, cancellation);
        var orders = Count(reply, "ordersCount") ?? throw new ShopifyException(
            $"the orders of {shop.Domain} may not be seen{AdminData.Because(reply)}; give the app the scope read_orders and connect the shop anew");
        var first = reply.Data.Within("orders")?.Within("nodes")?.EnumerateArray().FirstOrDefault();
        return new HistorySize(orders, first?.Instant("processedAt"), Count(reply, "customersCount"), Count(reply, "productVariantsCount"));
    }

    static long? Count(AdminReply reply, string name) => reply.Data.Within(name)?.Number("count");
}
