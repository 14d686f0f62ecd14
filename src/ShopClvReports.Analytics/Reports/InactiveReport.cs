namespace ShopClvReports.Analytics;

/// <summary>High-value customers that are unusually quiet, by what is at stake, in the shop's currency.</summary>
public static class InactiveReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
    [
        "name", "email", "total_spent", "orders", "average_order_value", "share_of_revenue", "last_order", "days_since", "usual_gap", "quiet_after", "at_stake",
    ];

    /// <param name="rule">Who is high-value, and when quiet.</param>
    /// <param name="customers">Lists these, whatever the rule says of them now; null for those the rule names.</param>
    /// <exception cref="FormatException">The rule cannot be.</exception>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, AlertRule rule, IReadOnlySet<CustomerId>? customers = null) =>
        Build(new QuietChecks(ledger, shop, asOf), query, rule, customers);

    /// <param name="checks">For several reports of one moment.</param>
    /// <inheritdoc cref="Build(Ledger, Shop, AsOf, ReportQuery, AlertRule, IReadOnlySet{CustomerId})"/>
    public static Report Build(QuietChecks checks, ReportQuery query, AlertRule rule, IReadOnlySet<CustomerId>? customers = null)
    {
        var (ledger, shop, asOf) = (checks.Ledger, checks.Shop, checks.AsOf);
        var check = checks.Of(query, rule);
        var listed = new bool[ledger.CustomerCount];
        for (var c = 0; c < listed.Length; c++)
            listed[c] = check.Customers[c].LastOrder != 0
                && (customers?.Contains(new CustomerId(ledger.Customer(c).Id)) ?? check.Customers[c] is { IsHighValue: true, IsQuiet: true });

        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        var section = new CustomerSection(ledger, window.Totals(ledger, query.Value, shop.Currency), shop.Currency, clock, asOf.Day, listed);

        ReportColumn? Column(string key) => key switch
        {
            // Of any currency, as the rule looks at them.
            "last_order" => new DateColumn(key, section.Each(c => clock.Day(check.Customers[c].LastOrder))),
            "days_since" => new CountColumn(key, section.Each(c => check.Customers[c].DaysSince)),
            "usual_gap" => new CountColumn(key, section.Each(c => check.UsualGapDays(c) ?? CountColumn.Unknown)),
            "quiet_after" => new CountColumn(key, section.Each(c => QuietAfter(rule, check.Customers[c]) ?? CountColumn.Unknown)),
            "at_stake" => new MoneyColumn(key, section.Each(c => check.Customers[c].AtStake), shop.Currency),
            "first_order" => null,
            _ => section.Column(key),
        };

        return new Report(
            ReportKind.Inactive, shop, asOf, window.From, window.To, query,
            [section.Build(query, ReportKind.Inactive, ColumnKeys, [], Column, new SortKey("at_stake", true))], rule);
    }

    /// <summary>Where both must hold, the later one.</summary>
    static int? QuietAfter(AlertRule rule, in QuietCustomer customer) =>
        rule.Quantile is null ? rule.QuietDays : customer.QuietAfterDays is { } days ? Math.Max(days, rule.QuietDays ?? 0) : null;
}
