namespace ShopClvReports.Analytics;

/// <summary>The several values of one order, all in minor units of the order's currency.</summary>
/// <param name="Ordered">Total as placed.</param>
/// <param name="Current">Total after returns and edits.</param>
/// <param name="Received">Money taken in.</param>
/// <param name="Refunded">Money given back.</param>
/// <param name="Tax">Tax within <paramref name="Ordered"/>.</param>
/// <param name="Shipping">Shipping within <paramref name="Ordered"/>.</param>
/// <param name="GiftCardsOrdered">Gift cards sold within <paramref name="Ordered"/>.</param>
/// <param name="GiftCardsCurrent">Gift cards sold within <paramref name="Current"/>.</param>
public readonly record struct OrderAmounts(
    long Ordered, long Current, long Received, long Refunded, long Tax = 0, long Shipping = 0, long GiftCardsOrdered = 0, long GiftCardsCurrent = 0)
{
    /// <summary>
    /// What the order is worth. A cancelled order is worth what was kept of it, under every policy. Gift cards count when they
    /// are spent, not when they are sold, so that the same money is not counted twice.
    /// </summary>
    public long Value(ValuePolicy policy, bool cancelled) => (cancelled ? ValuePolicy.Paid : policy) switch
    {
        ValuePolicy.Paid => Kept - Math.Clamp(GiftCardsCurrent, 0, Math.Max(Kept, 0)),
        ValuePolicy.Current => Current - GiftCardsCurrent,
        ValuePolicy.Ordered => Ordered - GiftCardsOrdered,
    };

    long Kept => Received - Refunded;
}

/// <summary>Which of an order's values a report adds up.</summary>
public enum ValuePolicy
{
    /// <summary>Received less refunded. The default.</summary>
    Paid,

    /// <summary>The order's total after returns and edits, paid or not.</summary>
    Current,

    /// <summary>The order's total as placed.</summary>
    Ordered,
}

public static class ValuePolicies
{
    /// <summary>As users write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["paid", "current", "ordered"];

    public static string Name(this ValuePolicy policy) => Names[(int)policy];

    /// <param name="name">In capitals or not.</param>
    /// <exception cref="FormatException">Another name.</exception>
    public static ValuePolicy Parse(string name) =>
        Names.ToList().FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var policy
            ? (ValuePolicy)policy
            : throw new FormatException($"'{name}' is not a value policy; expected paid, current or ordered");
}
