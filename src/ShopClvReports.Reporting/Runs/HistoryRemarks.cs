using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Tells what of a connected shop's history is missing, which every report of the shop says.</summary>
public sealed class HistoryRemarks(IConnectionStore connections, IBackfillStore backfills)
{
    /// <returns>Empty for a shop that was never connected: its history is what was imported.</returns>
    public IReadOnlyList<Remark> Of(Shop shop) =>
        connections.Find(shop.Id) is { } connection && Of(shop, connection, backfills.Find(shop.Id)) is { } remark ? [remark] : [];

    static HistoryRemark? Of(Shop shop, Connection connection, Backfill? backfill)
    {
        DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, shop.TimeZone).DateTime);

        var began = backfill?.StartedAt ?? connection.ConnectedAt;
        if (!connection.SeesAllOrders || backfill is { SeesAll: false }) return new HistoryRemark.Limited(Day(began.AddDays(-Connection.ShownDays)), Connection.ShownDays);
        if (backfill is null) return new HistoryRemark.NotFetched();
        if (backfill.OrderWindows.All(w => w.Step == WindowStep.Done)) return null;
        DateOnly? backTo = backfill.CompleteBackTo is { } back ? Day(back) : null;
        return backfill.Problem is not null && backfill.OrderWindows.Any(w => w.Step == WindowStep.Failed)
            ? new HistoryRemark.Broken(backTo)
            : new HistoryRemark.ComingIn(backTo, Count(backfill.Imported), Count(backfill.Orders));
    }

    static int Count(long orders) => (int)Math.Min(orders, int.MaxValue);
}
