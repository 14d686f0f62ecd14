using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>How instants are written in the search of a query, and how far one goes.</summary>
static class ShopifySearch
{
    /// <summary>Shopify lists 25,000 objects of one search and no more: a new search begins before that, where the last one stopped.</summary>
#if DEBUG
    public const int PagesDeep = 3;
#else
    public const int PagesDeep = 100;
#endif

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The day of the shop's calendar.</summary>
    public static string Day(DateTimeOffset at, Shop shop) =>
        TimeZoneInfo.ConvertTime(at, shop.TimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
