using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The bodies that tell of the shop itself.</summary>
static class ShopPayload
{
    /// <summary>Of app/uninstalled. One secret may sign for many shops, so a body that names one must name the header's.</summary>
    public static AppUninstalled Uninstalled(ReadOnlySpan<byte> json, Shop shop, DateTimeOffset at) => BodyReader.Read(json, (ref BodyReader body) =>
    {
        BodyText? domain = null;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("myshopify_domain"u8)) domain = body.Mark();
            else body.Skip();
        }

        if (body.Decode(domain, LongestDomain) is { } named) RequireShop(named, shop);
        return new AppUninstalled(at);
    });

    /// <exception cref="PayloadException">Another shop.</exception>
    public static void RequireShop(string domain, Shop shop)
    {
        if (!shop.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))
            throw new PayloadException($"found the shop {domain}, expected {shop.Domain}, for which it was signed");
    }

    public const int LongestDomain = 255;
}
