namespace ShopClvReports.Analytics;

/// <summary>Which channels win customers, what those are worth, and what winning them cost.</summary>
public static class ChannelsReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
    [
        "channel", "new_customers", "clv_per_customer", "spend", "cac", "clv_cac", "verdict", "payback", "customers", "orders", "revenue", "share_of_revenue",
    ];

    /// <param name="spend">Of the shop, in any currency; each is shown in its own.</param>
    /// <param name="readVisits">Hands over the first visits, by which customers are told apart then; null for the first order's channel.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, IReadOnlyList<MarketingSpend> spend, ShopTerms terms,
        Action<Action<OrderId, FirstVisit>>? readVisits = null)
    {
        var margin = terms.Share;
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var acquisitions = new Acquisitions(ledger, shop.TimeZone, query.Value, asOf.Instant);
        var visits = readVisits is null ? null : new FirstVisits(ledger, acquisitions, readVisits);
        List<ReportSection> sections = [];
        foreach (var currency in ledger.Currencies.Union(spend.Select(s => s.Amount.Currency)))
        {
            var totals = window.Totals(ledger, query.Value, currency);
            var channels = ChannelBreakdown.Compute(ledger, shop, asOf, query, currency, totals, acquisitions, spend, margin, visits);
            if (channels.Count > 0 || totals.WithoutCustomer.Orders > 0) sections.Add(Section(channels, currency, totals.WithoutCustomer, query, margin));
        }

        if (sections.Count == 0) sections.Add(Section([], shop.Currency, default, query, margin));
        return new Report(ReportKind.Channels, shop, asOf, window.From, window.To, query, sections, Terms: terms) { ByFirstVisit = visits is not null };
    }

    static ReportSection Section(IReadOnlyList<ChannelFigures> channels, Currency currency, Tally withoutCustomer, ReportQuery query, double margin)
    {
        var whole = GroupTally.Sum(Enumerable.Range(0, channels.Count), row => channels[row].Group);
        var revenue = whole.Tally.Spent + withoutCustomer.Spent;
        T[] Each<T>(Func<ChannelFigures, T> value) => [.. channels.Select(value)];
        MoneyColumn Amounts(string key, Func<ChannelFigures, double> value) => new(key, Each(c => Minor.Of(value(c))), currency);

        ReportColumn? Column(string key) => key switch
        {
            "channel" => Names(key, channels),
            "new_customers" => new CountColumn(key, Each(c => c.NewCustomers)),
            "clv_per_customer" => Amounts(key, c => c.ClvPerCustomer(margin)),
            "spend" => Amounts(key, c => c.Spend ?? double.NaN),
            "cac" => Amounts(key, c => c.Cac),
            "clv_cac" => new NumberColumn(key, Each(c => c.Ratio(margin))),
            "verdict" => new WordColumn(key, Each(c => AcquisitionVerdicts.Of(c.Ratio(margin))?.ToString().ToLowerInvariant())),
            "payback" => new CountColumn(key, Each(c => c.PaybackAge ?? CountColumn.Unknown)),
            "customers" => new CountColumn(key, Each(c => c.Customers)),
            "orders" => new CountColumn(key, Each(c => c.Tally.Orders)),
            "revenue" => new MoneyColumn(key, Each(c => c.Tally.Spent), currency),
            "share_of_revenue" => new ShareColumn(key, Each(c => revenue > 0 ? (double)c.Tally.Spent / revenue : double.NaN)),
            _ => null,
        };

        var section = new ReportTable(ReportKind.Channels, currency, ColumnKeys, [], Column).Section(
            query, [.. Enumerable.Range(0, channels.Count)], new SortKey("new_customers", true), rows => GroupTally.Sum(rows, row => channels[row].Group), whole, withoutCustomer);
        return section with { Chart = Bars([.. section.Rows.Select(row => channels[row])], margin) };
    }

    /// <summary>What a new customer has brought, and where any spend is known, what winning them cost.</summary>
    static Chart.Bars? Bars(IReadOnlyList<ChannelFigures> shown, double margin)
    {
        ChannelFigures[] drawn = [.. shown.Where(c => c.NewCustomers > 0).Take(Chart.MostBars)];
        return drawn.Length == 0 ? null : new Chart.Bars("clv_per_customer", Names("channel", drawn), [.. drawn.Select(c => Minor.Of(c.ClvPerCustomer(margin)))])
        {
            Against = drawn.Any(c => c.Spend is not null) ? new Chart.Series("cac", [.. drawn.Select(c => Minor.Of(c.Cac))]) : null,
        };
    }

    static ChannelColumn Names(string key, IEnumerable<ChannelFigures> channels) => new(key, [.. channels.Select(c => c.Channel)]);
}
