namespace ShopClvReports.Analytics;

/// <summary>How much of a period's revenue each tier of customers brought; tiers by what was spent in the whole history.</summary>
sealed class SummaryTiers
{
    /// <param name="lifetime">The whole history.</param>
    /// <param name="totals">The period.</param>
    public SummaryTiers(Tiers tiers, CustomerTotals lifetime, CustomerTotals totals, Currency currency)
    {
        var ranking = new SpendRanking(lifetime, currency);
        var from = ranking.Bars(tiers);
        var (groups, topSpent, topCustomers, all) = (new GroupTally[from.Length], 0L, 0, 0);
        for (var c = 0; c < totals.Orders.Length; c++)
        {
            if (lifetime.Orders[c] == 0) continue;
            all++;
            var tier = Tiers.Of(from, lifetime.Spent[c]);
            if (tier == 0) (topSpent, topCustomers) = (topSpent + lifetime.Spent[c], topCustomers + 1);
            if (totals.Orders[c] == 0) continue;
            var group = new GroupTally(1, new Tally(totals.Orders[c], totals.Spent[c]));
            Whole += group;
            if (tier < groups.Length) groups[tier] += group;
        }

        var (revenue, ever) = (Whole.Tally.Spent + totals.WithoutCustomer.Spent, lifetime.Spent.Sum() + lifetime.WithoutCustomer.Spent);
        Top = new TopTier(topCustomers, all, ever > 0 ? (double)topSpent / ever : double.NaN);
        Rows =
        [
            .. groups.Select((group, i) => new SummaryRow(
                "tiers", tiers.All[i].Name, Amount: group.Tally.Spent, Number: group.Customers,
                Share: revenue > 0 ? (double)group.Tally.Spent / revenue : double.NaN, Stands: group)),
        ];
    }

    public IReadOnlyList<SummaryRow> Rows { get; }

    /// <summary>Everybody with an order in the period.</summary>
    public GroupTally Whole { get; }

    public TopTier Top { get; }
}

/// <summary>The best tier over the whole history.</summary>
/// <param name="Of">How many customers there are.</param>
/// <param name="Share">Of what was ever spent; NaN when that is nothing.</param>
readonly record struct TopTier(int Customers, int Of, double Share);
