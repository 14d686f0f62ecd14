namespace ShopClvReports.Analytics;

/// <summary>
/// One page for the owner, in the shop's currency: what changed against the period before, who matters, who is slipping away, and what
/// to do about it.
/// </summary>
public static class SummaryReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["part", "what", "amount", "amount_before", "number", "number_before", "change", "share_of_revenue"];

    const int Best = 5;

    /// <param name="spend">Of the shop, in any currency; only that in the shop's counts.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, IReadOnlyList<MarketingSpend> spend, ShopTerms terms)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var totals = window.Totals(ledger, query.Value, shop.Currency);
        var lifetime = query.Period == Period.All ? totals : ReportWindow.Of(Period.All, asOf, shop.TimeZone).Totals(ledger, query.Value, shop.Currency);
        var now = PeriodFigures.Of(totals, window);
        var before = query.Period.Before(asOf.Day) is { } earlier && ReportWindow.Of(earlier, asOf, shop.TimeZone) is var then
            ? PeriodFigures.Of(then.Totals(ledger, query.Value, shop.Currency), then)
            : null;
        var quiet = Quiet(ledger, shop, asOf, query);
        var tiers = new SummaryTiers(terms.Tiers, lifetime, totals, shop.Currency);
        var channels = spend.Any(s => s.Amount.Currency == shop.Currency)
            ? ChannelBreakdown.Compute(
                ledger, shop, asOf, query, shop.Currency, totals, new Acquisitions(ledger, shop.TimeZone, query.Value, asOf.Instant), spend, terms.Share)
            : [];
        SummaryRow[] rows = [.. Changed(now, before), .. BestCustomers(ledger, lifetime), .. tiers.Rows, .. quiet.Take(Best).Select(q => Row(ledger, q))];
        return new Report(ReportKind.Summary, shop, asOf, window.From, window.To, query, [Section(rows, shop.Currency, query, tiers.Whole, totals.WithoutCustomer) with { Chart = Bars(now, before) }], Terms: terms)
        {
            Remarks = AdviceChoice.Choose(shop.Currency, quiet, now, before, channels, terms.Share, tiers.Top),
        };
    }

    static IEnumerable<SummaryRow> Changed(PeriodFigures now, PeriodFigures? before)
    {
        SummaryRow Amount(string what, Func<PeriodFigures, long?> of) => new("changed", what, Amount: of(now), AmountBefore: before is null ? null : of(before));
        SummaryRow Number(string what, Func<PeriodFigures, int> of) => new("changed", what, Number: of(now), NumberBefore: before is null ? null : of(before));
        yield return Amount("revenue", f => f.Tally.Spent);
        yield return Number("orders", f => f.Tally.Orders);
        yield return Number("new_customers", f => f.NewCustomers);
        yield return Number("returning_customers", f => f.ReturningCustomers);
        yield return Amount("average_order_value", f => f.AverageOrderValue);
    }

    static Chart.Bars? Bars(PeriodFigures now, PeriodFigures? before) =>
        before is null ? null : new Chart.Bars("revenue", new WordColumn("what", ["now", "before"]), [now.Tally.Spent, before.Tally.Spent]);

    static IEnumerable<SummaryRow> BestCustomers(Ledger ledger, CustomerTotals lifetime)
    {
        var revenue = lifetime.Spent.Sum() + lifetime.WithoutCustomer.Spent;
        return Enumerable.Range(0, lifetime.Spent.Length).Where(c => lifetime.Orders[c] > 0 && lifetime.Spent[c] > 0)
            .OrderByDescending(c => lifetime.Spent[c]).ThenBy(c => c).Take(Best)
            .Select(c => new SummaryRow(
                "best_customers", Label(ledger.Customer(c)), Amount: lifetime.Spent[c], Number: lifetime.Orders[c],
                Share: revenue > 0 ? (double)lifetime.Spent[c] / revenue : double.NaN));
    }

    /// <summary>By the rule of <c>report inactive</c> when nothing is said: the fifth that spent most, by their own rhythm.</summary>
    static List<QuietPerson> Quiet(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query)
    {
        var rule = new AlertRule(new HighValue(HighValueBy.Percent, ProductsReport.TopPercent), Quantile: AlertRule.UsualQuantile);
        var check = QuietCheck.Compute(ledger, shop, asOf, query with { Period = Period.All }, rule);
        return
        [
            .. Enumerable.Range(0, ledger.CustomerCount).Where(c => check.Customers[c] is { IsHighValue: true, IsQuiet: true } && !ledger.Customer(c).Deleted)
                .OrderByDescending(c => check.Customers[c].AtStake).ThenBy(c => c)
                .Select(c => new QuietPerson(c, Label(ledger.Customer(c)), check.Customers[c].AtStake, check.Customers[c].DaysSince)),
        ];
    }

    static SummaryRow Row(Ledger ledger, QuietPerson quiet) => new("quiet", Label(ledger.Customer(quiet.Customer)), Amount: quiet.AtStake, Number: quiet.DaysSince);

    static string Label(in LedgerCustomer customer) => customer.Name ?? customer.Email ?? customer.ShownId;

    static ReportSection Section(SummaryRow[] rows, Currency currency, ReportQuery query, GroupTally whole, Tally withoutCustomer)
    {
        T[] Each<T>(Func<SummaryRow, T> value) => Array.ConvertAll(rows, r => value(r));
        ReportColumn? Column(string key) => key switch
        {
            "part" => new WordColumn(key, Each(r => r.Part)),
            "what" => new WordColumn(key, Each(r => r.What)),
            "amount" => new MoneyColumn(key, Each(r => r.Amount ?? MoneyColumn.Unknown), currency),
            "amount_before" => new MoneyColumn(key, Each(r => r.AmountBefore ?? MoneyColumn.Unknown), currency),
            "number" => new CountColumn(key, Each(r => r.Number ?? CountColumn.Unknown)),
            "number_before" => new CountColumn(key, Each(r => r.NumberBefore ?? CountColumn.Unknown)),
            "change" => new ChangeColumn(key, Each(r => r.Change)),
            "share_of_revenue" => new ShareColumn(key, Each(r => r.Share)),
            _ => null,
        };
        return new ReportTable(ReportKind.Summary, currency, ColumnKeys, [], Column)
            .Section(query, [.. Enumerable.Range(0, rows.Length)], null, shown => GroupTally.Sum(shown, row => rows[row].Stands), whole, withoutCustomer);
    }
}
