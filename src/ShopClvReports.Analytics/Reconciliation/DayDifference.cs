namespace ShopClvReports.Analytics;

/// <summary>An order as a light page, or our table, tells of it.</summary>
/// <param name="Net">Received less refunded.</param>
/// <param name="Counts">Not a test, and by <see cref="CountingRule"/>.</param>
public readonly record struct OrderGlimpse(OrderId Id, string Number, DateTimeOffset ProcessedAt, DateTimeOffset UpdatedAt, Money Net, bool Counts)
{
    /// <summary>What it adds to its day.</summary>
    public Tally Tally => Counts ? new Tally(1, Net.Minor) : default;
}

/// <summary>What was wrong with an order of a day that differed.</summary>
public enum DayTrouble
{
    /// <summary>Shopify had it, we had not.</summary>
    Missing,

    /// <summary>We had an older version of it.</summary>
    Outdated,

    /// <summary>We had it on another day, or Shopify has.</summary>
    Moved,

    /// <summary>We had it, Shopify had not any more.</summary>
    Gone,

    /// <summary>The same version, and yet another amount.</summary>
    Amount,
}

/// <summary>A day of the shop's calendar on which the orders were not the same.</summary>
/// <param name="Ours">Before anything was mended.</param>
/// <param name="Orders">Those that made the difference, with what each adds to it; they add up to Shopify's less ours.</param>
/// <param name="Mended">Whether the day is equal now.</param>
public sealed record DayDifference(DateOnly Day, Currency Currency, Tally Ours, Tally Shopifys, IReadOnlyList<DayOrder> Orders, bool Mended);

/// <summary>One order that made a day differ.</summary>
/// <param name="Tally">Shopify's less ours.</param>
public sealed record DayOrder(OrderId Id, string Number, DayTrouble Trouble, Tally Tally);
