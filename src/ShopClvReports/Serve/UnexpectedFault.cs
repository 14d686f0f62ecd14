using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Which faults are written to the log with their trace.</summary>
static class UnexpectedFault
{
    /// <summary>Null for what a message tells whole: a database or a Shopify that cannot be had is no fault of the program's.</summary>
    public static Exception? IfUnexpected(this Exception e) => e is StoreException or ShopifyException ? null : e;
}
