namespace ShopClvReports.Analytics;

/// <summary>What changed in one currency between two runs of the same schedule.</summary>
/// <param name="Previous">The whole of the run before, as it was then.</param>
/// <param name="PreviousDay">The day it spoke for.</param>
/// <param name="NewTop">In the top now and not then, best first.</param>
/// <param name="LostTop">In the top then and not now, best of then first.</param>
/// <param name="Rises">Spent more than then, biggest rise first; only customers that were known then.</param>
public sealed record Movers(
    Currency Currency, DateOnly PreviousDay, Tally Previous, Tally Total,
    IReadOnlyList<Mover> NewTop, IReadOnlyList<Mover> LostTop, IReadOnlyList<Mover> Rises)
{
    /// <summary>Of revenue, as a fraction of what it was; NaN of nothing or of a debt, of which there is none.</summary>
    public double Change => Previous.Spent > 0 ? ((double)Total.Spent - Previous.Spent) / Previous.Spent : double.NaN;

    /// <summary>One for each section that both have, as in <paramref name="now"/>; each list has at most <paramref name="top"/>.</summary>
    /// <param name="now">As <see cref="Standings.Of"/> wants it. Its name and email columns, if any, name the customers it still lists.</param>
    /// <param name="top">How many places count as the top.</param>
    public static IReadOnlyList<Movers> Between(Standings previous, Report now, int top)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        return
        [
            .. from section in now.Sections
               join then in previous.Sections on section.Currency equals then.Currency
               select Between(then, previous.Day, section, top),
        ];
    }

    static Movers Between(StandingsSection then, DateOnly day, ReportSection section, int top)
    {
        var now = StandingsSection.Of(section);
        var (rankThen, rankNow) = (Ranks(then), Ranks(now));
        var names = section.Columns.OfType<TextColumn>().FirstOrDefault(c => c.Key == "name")?.Values;
        var emails = section.Columns.OfType<TextColumn>().FirstOrDefault(c => c.Key == "email")?.Values;

        Mover Mover(string id)
        {
            int? place = rankNow.TryGetValue(id, out var n) ? n : null, placeThen = rankThen.TryGetValue(id, out var t) ? t : null;
            int? row = place is { } listed ? section.Rows[listed - 1] : null;
            return new Mover(
                id, row is { } named ? names?[named] : null, row is { } mailed ? emails?[mailed] : null, place, placeThen,
                place is null ? default : now.Customers[n - 1].Tally, placeThen is null ? default : then.Customers[t - 1].Tally);
        }

        return new Movers(
            section.Currency, day, then.Total, now.Total,
            [.. Top(now, top).Where(id => !InTop(rankThen, id, top)).Select(Mover)],
            [.. Top(then, top).Where(id => !InTop(rankNow, id, top)).Select(Mover)],
            [.. Risen(then, now, rankThen).Take(top).Select(Mover)]);
    }

    /// <summary>Equal rises in the order of now.</summary>
    static IEnumerable<string> Risen(StandingsSection then, StandingsSection now, Dictionary<string, int> rankThen) =>
        from customer in now.Customers
        let before = rankThen.TryGetValue(customer.CustomerId, out var rank) ? then.Customers[rank - 1].Tally.Spent : long.MaxValue
        where customer.Tally.Spent > before
        orderby (decimal)customer.Tally.Spent - before descending
        select customer.CustomerId;

    static IEnumerable<string> Top(StandingsSection section, int top) => section.Customers.Take(top).Select(c => c.CustomerId).Distinct();

    static bool InTop(Dictionary<string, int> ranks, string id, int top) => ranks.TryGetValue(id, out var rank) && rank <= top;

    /// <summary>From 1. Two customers of one id, which imports of several systems can bring, count as the better one.</summary>
    static Dictionary<string, int> Ranks(StandingsSection section)
    {
        var ranks = new Dictionary<string, int>(section.Customers.Count, StringComparer.Ordinal);
        for (var i = 0; i < section.Customers.Count; i++) ranks.TryAdd(section.Customers[i].CustomerId, i + 1);
        return ranks;
    }
}

/// <summary>One customer, then and now.</summary>
/// <param name="Rank">From 1; null when not in the report.</param>
public sealed record Mover(string CustomerId, string? Name, string? Email, int? Rank, int? PreviousRank, Tally Now, Tally Then);
