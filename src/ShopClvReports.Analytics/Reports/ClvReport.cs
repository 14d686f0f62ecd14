namespace ShopClvReports.Analytics;

/// <summary>The Customer Lifetime Value report: every customer with orders in the period and what they are worth.</summary>
public static class ClvReport
{
    /// <summary>Every column, in the order in which they are shown when none are asked for.</summary>
    public static IReadOnlyList<string> ColumnKeys { get; } =
        ["name", "email", "total_spent", "orders", "first_order", "last_order", "days_since", "average_order_value", "share_of_revenue"];

    /// <summary>Columns that are shown when they are asked for.</summary>
    public static IReadOnlyList<string> MoreColumnKeys { get; } = [.. WorthColumns.Keys, .. PredictedColumns.Keys, .. AcquisitionColumns.Keys];

    /// <summary>Columns that tell of the period; all others but those that say who a customer is look at the whole history.</summary>
    static readonly string[] OfThePeriod = ["total_spent", "orders", "average_order_value", "share_of_revenue", "tier", "rfm", "rfm_group", "historical_clv"];

    static readonly string[] OfNoTime = ["customer_id", "name", "email"];

    /// <summary>Whether a column looks at the whole history, whatever the period.</summary>
    public static bool LooksBeyondPeriod(string key) => ColumnKeys.Concat(MoreColumnKeys).Except(OfThePeriod).Except(OfNoTime).Contains(key);

    /// <param name="terms">What the shop says of itself; null when it says nothing.</param>
    /// <param name="modelOf">What is foretold in a currency, by its index in the ledger; asked only when a column wants it. Null to fit it here.</param>
    /// <param name="facts">How customers were won, beside what the ledger tells; null when nothing is known.</param>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(
        Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, ShopTerms? terms = null, Func<byte, ShopModel?>? modelOf = null, AcquisitionFacts? facts = null)
    {
        terms ??= ShopTerms.Unsaid;
        Foretold? foretold = null;
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var clock = DayClock.Of(ledger, shop.TimeZone);
        var sections = CurrencySections.Of(ledger, shop, Section);
        return new Report(ReportKind.Clv, shop, asOf, window.From, window.To, query, sections, Terms: terms, Foretold: foretold);

        ReportSection Section(Ledger orders, Currency currency)
        {
            var totals = window.Totals(orders, query.Value, currency);
            var section = new CustomerSection(orders, totals, currency, clock, asOf.Day);
            var source = new WorthSource(orders, shop, asOf, query, terms, currency, clock);
            var worth = new WorthColumns(section, totals, source);
            var won = new AcquisitionColumns(section, worth.SpentEver, source, facts ?? AcquisitionFacts.None);
            return section.Build(
                query, ReportKind.Clv, ColumnKeys, MoreColumnKeys,
                key => PredictedColumns.Keys.Contains(key)
                    ? PredictedColumns.Column(key, section, currency, Model(currency), terms, worth.SpentEver)
                    : section.Column(key) ?? worth.Column(key) ?? won.Column(key),
                new SortKey("total_spent", true));
        }

        ShopModel? Model(Currency currency)
        {
            var model = ledger.IndexOf(currency) is { } index ? (modelOf ?? (i => ShopModel.Of(ledger, shop, asOf, query.Value, i)))(index) : null;
            foretold ??= Foretold.Of(model);
            return model;
        }
    }
}
