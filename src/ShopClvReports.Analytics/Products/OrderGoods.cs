namespace ShopClvReports.Analytics;

/// <summary>What the lines of one order brought of what the order is worth.</summary>
/// <remarks>
/// Together they brought the part that their prices make up of the order's total as it is now, or of that as placed where this is less:
/// the rest is shipping, and tax unless prices include it. They share it by their prices. So a line of an order that was paid in full, and
/// of which what came back was refunded, brought its price; of an order paid or refunded in part, each line brought the same part of its
/// price; and what nothing was received for, or was refunded whole, was not sold. Gift cards are a liability and no goods.
/// </remarks>
static class OrderGoods
{
    /// <param name="policy">Says which units count: those ordered, or those left after removals and returns.</param>
    /// <param name="worth">By the policy, minor units.</param>
    /// <param name="current">By <see cref="ValuePolicy.Current"/>; <paramref name="ordered"/> by <see cref="ValuePolicy.Ordered"/>.</param>
    /// <returns>The lines of which something was sold, with the units and what they brought in minor units.</returns>
    public static IEnumerable<(LineItem Line, int Units, long Revenue)> Sold(IReadOnlyList<LineItem> lines, ValuePolicy policy, long worth, long current, long ordered)
    {
        int Units(LineItem line) => policy == ValuePolicy.Ordered ? line.Quantity : line.CurrentQuantity;
        var (placed, price) = (0L, 0L);
        foreach (var line in lines)
        {
            if (line.IsGiftCard) continue;
            placed += line.Net;
            price += Price(line, Units(line));
        }

        if (worth == 0 && price > 0) yield break;
        var brought = Rounded(worth * Math.Min(Part(price, current), Part(placed, ordered)));
        var (priceSoFar, broughtSoFar) = (0L, 0L);
        foreach (var line in lines)
        {
            if (line.IsGiftCard || Units(line) is not (> 0 and var units)) continue;
            priceSoFar += Price(line, units);
            // What rounding takes from one line the next one gets: they add up to what they brought together.
            var soFar = price > 0 ? Rounded((decimal)brought * priceSoFar / price) : 0;
            yield return (line, units, soFar - broughtSoFar);
            broughtSoFar = soFar;
        }
    }

    /// <summary>Less discounts, of some units of a line.</summary>
    static long Price(LineItem line, int units) => units == line.Quantity ? line.Net : units <= 0 ? 0 : Rounded((decimal)line.Net * units / line.Quantity);

    static decimal Part(long price, long total) => price <= 0 ? 0 : price >= total ? 1 : (decimal)price / total;

    static long Rounded(decimal minor) => (long)Math.Round(minor, MidpointRounding.AwayFromZero);
}
