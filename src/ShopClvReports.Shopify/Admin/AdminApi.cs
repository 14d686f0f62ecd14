namespace ShopClvReports.Shopify;

/// <summary>Where Shopify's Admin API is.</summary>
/// <param name="template">Such as <c>https://{shop}</c>, where <c>{shop}</c> stands for the shop's domain.</param>
public sealed class AdminApi(string template)
{
    /// <summary>The version that every query and payload here is written for.</summary>
    public const string Version = "2026-10";

    /// <summary>Shopify's own.</summary>
    public const string Shopify = "https://{shop}";

    /// <summary>The admin of a shop, without a slash at its end.</summary>
    public string Admin(string domain) => template.Replace("{shop}", domain, StringComparison.Ordinal) + "/admin";

    public Uri GraphQl(string domain) => new($"{Admin(domain)}/api/{Version}/graphql.json");
}
