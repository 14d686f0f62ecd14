using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>What Shopify says of a shop, and of what its token may do.</summary>
/// <param name="TimeZone">Null when this machine does not know the zone.</param>
public sealed record ShopDetails(string Name, string Domain, TimeZoneInfo? TimeZone, Currency Currency, IReadOnlyList<string> Scopes)
{
    static readonly AdminQuery Query = AdminQuery.Load("Shop");

    /// <summary>Without these there is nothing to report on.</summary>
    static readonly string[] Needed = ["read_orders", "read_customers"];

    /// <summary>Scopes that are missing, each with what that costs.</summary>
    public IReadOnlyList<string> Missing => [.. Costs.Where(cost => !May(cost.Scope)).Select(cost => $"{cost.Scope}: {cost.Without}")];

    /// <summary>Whether there is anything to report on.</summary>
    public bool IsEnough => Needed.All(May);

    /// <summary>Of those that are missing the ones without which there is nothing to report on.</summary>
    public IReadOnlyList<string> MissingNeeded => [.. Needed.Where(scope => !May(scope))];

    /// <summary>Who may write may read.</summary>
    bool May(string scope) => Scopes.Contains(scope) || Scopes.Contains(scope.Replace("read_", "write_", StringComparison.Ordinal));

    static readonly (string Scope, string Without)[] Costs =
    [
        ("read_orders", "no orders can be read"),
        ("read_customers", "no names and addresses can be read"),
        (Connection.AllOrdersScope, $"Shopify shows the orders of the last {Connection.ShownDays} days only, and a lifetime value of {Connection.ShownDays} days is worth nothing; ask for it in the app's settings at Shopify"),
        ("read_products", "the cost of products is not known, so margins rest on the percentage in the settings"),
        ("read_customer_merge", "customers who are merged in the admin stay apart here until the nightly comparison"),
    ];

    /// <exception cref="ShopifyException">It cannot be had.</exception>
    public static async Task<ShopDetails> AskAsync(AdminClient admin, string domain, string token, CancellationToken cancellation) =>
        Read(domain, await admin.AskAsync(domain, token, Query, null, cancellation));

    /// <inheritdoc cref="AskAsync(AdminClient, string, string, CancellationToken)"/>
    public static async Task<ShopDetails> AskAsync(IAdminClient admin, Shop shop, CancellationToken cancellation) =>
        Read(shop.Domain, await admin.SendAsync(shop, Query, null, cancellation));

    static ShopDetails Read(string domain, AdminReply reply)
    {
        try
        {
            var shop = reply.Data.GetProperty("shop");
            return new ShopDetails(
                shop.GetProperty("name").GetString()!, shop.GetProperty("myshopifyDomain").GetString()!,
                TimeZoneInfo.TryFindSystemTimeZoneById(shop.GetProperty("ianaTimezone").GetString()!, out var zone) ? zone : null,
                new Currency(shop.GetProperty("currencyCode").GetString()!),
                [.. reply.Data.GetProperty("currentAppInstallation").GetProperty("accessScopes").EnumerateArray().Select(s => s.GetProperty("handle").GetString()!)]);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new ShopifyException($"{domain} does not say what shop it is: {(reply.Errors is [] ? e.Message : string.Join("; ", reply.Errors))}", e);
        }
    }
}
