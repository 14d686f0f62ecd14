namespace ShopClvReports.Analytics;

/// <summary>
/// Scores from 1 to 5 by fifths of the shop's customers: recency (days since the last order, 5 the most recent), frequency (orders in
/// the period) and monetary value (spent in it). Equal values have equal scores.
/// </summary>
/// <remarks>
/// A customer's frequency and monetary score is 1 and the number of whole fifths of customers that have less; recency is 5 less the
/// number of whole fifths that ordered later. So those who are alike get the lower of the scores that they could share, and for recency
/// the higher: where six in ten bought once, all six have frequency 1, and who bought twice has 4.
/// </remarks>
sealed class Rfm
{
    const int Fifths = 5;

    readonly CustomerTotals _totals;
    readonly int[] _days;
    readonly long[] _recency, _frequency, _monetary;

    public Rfm(CustomerTotals totals, DayClock clock, DateOnly today)
    {
        _totals = totals;
        _days = new int[totals.Orders.Length];
        var (days, orders, spent, customers) = (new long[_days.Length], new long[_days.Length], new long[_days.Length], 0);
        for (var c = 0; c < _days.Length; c++)
        {
            if (totals.Orders[c] == 0) continue;
            _days[c] = today.DayNumber - clock.Day(totals.Last[c]).DayNumber;
            (days[customers], orders[customers], spent[customers]) = (_days[c], totals.Orders[c], totals.Spent[c]);
            customers++;
        }

        (_recency, _frequency, _monetary) = (Bounds(days.AsSpan(0, customers)), Bounds(orders.AsSpan(0, customers)), Bounds(spent.AsSpan(0, customers)));
    }

    /// <summary>Of a customer with an order in the period.</summary>
    public (int R, int F, int M) Scores(int customer) => (
        Fifths - Above(_recency, _days[customer]), 1 + Above(_frequency, _totals.Orders[customer]), 1 + Above(_monetary, _totals.Spent[customer]));

    /// <inheritdoc cref="Scores"/>
    public RfmGroup Group(int customer)
    {
        var (r, f, m) = Scores(customer);
        return Group(r, f, m);
    }

    /// <summary>
    /// The group of a recency score and the mean of the other two, halves rounded up. The names are Shopify's, the grid is ours:
    /// Shopify publishes none (help.shopify.com, "RFM customer analysis"). Its PROSPECTS have no orders and no scores.
    /// </summary>
    public static RfmGroup Group(int r, int f, int m) => (r, (f + m + 1) / 2) switch
    {
        (5, >= 4) => RfmGroup.Champions,
        (3 or 4, >= 4) => RfmGroup.Loyal,
        (4 or 5, 2 or 3) => RfmGroup.Active,
        (5, _) => RfmGroup.New,
        (4, _) => RfmGroup.Promising,
        (3, 3) => RfmGroup.NeedsAttention,
        (3, _) => RfmGroup.AlmostLost,
        (_, 5) => RfmGroup.PreviouslyLoyal,
        (_, 3 or 4) => RfmGroup.AtRisk,
        _ => RfmGroup.Dormant,
    };

    /// <summary>The values that end the first four fifths: a greater value has so many whole fifths below it.</summary>
    static long[] Bounds(Span<long> values)
    {
        if (values.IsEmpty) return [];
        Sort(values);
        var bounds = new long[Fifths - 1];
        for (var k = 1; k < Fifths; k++) bounds[k - 1] = values[(int)(((long)k * values.Length + Fifths - 1) / Fifths) - 1];
        return bounds;
    }

    /// <summary>Days and numbers of orders lie close together: counting them takes a tenth of the time.</summary>
    static void Sort(Span<long> values)
    {
        const int most = 1 << 16;
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var value in values) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        if ((decimal)greatest - least >= most)
        {
            values.Sort();
            return;
        }

        var counts = new int[greatest - least + 1];
        foreach (var value in values) counts[value - least]++;
        var at = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            values.Slice(at, counts[i]).Fill(least + i);
            at += counts[i];
        }
    }

    static int Above(long[] bounds, long value)
    {
        var above = 0;
        foreach (var bound in bounds)
            if (value > bound) above++;
        return above;
    }
}

/// <summary>Shopify's names for customers alike in recency, frequency and monetary value; the best first.</summary>
public enum RfmGroup
{
    Champions,
    Loyal,
    Active,
    New,
    Promising,
    NeedsAttention,
    AlmostLost,
    AtRisk,
    PreviouslyLoyal,
    Dormant,
}

/// <summary>What the groups are called in columns and filters.</summary>
public static class RfmGroups
{
    /// <summary>Shopify's name for customers without an order, who have no scores.</summary>
    public const string Prospects = "prospects";

    /// <summary>Every name of customers with scores, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<RfmGroup>().Select(Name)];

    /// <summary>Such as <c>needs_attention</c>.</summary>
    public static string Name(this RfmGroup group) => group switch
    {
        RfmGroup.Champions => "champions",
        RfmGroup.Loyal => "loyal",
        RfmGroup.Active => "active",
        RfmGroup.New => "new",
        RfmGroup.Promising => "promising",
        RfmGroup.NeedsAttention => "needs_attention",
        RfmGroup.AlmostLost => "almost_lost",
        RfmGroup.AtRisk => "at_risk",
        RfmGroup.PreviouslyLoyal => "previously_loyal",
        RfmGroup.Dormant => "dormant",
    };
}
