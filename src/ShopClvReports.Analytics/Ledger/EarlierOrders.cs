namespace ShopClvReports.Analytics;

/// <summary>Tells from what became of an order how it stood before.</summary>
public static class EarlierOrders
{
    /// <param name="now">As it stands now.</param>
    /// <param name="cancelled">Seconds since 1970; null when it was not.</param>
    /// <param name="refunds">Those with a date, in seconds since 1970; money given back without one counts as given back from the start.</param>
    /// <returns>By date, each until something became of the order.</returns>
    public static IEnumerable<EarlierOrder> Of(long order, OrderAmounts now, uint? cancelled, IReadOnlyList<(uint At, long Amount)> refunds)
    {
        foreach (var until in refunds.Select(r => r.At).Concat(cancelled is { } at ? [at] : []).Distinct().Order())
        {
            var (undone, isCancelled) = (refunds.Where(r => r.At >= until).Sum(r => r.Amount), cancelled < until);
            var then = now with
            {
                Refunded = now.Refunded - undone,
                // A cancellation gives the articles back; what an edit before it had changed is not known any more.
                Current = cancelled is not null && !isCancelled ? now.Ordered : now.Current,
                // Which refund was of a gift card is not known.
                GiftCardsCurrent = refunds.All(r => r.At >= until) ? now.GiftCardsOrdered : now.GiftCardsCurrent,
            };
            yield return new EarlierOrder(
                order, until, then.Value(ValuePolicy.Paid, isCancelled), then.Value(ValuePolicy.Current, isCancelled), then.Value(ValuePolicy.Ordered, isCancelled), isCancelled);
        }
    }
}
