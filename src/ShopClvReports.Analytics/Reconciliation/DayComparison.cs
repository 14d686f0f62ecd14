namespace ShopClvReports.Analytics;

/// <summary>Holds the orders that Shopify has on some days against ours.</summary>
public sealed class DayComparison
{
    readonly Dictionary<OrderId, OrderGlimpse> _ours;
    readonly Dictionary<OrderId, OrderGlimpse> _shopifys;

    /// <param name="ours">Of the days compared, deleted ones left out.</param>
    /// <param name="shopifys">Of the same days; of an order that is told twice the later version is taken.</param>
    public DayComparison(IEnumerable<OrderGlimpse> ours, IEnumerable<OrderGlimpse> shopifys)
    {
        (_ours, _shopifys) = ([], []);
        foreach (var order in ours) _ours[order.Id] = order;
        foreach (var order in shopifys)
            if (!_shopifys.TryGetValue(order.Id, out var other) || other.UpdatedAt <= order.UpdatedAt) _shopifys[order.Id] = order;
    }

    /// <summary>Orders of which Shopify has another version on these days than we have, or that we have not.</summary>
    public IReadOnlyList<OrderId> Wanted => [.. _shopifys.Values.Where(s => !_ours.TryGetValue(s.Id, out var o) || !Same(o, s)).Select(s => s.Id)];

    /// <summary>Orders that we have on these days and Shopify has not: whether they are gone, each must be asked for by itself.</summary>
    public IReadOnlyList<OrderId> Absent => [.. _ours.Keys.Where(id => id.Value > 0 && !_shopifys.ContainsKey(id))];

    /// <summary>The days whose numbers or sums differ.</summary>
    /// <param name="gone">Of <see cref="Absent"/>, those that Shopify has not any more.</param>
    /// <param name="known">Of <see cref="Wanted"/>, those that we have on another day.</param>
    /// <param name="mended">Our orders of the same days after what was wanted is stored.</param>
    public IReadOnlyList<DayDifference> Differences(
        TimeZoneInfo zone, IReadOnlySet<OrderId> gone, IReadOnlySet<OrderId> known, IEnumerable<OrderGlimpse> mended)
    {
        var (ours, shopifys, now) = (Days(_ours.Values, zone), Days(_shopifys.Values, zone), Days(mended, zone));
        List<DayDifference> differences = [];
        foreach (var key in ours.Keys.Union(shopifys.Keys).OrderBy(d => d.Day).ThenBy(d => d.Currency.Code, StringComparer.Ordinal))
        {
            var (mine, theirs) = (ours.GetValueOrDefault(key, []), shopifys.GetValueOrDefault(key, []));
            var (have, has) = (Sum(mine), Sum(theirs));
            if (have == has) continue;
            differences.Add(new DayDifference(key.Day, key.Currency, have, has, Orders(mine, theirs, gone, known), Sum(now.GetValueOrDefault(key, [])) == has));
        }

        return differences;
    }

    DayOrder[] Orders(List<OrderGlimpse> mine, List<OrderGlimpse> theirs, IReadOnlySet<OrderId> gone, IReadOnlySet<OrderId> known)
    {
        var here = mine.ToDictionary(o => o.Id);
        var there = theirs.ToDictionary(o => o.Id);
        return
        [
            .. here.Keys.Union(there.Keys).Select(id =>
            {
                OrderGlimpse? own = here.TryGetValue(id, out var o) ? o : null;
                OrderGlimpse? other = there.TryGetValue(id, out var s) ? s : null;
                var trouble = (own, other) switch
                {
                    (null, _) => _ours.ContainsKey(id) || known.Contains(id) ? DayTrouble.Moved : DayTrouble.Missing,
                    (_, null) => gone.Contains(id) ? DayTrouble.Gone : DayTrouble.Moved,
                    ({ } a, { } b) => a.UpdatedAt < b.UpdatedAt ? DayTrouble.Outdated : DayTrouble.Amount,
                };
                return new DayOrder(id, (other ?? own)!.Value.Number, trouble, (other?.Tally ?? default) - (own?.Tally ?? default));
            }).Where(d => d.Tally != default).OrderBy(d => d.Id.Value),
        ];
    }

    /// <summary>Whether there is nothing to learn from Shopify's.</summary>
    static bool Same(OrderGlimpse ours, OrderGlimpse shopifys) => ours.UpdatedAt > shopifys.UpdatedAt
        || ours.UpdatedAt == shopifys.UpdatedAt && ours.Tally == shopifys.Tally && ours.Net.Currency == shopifys.Net.Currency && ours.ProcessedAt == shopifys.ProcessedAt;

    static Tally Sum(List<OrderGlimpse> orders) => orders.Aggregate(default(Tally), (sum, order) => sum + order.Tally);

    static Dictionary<(DateOnly Day, Currency Currency), List<OrderGlimpse>> Days(IEnumerable<OrderGlimpse> orders, TimeZoneInfo zone) =>
        orders.GroupBy(o => (AsOf.Now(o.ProcessedAt, zone).Day, o.Net.Currency)).ToDictionary(g => g.Key, g => g.ToList());
}
