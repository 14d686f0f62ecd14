using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Analytics;

/// <summary>Shopify's order id; negative when the order came from a file that has none (<see cref="DerivedId"/>).</summary>
public readonly record struct OrderId(long Value);

/// <summary>Shopify's customer id; negative for a guest known by e-mail or an id of another system (<see cref="DerivedId"/>).</summary>
public readonly record struct CustomerId(long Value);

/// <summary>Shopify's product id.</summary>
public readonly record struct ProductId(long Value);

/// <summary>Shopify's id of a product's variant, such as one size of a jumper.</summary>
public readonly record struct VariantId(long Value);

/// <summary>Ids for what Shopify has not numbered: negative, so that they never meet one of Shopify's, and the same on every import.</summary>
public static class DerivedId
{
    /// <param name="kind">Keeps equal texts of different meaning apart.</param>
    public static long Of(string kind, string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{text}"), hash);
        return BitConverter.ToInt64(hash) | long.MinValue;
    }
}
