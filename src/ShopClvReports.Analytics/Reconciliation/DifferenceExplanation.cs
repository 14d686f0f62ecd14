namespace ShopClvReports.Analytics;

/// <summary>
/// Explains why Shopify's figures of a customer are not ours, by the orders. A rule that holds for all of the customer's orders is
/// believed before one that holds for a few of them, and the one that departs least from ours before others.
/// </summary>
public static class DifferenceExplanation
{
    const int MostDepartures = 4;

    /// <summary>Orders looked at in the search for a rule: all rules there are for some hundreds of orders, the plainest for more.</summary>
    const int MostLooks = 400_000;

    /// <summary>
    /// Single departures among which two, or three, are looked for. Among more of them some add up to anything by chance, and an
    /// explanation would be worth nothing.
    /// </summary>
    const int FewForTwo = 300;

    const int FewForThree = 40;

    /// <param name="ours">Of the customer, in the currency of Shopify's figure.</param>
    /// <param name="orders">Every order of the customer that is known, in any currency; test orders too.</param>
    /// <param name="olderHidden">Whether Shopify keeps older orders from us.</param>
    /// <returns>Parts that add up to Shopify's figures less ours, exactly.</returns>
    public static IReadOnlyList<DifferencePart> Explain(ShopifyTotal total, Tally ours, IReadOnlyList<OrderTrace> orders, bool olderHidden = false)
    {
        var difference = new Tally(total.Orders, total.Spent.Minor) - ours;
        if (difference == default) return [];
        if ((OneRule(total, difference, orders) ?? FewOrders(total, difference, orders)) is { } found) return found;
        return olderHidden && difference is { Orders: > 0, Spent: >= 0 }
            ? [new DifferencePart(DifferenceCause.TooOld, [], difference)]
            : [new DifferencePart(DifferenceCause.Unexplained, [.. ByDate(orders).Select(o => new OrderDifference(o.Name, default))], difference)];
    }

    static IOrderedEnumerable<OrderTrace> ByDate(IEnumerable<OrderTrace> orders) => orders.OrderBy(o => o.ProcessedAt).ThenBy(o => o.Id.Value);

    static DifferencePart[]? OneRule(ShopifyTotal total, Tally difference, IReadOnlyList<OrderTrace> orders)
    {
        DifferenceCause[] relevant = [.. ShopifyReading.Matters.Where(cause => orders.Any(o => ShopifyReading.Concerns(cause, o, total)))];
        var concerned = orders.Where(o => relevant.Any(cause => ShopifyReading.Concerns(cause, o, total))).ToArray();
        var looks = 0L;
        for (var departures = 1; departures <= Math.Min(MostDepartures, relevant.Length); departures++)
            foreach (var reading in Readings(relevant, 0, departures, default))
            {
                if ((looks += concerned.Length) > MostLooks) return null;
                if (Sum(reading, concerned, total) == difference) return Parts([.. ByDate(concerned).SelectMany(o => Read(reading, o, total))]);
            }

        return null;
    }

    static IEnumerable<ShopifyReading> Readings(DifferenceCause[] causes, int from, int departures, ShopifyReading reading)
    {
        if (departures == 0)
        {
            yield return reading;
            yield break;
        }

        for (var i = from; i <= causes.Length - departures; i++)
            for (var choice = 1; choice <= ShopifyReading.Choices(causes[i]); choice++)
                foreach (var whole in Readings(causes, i + 1, departures - 1, reading.With(causes[i], choice)))
                    yield return whole;
    }

    static Tally Sum(ShopifyReading reading, OrderTrace[] orders, ShopifyTotal total)
    {
        var sum = default(Tally);
        foreach (var order in orders) reading.Read(order, total, (_, part) => sum += part);
        return sum;
    }

    /// <summary>Orders that differ one by one, where no rule fits them all: Shopify may have changed its mind between them.</summary>
    static DifferencePart[]? FewOrders(ShopifyTotal total, Tally difference, IReadOnlyList<OrderTrace> orders)
    {
        List<Departure> all =
        [
            .. from order in ByDate(orders)
               from cause in ShopifyReading.Matters
               where ShopifyReading.Concerns(cause, order, total)
               from choice in Enumerable.Range(1, ShopifyReading.Choices(cause))
               from departure in Read(default(ShopifyReading).With(cause, choice), order, total)
               select departure,
        ];
        if (all.FirstOrDefault(d => d.Tally == difference) is { } one) return Parts([one]);
        if (all.Count <= FewForTwo && Two(all, 0, difference, null) is { } two) return Parts(two);
        if (all.Count > FewForThree) return null;
        for (var i = 0; i < all.Count; i++)
            if (Two(all, i + 1, difference - all[i].Tally, all[i].Order) is { } rest) return Parts([all[i], .. rest]);
        return null;
    }

    /// <summary>Two departures of different orders, other than <paramref name="but"/>, that add up.</summary>
    static Departure[]? Two(List<Departure> all, int from, Tally sum, OrderTrace? but)
    {
        var seen = new Dictionary<Tally, Departure>();
        foreach (var departure in all.Skip(from).Where(d => d.Order != but))
        {
            if (seen.TryGetValue(sum - departure.Tally, out var other) && other.Order != departure.Order) return [other, departure];
            seen.TryAdd(departure.Tally, departure);
        }

        return null;
    }

    static List<Departure> Read(ShopifyReading reading, OrderTrace order, ShopifyTotal total)
    {
        List<Departure> parts = [];
        reading.Read(order, total, (cause, tally) => parts.Add(new Departure(order, cause, tally)));
        return parts;
    }

    static DifferencePart[] Parts(IReadOnlyList<Departure> departures) =>
    [
        .. departures.GroupBy(d => d.Cause).OrderBy(g => g.Key).Select(g => new DifferencePart(
            g.Key, [.. g.Select(d => new OrderDifference(d.Order.Name, d.Tally))], g.Aggregate(default(Tally), (sum, d) => sum + d.Tally))),
    ];

    sealed record Departure(OrderTrace Order, DifferenceCause Cause, Tally Tally);
}
