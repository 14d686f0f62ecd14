using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>Everything that is kept of one person.</summary>
/// <param name="Ids">Every id the person has or had here: accounts, merged ones, guests.</param>
/// <param name="Tables">Only those that hold something.</param>
/// <param name="Runs">Reports, made and perhaps sent, whose files speak of the person.</param>
public sealed record PersonHoldings(
    IReadOnlyList<CustomerId> Ids, IReadOnlyList<string> Emails, IReadOnlyList<HeldTable> Tables, IReadOnlyList<HeldRun> Runs)
{
    public bool IsEmpty => Tables.Count == 0 && Runs.Count == 0;
}

/// <summary>What one table holds of a person.</summary>
/// <param name="Rows">As texts, money in major units and instants in UTC; null where there is nothing.</param>
public sealed record HeldTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);

/// <summary>A report whose files speak of a person.</summary>
/// <param name="SentTo">Channels and recipients that have it, or may.</param>
public sealed record HeldRun(long Run, string Name, DateTimeOffset At, IReadOnlyList<string> SentTo);
