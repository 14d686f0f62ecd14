namespace ShopClvReports.Analytics;

/// <summary>Why an order counts for Shopify in another way than for us.</summary>
public enum DifferenceCause
{
    /// <summary>A test order, which we never count.</summary>
    Test,

    /// <summary>In another currency than the shop's of today.</summary>
    OtherCurrency,

    /// <summary>Placed without an account, with an e-mail address that one has.</summary>
    Guest,

    /// <summary>Placed with an account that was merged into this one.</summary>
    Merged,

    /// <summary>Placed after the moment that Shopify's figure speaks for.</summary>
    Later,

    /// <summary>Cancelled, or its payment voided or expired.</summary>
    Cancelled,

    /// <summary>Not paid, or in part.</summary>
    Unpaid,

    /// <summary>Money was given back after the order.</summary>
    Refunded,

    /// <summary>Gift cards were sold with it: they count for us when they are spent.</summary>
    GiftCardSold,

    /// <summary>A tip.</summary>
    Tip,

    /// <summary>Paid with a gift card: that is when it counts for us.</summary>
    GiftCardUsed,

    /// <summary>Older than what Shopify lets us see.</summary>
    TooOld,

    /// <summary>Nothing that is known of the orders adds up to the difference.</summary>
    Unexplained,
}

/// <summary>One cause, and what it makes of a difference.</summary>
/// <param name="Orders">Those it touches, by date, and what each adds; of an unexplained difference, every order that could tell.</param>
/// <param name="Tally">Shopify's less ours: what the orders add up to, for a cause that names each of them.</param>
public sealed record DifferencePart(DifferenceCause Cause, IReadOnlyList<OrderDifference> Orders, Tally Tally)
{
    /// <summary>Orders beyond those that are kept; none when it is fresh.</summary>
    public int More { get; init; }
}

/// <summary>What one order adds to a difference.</summary>
/// <param name="Number">The name people use.</param>
/// <param name="Tally">Shopify's less ours.</param>
public sealed record OrderDifference(string Number, Tally Tally);
