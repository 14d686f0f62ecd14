using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The Admin API of the connected shops: the narrow seam, behind which another client library can work as well.</summary>
public interface IAdminClient
{
    /// <summary>
    /// Runs one document. Waits while the shop's budget is spent and tries again what failed for a moment; both within bounds.
    /// </summary>
    /// <param name="variables">An object whose properties are the variables, or null.</param>
    /// <exception cref="ShopifyException">It cannot be had.</exception>
    Task<AdminReply> SendAsync(Shop shop, AdminQuery query, object? variables, CancellationToken cancellation);
}

/// <summary>What came back.</summary>
/// <param name="Data">The object <c>data</c>; a field that may not be seen is null in it.</param>
/// <param name="Errors">What went wrong in parts of it; empty when nothing did.</param>
/// <param name="Cost">Points that it took of the shop's budget.</param>
public sealed record AdminReply(JsonElement Data, IReadOnlyList<string> Errors, double Cost);
