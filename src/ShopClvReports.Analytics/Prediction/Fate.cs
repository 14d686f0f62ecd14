namespace ShopClvReports.Analytics;

/// <summary>What a living customer may do, once chance has said how often they buy and when they leave.</summary>
/// <param name="Rate">Orders by the unit of the model.</param>
/// <param name="Most">They leave after so many.</param>
/// <param name="Until">They leave then.</param>
readonly record struct Fate(double Rate, double Most, double Until)
{
    /// <summary>Further orders come evenly: chance averages out in so many.</summary>
    public const int Several = 200;

    /// <summary>Orders within a horizon. With the same chance a longer one has them all, and more.</summary>
    public int Orders(double horizon, Chance chance)
    {
        var end = Math.Min(horizon, Until);
        var at = 0.0;
        for (var n = 0; n < Several; n++)
        {
            at += chance.Exponential() / Rate;
            if (n >= Most || at > end) return n;
        }

        return (int)Math.Min(Math.Min(Most, FutureOrders.MostOrders), Several + (end - at) * Rate);
    }
}
