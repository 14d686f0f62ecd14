using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>A customer's page in the shop's admin: the way from an id to a person where no names are kept.</summary>
static class AdminPage
{
    /// <returns>Null for a row that is no customer of Shopify's.</returns>
    public static string? Of(Shop shop, ReportSection section, int row) =>
        section.Kind.ListsCustomers() && long.TryParse(section.Ids[row], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Of(shop, id) : null;

    public static string Of(Shop shop, long customer) => string.Create(CultureInfo.InvariantCulture, $"https://{shop.Domain}/admin/customers/{customer}");
}
