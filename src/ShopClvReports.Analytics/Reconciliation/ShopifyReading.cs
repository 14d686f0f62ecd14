namespace ShopClvReports.Analytics;

/// <summary>
/// One way in which Shopify may add up a customer's orders. Its rule is unwritten, so that every way is tried; the default of each choice
/// is what we do ourselves.
/// </summary>
readonly record struct ShopifyReading
{
    /// <summary>What may be counted in another way than ours, the likelier first; each has <see cref="Choices"/> and 0 is ours.</summary>
    public static readonly DifferenceCause[] Matters =
    [
        DifferenceCause.Later, DifferenceCause.Guest, DifferenceCause.Merged, DifferenceCause.Cancelled, DifferenceCause.Unpaid, DifferenceCause.Refunded,
        DifferenceCause.GiftCardSold, DifferenceCause.Tip, DifferenceCause.GiftCardUsed, DifferenceCause.OtherCurrency, DifferenceCause.Test,
    ];

    /// <summary>Of orders that we count: Shopify does not.</summary>
    const int LeftOut = 1;

    /// <summary>Of orders that we leave out: Shopify counts them, in number alone.</summary>
    const int ByNumber = 2;

    /// <summary>Of orders not yet paid: they count for Shopify as if they were.</summary>
    const int InFull = 2;

    readonly int _choices;

    ShopifyReading(int choices) => _choices = choices;

    /// <summary>How many ways there are beside ours.</summary>
    public static int Choices(DifferenceCause cause) =>
        cause is DifferenceCause.Test or DifferenceCause.OtherCurrency or DifferenceCause.Cancelled or DifferenceCause.Unpaid ? 2 : 1;

    /// <param name="choice">From 0, which is ours.</param>
    public ShopifyReading With(DifferenceCause cause, int choice) => new(_choices & ~(3 << (2 * (int)cause)) | choice << (2 * (int)cause));

    int Choice(DifferenceCause cause) => _choices >> (2 * (int)cause) & 3;

    bool Departs(DifferenceCause cause) => Choice(cause) != 0;

    /// <summary>Whether an order is of the kind that a matter is about.</summary>
    public static bool Concerns(DifferenceCause cause, OrderTrace order, ShopifyTotal total) => cause switch
    {
        DifferenceCause.Test => order.Test,
        DifferenceCause.OtherCurrency => order.Currency != total.Spent.Currency,
        DifferenceCause.Guest => order.Customer is not { Value: > 0 },
        DifferenceCause.Merged => order.Customer is { Value: > 0 } own && own != total.Customer,
        DifferenceCause.Later => order.ProcessedAt > total.At,
        DifferenceCause.Cancelled => order.Cancelled,
        DifferenceCause.Unpaid => order.IsUnpaid,
        DifferenceCause.Refunded => order.Amounts.Refunded != 0,
        DifferenceCause.GiftCardSold => order.Amounts.GiftCardsCurrent != 0,
        DifferenceCause.Tip => order.Tip != 0,
        DifferenceCause.GiftCardUsed => order.GiftCardsUsed != 0,
        DifferenceCause.TooOld or DifferenceCause.Unexplained => false,
    };

    /// <summary>What an order adds to our figures, before any departure.</summary>
    public static Tally Ours(OrderTrace order, ShopifyTotal total)
    {
        if (order.Test || order.Currency != total.Spent.Currency) return default;
        var value = order.Amounts.Value(ValuePolicy.Paid, order.Cancelled);
        return CountedOrders.Counts(value, order.Cancelled) ? new Tally(1, value) : default;
    }

    /// <summary>Hands over what each cause makes of an order under this reading, Shopify's less ours; what makes nothing is left out.</summary>
    public void Read(OrderTrace order, ShopifyTotal total, Action<DifferenceCause, Tally> part)
    {
        var ours = Ours(order, total);
        foreach (var cause in (ReadOnlySpan<DifferenceCause>)[DifferenceCause.Test, DifferenceCause.OtherCurrency])
        {
            if (!Concerns(cause, order, total)) continue;
            // We leave it out; Shopify counts it with its amount, or in number alone.
            if (Departs(cause)) part(cause, new Tally(1, Choice(cause) == ByNumber ? 0 : Nominal(order, total.Spent.Currency)));
            return;
        }

        foreach (var cause in (ReadOnlySpan<DifferenceCause>)
            [DifferenceCause.Guest, DifferenceCause.Merged, DifferenceCause.Later, DifferenceCause.Cancelled, DifferenceCause.Unpaid])
        {
            if (Choice(cause) != LeftOut || !Concerns(cause, order, total)) continue;
            if (ours != default) part(cause, default(Tally) - ours);
            return;
        }

        var counted = ours.Orders == 1;
        if (order.Cancelled && !counted)
        {
            if (Choice(DifferenceCause.Cancelled) != ByNumber) return;
            part(DifferenceCause.Cancelled, new Tally(1, 0));
        }

        Amounts(order, ours.Spent, part);
    }

    /// <summary>Cause by cause, so that what they make of the amount adds up.</summary>
    void Amounts(OrderTrace order, long ours, Action<DifferenceCause, Tally> part)
    {
        var (received, refunded) = (order.Amounts.Received, order.Amounts.Refunded);
        var giftCards = order.Amounts.GiftCardsCurrent;
        var soFar = ours;
        void Step(DifferenceCause cause, long amount)
        {
            if (amount != soFar) part(cause, new Tally(0, amount - soFar));
            soFar = amount;
        }

        long Value() => (order.Amounts with { Received = received, Refunded = refunded, GiftCardsCurrent = giftCards }).Value(ValuePolicy.Paid, cancelled: false);

        if (Choice(DifferenceCause.Unpaid) == InFull && order.IsUnpaid)
        {
            received = order.Amounts.Ordered;
            Step(DifferenceCause.Unpaid, Value());
        }

        if (Departs(DifferenceCause.Refunded))
        {
            refunded = 0;
            Step(DifferenceCause.Refunded, Value());
        }

        if (Departs(DifferenceCause.GiftCardSold))
        {
            giftCards = 0;
            Step(DifferenceCause.GiftCardSold, Value());
        }

        if (Departs(DifferenceCause.Tip)) Step(DifferenceCause.Tip, soFar - order.Tip);
        if (Departs(DifferenceCause.GiftCardUsed)) Step(DifferenceCause.GiftCardUsed, soFar - order.GiftCardsUsed);
    }

    /// <summary>The order's amount as if it were of another currency: 12.50 stays 12.50.</summary>
    static long Nominal(OrderTrace order, Currency currency)
    {
        var kept = new Money(order.Amounts.Received - order.Amounts.Refunded, order.Currency);
        return Money.TryToMinor(kept.Amount, currency, out var minor) ? minor : 0;
    }
}
