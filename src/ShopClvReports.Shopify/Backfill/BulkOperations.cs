using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Begins bulk operations, and finds them again.</summary>
sealed class BulkOperations(IAdminClient admin)
{
    /// <summary>By how much Shopify's clock and ours may differ.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    static readonly AdminQuery s_start = AdminQuery.Load("BulkStart");
    static readonly AdminQuery s_status = AdminQuery.Load("BulkStatus");
    static readonly AdminQuery s_recent = AdminQuery.Load("BulkRecent");

    /// <returns>Null when as many run already as may.</returns>
    /// <exception cref="ShopifyException">Shopify refuses it.</exception>
    public async Task<BulkOperation?> StartAsync(Shop shop, HistoryWindow window, CancellationToken cancellation)
    {
        var reply = await admin.SendAsync(shop, s_start, new { query = BulkQuery.Of(window) }, cancellation);
        var started = reply.Data.Within("bulkOperationRunQuery");
        if (started?.Within("bulkOperation") is { } operation) return BulkOperation.Read(operation);
        List<System.Text.Json.JsonElement> errors = [.. started?.Within("userErrors")?.EnumerateArray() ?? default];
        if (errors.Exists(e => e.Text("code") is "LIMIT_REACHED" or "OPERATION_IN_PROGRESS")) return null;
        throw new ShopifyException(
            $"Shopify does not begin the bulk operation: {string.Join("; ", errors.Select(e => e.Text("message")).Concat(reply.Errors))}");
    }

    /// <returns>Null when Shopify does not know it any more.</returns>
    public async Task<BulkOperation?> StatusAsync(Shop shop, string id, CancellationToken cancellation) =>
        (await admin.SendAsync(shop, s_status, new { id }, cancellation)).Data.Within("bulkOperation") is { } operation ? BulkOperation.Read(operation) : null;

    /// <summary>The operation that was asked for when nobody was left to hear the answer.</summary>
    /// <param name="window">With <see cref="HistoryWindow.AskedAt"/>, and the operation before as <see cref="HistoryWindow.Operation"/>.</param>
    /// <returns>Null when Shopify was not asked.</returns>
    public async Task<BulkOperation?> FindAsync(Shop shop, HistoryWindow window, CancellationToken cancellation)
    {
        var reply = await admin.SendAsync(shop, s_recent, null, cancellation);
        var query = Words(BulkQuery.Of(window));
        return (reply.Data.Within("bulkOperations")?.Within("nodes")?.EnumerateArray() ?? default).Select(BulkOperation.Read)
            .FirstOrDefault(o => o.Id != window.Operation && o.CreatedAt >= window.AskedAt - ClockSkew && Words(o.Query) == query
                && o.Fate is OperationFate.Wait or OperationFate.Take or OperationFate.Nothing);
    }

    /// <summary>However the white space between them is written.</summary>
    static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
