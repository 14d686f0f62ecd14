namespace ShopClvReports.Analytics;

/// <summary>
/// Who is who: follows merges, and joins a guest with the account that has the guest's e-mail. Depends on the customers alone,
/// never on the order in which they became known.
/// </summary>
static class CustomerIdentity
{
    /// <param name="customers">By ascending id.</param>
    /// <returns>For each customer the index of the one it belongs to; itself when it stands alone.</returns>
    public static int[] Resolve(ReadOnlySpan<LedgerCustomer> customers, Dictionary<long, int> indexOf)
    {
        var target = new int[customers.Length];
        for (var i = 0; i < customers.Length; i++)
            target[i] = customers[i].MergedInto != 0 && indexOf.TryGetValue(customers[i].MergedInto, out var kept) ? kept : i;
        JoinGuests(customers, target);

        var person = new int[customers.Length];
        for (var i = 0; i < person.Length; i++) person[i] = target[i] == i ? i : Follow(target, i);
        return person;
    }

    static void JoinGuests(ReadOnlySpan<LedgerCustomer> customers, int[] target)
    {
        var guests = new Dictionary<string, int>();
        for (var i = 0; i < customers.Length; i++)
            if (customers[i] is { Kind: CustomerKind.Guest, Deleted: false } && Email.Normalise(customers[i].Email) is { } address)
                guests.TryAdd(address, i);
        if (guests.Count == 0) return;

        // The lowest account id wins where several share an address; an account that was merged away speaks last.
        foreach (var merged in (ReadOnlySpan<bool>)[false, true])
            for (var i = 0; i < customers.Length; i++)
                if (customers[i] is { Kind: CustomerKind.Account, Deleted: false } && (customers[i].MergedInto != 0) == merged
                    && Email.Normalise(customers[i].Email) is { } address && guests.Remove(address, out var guest))
                    target[guest] = i;
    }

    /// <summary>Merges that form a ring, which no honest shop sends, end at the ring's lowest id.</summary>
    static int Follow(int[] target, int start)
    {
        var seen = new HashSet<int> { start };
        var at = target[start];
        while (target[at] != at && seen.Add(at)) at = target[at];
        if (target[at] == at) return at;

        var lowest = at;
        for (var next = target[at]; next != at; next = target[next]) lowest = Math.Min(lowest, next);
        return lowest;
    }
}
