using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>From the words of a request to the report they mean: the one place that knows every kind.</summary>
public static class ReportRequests
{
    /// <exception cref="FormatException">A word that means nothing, or nothing to this report; the message lists those that do.</exception>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(this ReportRequest request, ReportSource source)
    {
        var (ledger, shop, asOf) = (source.Ledger, source.Shop, source.AsOf);
        var (kind, query) = (ReportKinds.Parse(request.Kind), request.Query());
        if (!source.KeepsNames && kind.ListsCustomers()) query = query with { Columns = query.Columns ?? Nameless(kind) };
        CheckOptions(request, kind);
        var terms = request.Tiers is { } tiers ? source.Terms with { Tiers = Tiers.Parse(tiers) } : source.Terms;
        var report = kind switch
        {
            ReportKind.Clv => ClvReport.Build(ledger, shop, asOf, query, terms, index => source.Model(query.Value, index), new AcquisitionFacts(source.Spend, source.ReadLines)),
            ReportKind.Inactive => InactiveReport.Build(ledger, shop, asOf, query, request.Rule ?? new AlertRuleText().Over(null)),
            ReportKind.Tiers => TiersReport.Build(ledger, shop, asOf, query, terms),
            ReportKind.Rfm => RfmReport.Build(ledger, shop, asOf, query),
            ReportKind.Cohorts => CohortsReport.Build(ledger, shop, asOf, query, terms, Span(request.By), Cost(source, query, Span(request.By))),
            ReportKind.Forecast => ForecastReport.Build(ledger, shop, asOf, query, index => source.Model(query.Value, index)),
            ReportKind.Channels => ChannelsReport.Build(
                ledger, shop, asOf, query, source.Spend(), source.Terms, IsByFirstVisit(request.By) ? source.ReadFirstVisits : null),
            ReportKind.Products => ProductsReport.Build(ledger, shop, asOf, query, source.ReadLines, source.Terms, source.Costs()),
            ReportKind.Companies => CompaniesReport.Build(ledger, shop, asOf, query, source.ReadCompanies, source.Terms),
            ReportKind.Customer => OfCustomer(request.Customer, source, query),
            ReportKind.Summary => SummaryReport.Build(ledger, shop, asOf, query, source.Spend(), source.Terms),
            ReportKind.Reconcile => ReconcileReport.Build(ledger, shop, asOf, query, source.Reconciliation()),
        };
        return report with { Remarks = [.. source.Remarks(), .. report.Remarks], Footnotes = kind == ReportKind.Clv ? Agreement(source) : [] };
    }

    /// <summary>Nothing of a shop that was never reconciled.</summary>
    static IReadOnlyList<Remark> Agreement(ReportSource source) =>
        source.Reconciliation() is { } last ? [ShopifyAgreement.Of(last, source.Shop.TimeZone)] : [];

    static string[] Nameless(ReportKind kind) =>
        [kind.RowKey(), .. (kind == ReportKind.Inactive ? InactiveReport.ColumnKeys : ClvReport.ColumnKeys).Except(["name", "email", kind.RowKey()])];

    static void CheckOptions(ReportRequest request, ReportKind kind)
    {
        if (request.Rule is not null && kind != ReportKind.Inactive)
            throw new FormatException($"who is high-value and when quiet is for the inactive report, not for {request.Kind}");
        if (request.Tiers is not null && kind is not (ReportKind.Clv or ReportKind.Tiers))
            throw new FormatException($"tiers (--tiers) are for the clv and the tiers report, not for {request.Kind}");
        if (request.By is not null && kind is not (ReportKind.Cohorts or ReportKind.Channels))
            throw new FormatException($"by month or quarter (--by) is for the cohorts report and by order or first-visit for the channels report, not for {request.Kind}");
    }

    /// <summary>What winning a customer cost, in the month or quarter that begins on a day; computed when it is first asked for.</summary>
    static Func<DateOnly, long?> Cost(ReportSource source, ReportQuery query, CohortSpan span)
    {
        var cost = new Lazy<AcquisitionCost>(() => new AcquisitionCost(
            source.Ledger, new Acquisitions(source.Ledger, source.Shop.TimeZone, query.Value, source.AsOf.Instant), source.Spend(), source.Shop.Currency));
        return first => cost.Value.OfMonths(first, span switch { CohortSpan.Month => 1, CohortSpan.Quarter => 3 });
    }

    static Report OfCustomer(string? who, ReportSource source, ReportQuery query)
    {
        if (who is null) throw new FormatException("the customer report speaks of one customer and is made when it is asked for: shopclv report customer ID");
        var customer = CustomerSearch.Find(source.Ledger, who);
        var orders = CustomerReport.OrdersOf(source.Ledger, customer);
        return CustomerReport.Build(source.Ledger, source.Shop, source.AsOf, query, customer, source.Notes(orders), source.Lines(orders), index => source.Model(query.Value, index));
    }

    /// <summary>The period when none is asked for.</summary>
    public static string UsualPeriod(ReportKind kind) => kind == ReportKind.Summary ? "last-30-days" : Period.All.Name;

    /// <summary>Every column that a report can show.</summary>
    public static IReadOnlyList<string> Columns(ReportKind kind) => [.. ((string[])[kind.RowKey(), .. kind switch
    {
        ReportKind.Clv => [.. ClvReport.ColumnKeys, .. ClvReport.MoreColumnKeys],
        ReportKind.Inactive => InactiveReport.ColumnKeys,
        ReportKind.Tiers => TiersReport.ColumnKeys,
        ReportKind.Rfm => RfmReport.ColumnKeys,
        ReportKind.Cohorts => [.. CohortsReport.ColumnKeys, .. CohortsReport.CostColumnKeys],
        ReportKind.Forecast => ForecastReport.ColumnKeys,
        ReportKind.Channels => ChannelsReport.ColumnKeys,
        ReportKind.Products => [.. ProductsReport.ColumnKeys, .. ProductsReport.MoreColumns],
        ReportKind.Companies => [.. CompaniesReport.ColumnKeys, .. CompaniesReport.MoreColumns],
        ReportKind.Customer => CustomerReport.ColumnKeys,
        ReportKind.Summary => SummaryReport.ColumnKeys,
        ReportKind.Reconcile => ReconcileReport.ColumnKeys,
    }]).Distinct()];

    /// <exception cref="FormatException">A word that means nothing; the message lists those that do.</exception>
    public static ReportQuery Query(this ReportRequest request) => new(
        Period.Parse(request.Period),
        ValuePolicies.Parse(request.Value),
        request.Columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        request.Where,
        request.Sort is { } sort ? SortKey.ParseList(sort) : null,
        request.Top switch
        {
            < 0 => throw new FormatException("the top (--top) takes a number from 0, which means all"),
            0 => null,
            var top => top,
        },
        request.Own is { Count: > 0 } own ? OwnColumn.ParseAll(own) : null);

    static CohortSpan Span(string? by) => by switch
    {
        null or "month" => CohortSpan.Month,
        "quarter" => CohortSpan.Quarter,
        _ => throw new FormatException($"cohorts are not made by '{by}'; expected month or quarter"),
    };

    static bool IsByFirstVisit(string? by) => by switch
    {
        null or "order" => false,
        "first-visit" => true,
        _ => throw new FormatException($"channels are not told by '{by}'; expected order or first-visit"),
    };

    /// <summary>Tries a request on an empty shop, so that what cannot be is said when it is asked for and not when it is due.</summary>
    /// <exception cref="FormatException">A word, column, filter or sort order that cannot be.</exception>
    public static void Check(this ReportRequest request, Shop shop)
    {
        try
        {
            request.Build(ReportSource.Nothing(shop));
        }
        catch (ReportQueryException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
