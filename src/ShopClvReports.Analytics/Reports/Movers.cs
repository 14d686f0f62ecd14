namespace ShopClvReports.Analytics;

/// <summary>What changed in one currency between two runs of the same schedule.</summary>
/// <param name="Previous">The whole of the run before, as it was then.</param>
/// <param name="PreviousDay">The day it spoke for.</param>
/// <param name="NewTop">In the top now and not then, best first.</param>
/// <param name="LostTop">In the top then and not now, best of then first.</param>
/// <param name="Rises">Spent more than then, biggest rise first; only customers that were known then.</param>
public sealed record Movers(
    Currency Currency, DateOnly PreviousDay, Tally Previous, Tally Total,
    IReadOnlyList<Mover> NewTop, IReadOnlyList<Mover> LostTop, IReadOnlyList<Mover> Rises);

/// <summary>One customer, then and now.</summary>
/// <param name="Rank">From 1; null when not in the report.</param>
public sealed record Mover(string CustomerId, string? Name, string? Email, int? Rank, int? PreviousRank, Tally Now, Tally Then);
