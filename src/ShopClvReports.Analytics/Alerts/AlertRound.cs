namespace ShopClvReports.Analytics;

/// <summary>One look at a shop's customers and its open alerts.</summary>
public static class AlertRound
{
    /// <summary>What a check of one rule leads to: the open alerts first, then the new ones by value at stake.</summary>
    /// <param name="open">The rule's open alerts.</param>
    public static IReadOnlyList<AlertChange> Check(
        Ledger ledger, ValuePolicy policy, QuietCheck check, IReadOnlyList<Alert> open, long rule, AlertRule wish, DateTimeOffset now)
    {
        var known = open.Select(a => a.Customer.Value).ToHashSet();
        var changes = open.Select(alert => AlertLife.Checked(alert, rule, See(ledger, policy, check, alert, now), wish, now)).OfType<AlertChange>().ToList();
        var fresh = Enumerable.Range(0, ledger.CustomerCount)
            .Where(c => check.Customers[c] is { IsHighValue: true, IsQuiet: true } && ledger.Customer(c) is { Deleted: false } customer && !known.Contains(customer.Id))
            .OrderByDescending(c => check.Customers[c].AtStake).ThenBy(c => c);
        changes.AddRange(fresh
            .Select(c => AlertLife.Checked(null, rule, new Sighting(new CustomerId(ledger.Customer(c).Id), check.Customers[c]), wish, now)).OfType<AlertChange>());
        return changes;
    }

    /// <summary>What orders, erasures and merges lead to between checks.</summary>
    /// <param name="policyOf">The value policy of an alert's rule.</param>
    /// <param name="open">Open alerts of any rule.</param>
    public static IReadOnlyList<AlertChange> Hear(Ledger ledger, Func<long, ValuePolicy> policyOf, IReadOnlyList<Alert> open, DateTimeOffset now) =>
        [.. open.Select(alert => AlertLife.Heard(alert, See(ledger, policyOf(alert.Rule), null, alert, now), now)).OfType<AlertChange>()];

    static Sighting See(Ledger ledger, ValuePolicy policy, QuietCheck? check, Alert alert, DateTimeOffset now)
    {
        if (ledger.Find(alert.Customer) is not { } c) return new Sighting(alert.Customer, default, GoneBecause: "removed or merged with another");
        if (ledger.Customer(c).Deleted) return new Sighting(alert.Customer, default, GoneBecause: "erased");
        return new Sighting(alert.Customer, check?.Customers[c] ?? default, Silence.FirstAfter(ledger, policy, c, alert.LastOrder, now));
    }
}
