using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>The document that a bulk operation runs for a window.</summary>
static class BulkQuery
{
    const string SearchPlace = "$search";

    static readonly AdminQuery s_orders = AdminQuery.Load("OrdersBulk");
    static readonly AdminQuery s_customers = AdminQuery.Load("CustomersBulk");
    static readonly AdminQuery s_costs = AdminQuery.Load("CostsBulk");

    /// <summary>The same for the same window, so that an operation can be told by it.</summary>
    public static string Of(HistoryWindow window) => window.Kind switch
    {
        HistoryKind.Orders => s_orders.Text.Replace(SearchPlace, Search(window), StringComparison.Ordinal),
        HistoryKind.Customers => s_customers.Text,
        HistoryKind.Costs => s_costs.Text,
    };

    /// <summary>In Shopify's search syntax; empty for all orders.</summary>
    public static string Search(HistoryWindow window) => string.Join(
        ' ', new[] { Bound(">=", window.From), Bound("<", window.To) }.Where(bound => bound.Length > 0));

    static string Bound(string sign, DateTimeOffset? at) => at is { } instant ? $"processed_at:{sign}'{ShopifySearch.Instant(instant)}'" : "";
}
