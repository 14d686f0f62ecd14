using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>A part of the history in words.</summary>
public static class WindowText
{
    /// <summary>Such as <c>orders from 2025-01-01 to 2026-01-01</c>; days are those of UTC.</summary>
    public static string Of(HistoryWindow window) => window.Kind switch
    {
        HistoryKind.Costs => "product costs",
        HistoryKind.Customers => "customers",
        HistoryKind.Orders => (window.From, window.To) switch
        {
            (null, null) => "all orders",
            ({ } from, null) => $"orders from {from:yyyy-MM-dd}",
            (null, { } to) => $"orders before {to:yyyy-MM-dd}",
            ({ } from, { } to) => $"orders from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
        },
    };

    /// <summary>What failed for good, and what to do.</summary>
    internal static string Failed(IReadOnlyList<HistoryWindow> failed) =>
        string.Join("; ", failed.Take(3).Select(w => $"{Of(w)}: {w.Problem}"))
        + $"{(failed.Count > 3 ? $"; and {failed.Count - 3} more" : "")}. Try again with: shopclv backfill";
}
