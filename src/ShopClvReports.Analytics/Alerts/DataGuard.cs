namespace ShopClvReports.Analytics;

/// <summary>
/// Whether a whole shop is silent for longer than its own rhythm explains: then its data do not arrive, or it is closed, and nobody's
/// silence means anything. An order that was cancelled was heard of all the same. A shop that closes for a holiday longer than it ever
/// does in an ordinary week is silent too; it goes on with the first order.
/// </summary>
/// <param name="NewestOrder">Of anybody; null for a shop without orders.</param>
/// <param name="Silence">Since then.</param>
/// <param name="Allowed">Null for a shop with fewer than two orders, which has no rhythm yet.</param>
public sealed record DataGuard(DateTimeOffset? NewestOrder, TimeSpan Silence, TimeSpan? Allowed)
{
    const int Weeks = 52;
    const uint SecondsPerWeek = 7 * 86_400;
    const double Quantile = 0.9;
    const double Slack = 1.5;

    static readonly TimeSpan s_least = TimeSpan.FromDays(1);

    public bool IsSilent => Silence > Allowed;

    /// <summary>
    /// Allowed is 1.5 times the 90 % quantile of the longest gap that ended in each week with an order, over the last 52 weeks before
    /// the newest order; a day at least.
    /// </summary>
    public static DataGuard Of(Ledger ledger, DateTimeOffset now)
    {
        var until = ReportWindow.Seconds(now);
        var newest = 0u;
        foreach (var at in ledger.ProcessedAt)
            if (at <= until) newest = Math.Max(newest, at);
        if (newest == 0) return new DataGuard(null, TimeSpan.Zero, null);

        var longest = LongestGaps(ledger, newest);
        TimeSpan? allowed = longest.Length == 0 ? null : TimeSpan.FromSeconds(Slack * longest[(int)Math.Ceiling(Quantile * longest.Length) - 1]);
        var order = DateTimeOffset.FromUnixTimeSeconds(newest);
        return new DataGuard(order, now - order, allowed < s_least ? s_least : allowed);
    }

    /// <returns>Of each week with an order that had one before it, seconds, ascending.</returns>
    static uint[] LongestGaps(Ledger ledger, uint newest)
    {
        var start = newest - Math.Min(newest, Weeks * SecondsPerWeek);
        var (before, instants) = (0u, new List<uint>());
        foreach (var at in ledger.ProcessedAt)
            if (at > newest) continue;
            else if (at > start) instants.Add(at);
            else before = Math.Max(before, at);
        if (before > 0) instants.Add(before);
        instants.Sort();

        var longest = new uint?[Weeks];
        for (var i = 1; i < instants.Count; i++)
        {
            ref var week = ref longest[(newest - instants[i]) / SecondsPerWeek];
            week = Math.Max(week ?? 0, instants[i] - instants[i - 1]);
        }

        uint[] found = [.. longest.OfType<uint>()];
        Array.Sort(found);
        return found;
    }
}
